import type { Kept, Store } from './store.ts';

/** Small values that outlive the core, also when it is killed. */
export interface KeptValues {
  /** As it was put last, by an earlier run or by this one; whoever reads it parses it. */
  get(key: string): Promise<unknown>;
  /** Written now, not with what is gathered: a kill a moment later must not lose it. */
  put(key: string, value: unknown): void;
}

/** The store's values for those that need nothing else of it. `kept`: what the store has loaded, which it does once. */
export function keptValues(store: Pick<Store, 'putValue' | 'flush'>, kept: Promise<Pick<Kept, 'values'>>): KeptValues {
  const put = new Map<string, unknown>();
  return {
    get: async (key) => (put.has(key) ? put.get(key) : (await kept).values.get(key)),
    put: (key, value) => {
      put.set(key, value);
      store.putValue(key, value);
      // What keeps it from being written is the store's to log and to tell; it tries again by itself.
      store.flush().catch(() => undefined);
    },
  };
}
