import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Log, silentLog } from '../../src-main/lib/log.ts';
import type { StoreTimes } from '../../src-main/store/file-store.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { Store } from '../../src-main/store/store.ts';
import { startStoreThread } from '../../src-main/store/store-thread.ts';
import { makeFolder } from './run-folder.ts';
import { storeBundle } from './store-bundle.ts';

/** A store on a real file with its real thread, and what a test does to it. */
export interface TestStore {
  readonly file: string;
  /** Opens it, as at a start of the application. All that were opened are closed by `end`. */
  open(options?: { times?: Partial<StoreTimes>; log?: Log; opensAfter?: Promise<unknown> }): Promise<Store>;
  /** Ends the newest thread, as a fault in it would. */
  killThread(): Promise<void>;
  threads(): number;
  end(): Promise<void>;
}

export async function openTestStore(folder = makeFolder('store')): Promise<TestStore> {
  const file = join(folder, 'quarterdeck.db');
  const bundle = join(await storeBundle(), 'store.js');
  const workers: Worker[] = [];
  const opened: Store[] = [];
  return {
    file,
    open: async ({ times = {}, log = silentLog, opensAfter = Promise.resolve() } = {}) => {
      const store = openStore({
        file,
        log,
        times: { batchMs: 1, retryMs: 20, longestRetryMs: 40, closeWithinMs: 10_000, ...times },
        now: () => 7,
        opensAfter,
        startThread: ({ onLost }) => {
          const worker = new Worker(bundle);
          workers.push(worker);
          return startStoreThread({ onLost, worker });
        },
      });
      opened.push(store);
      return store;
    },
    killThread: async () => {
      await workers.at(-1)?.terminate();
    },
    threads: () => workers.length,
    end: async () => {
      await Promise.all(opened.map((store) => store.close()));
    },
  };
}

/** A text that is too long to be anybody's, of 8 MiB. */
export const hugeText = 'x'.repeat(8 * 1_048_576);
