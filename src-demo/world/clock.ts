/** Time, and nothing else that passes: injected, so that tests can let an hour go by at once. */
export interface Clock {
  /** Milliseconds since 1970, with fractions. */
  readonly nowMs: () => number;
  /** Calls once after at least `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, call: () => void) => () => void;
}

const driftAllowedMs = 20;

/** The machine's own clock, finer than a millisecond, that follows clock steps and suspends. */
export function createSystemClock(): Clock {
  let originMs = performance.timeOrigin;
  return {
    nowMs: () => {
      const fineMs = originMs + performance.now();
      const wallMs = Date.now();
      if (Math.abs(fineMs - wallMs) < driftAllowedMs) return fineMs;
      originMs = wallMs - performance.now();
      return wallMs;
    },
    after: (delayMs, call) => {
      const timer = setTimeout(call, Math.min(delayMs, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}
