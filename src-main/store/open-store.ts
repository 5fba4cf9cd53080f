import type { Log } from '../lib/log.ts';
import { FileStore, type StoreTimes } from './file-store.ts';
import { openMemoryStore } from './memory-store.ts';
import type { Store } from './store.ts';
import { StoreConnection, type StoreConnectionOptions } from './store-connection.ts';
import { startStoreThread } from './store-thread.ts';

export interface StoreOptions {
  /** The database; null: nothing outlives the core. */
  readonly file: string | null;
  readonly log: Log;
  readonly times?: Partial<StoreTimes>;
  readonly startThread?: StoreConnectionOptions['startThread'];
  readonly now?: () => number;
  /** Nothing is asked of the database before; must not reject. */
  readonly opensAfter?: Promise<unknown>;
}

const usualTimes: StoreTimes = { batchMs: 100, retryMs: 5_000, longestRetryMs: 60_000, closeWithinMs: 2_000 };

/** Opens the store. Never fails, and does not wait: the database is opened by its thread when the first thing is asked. */
export function openStore({ file, log, times = {}, startThread = startStoreThread, now = Date.now, opensAfter }: StoreOptions): Store {
  if (file === null) return openMemoryStore(null);
  return new FileStore(new StoreConnection({ file, log, startThread, now }), log, { ...usualTimes, ...times }, opensAfter);
}
