/** What is wrong with the engine, on purpose. */
export interface Faults {
  /** Every answer waits this long. */
  delayMs: number;
  /** Every request is answered so. */
  failWith: { readonly status: number; readonly message: string } | null;
  /** Every connection is cut as soon as it asks something. */
  refusing: boolean;
  readonly hanging: () => boolean;
  /** While it hangs nothing is answered and no stream says anything; then everything comes at once. */
  readonly setHanging: (hanging: boolean) => void;
  /** Resolves at once, or when the engine no longer hangs. */
  readonly whenAwake: () => Promise<void>;
}

export function createFaults(): Faults {
  let hanging = false;
  let waiting: (() => void)[] = [];
  return {
    delayMs: 0,
    failWith: null,
    refusing: false,
    hanging: () => hanging,
    setHanging: (value) => {
      hanging = value;
      if (hanging) return;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    whenAwake: () => (hanging ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
}
