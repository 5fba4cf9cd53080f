import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromWatcher, ToWatcher } from './protocol.ts';

export interface WatcherThread {
  send(message: ToWatcher): void;
  /** Lets the watcher close its streams, then ends the thread; after `deadlineMs` without waiting for it. */
  stop(deadlineMs?: number): Promise<void>;
}

/**
 * Starts the watcher in a thread of its own: engine events must be drained even while the main thread is busy with the
 * window, as one stalled reader slows the whole engine. `onLost` is called if the thread dies by itself.
 */
export function startWatcherThread(onMessage: (message: FromWatcher) => void, onLost: (error: Error) => void): WatcherThread {
  // The bundle lies beside the main one (electron.vite.config.ts).
  const worker = new Worker(join(import.meta.dirname, 'watcher.js'), { name: 'quarterdeck-watcher' });
  let over = false;
  const lose = (error: Error) => {
    if (over) return;
    over = true;
    onLost(error);
  };
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      resolve();
      lose(new Error(`The watcher ended with code ${code}`));
    });
  });
  worker.on('message', onMessage);
  worker.on('error', (error) => lose(error instanceof Error ? error : new Error(String(error))));
  return {
    send: (message) => worker.postMessage(message),
    stop: async (deadlineMs = 2_000) => {
      over = true;
      worker.postMessage({ type: 'stop' } satisfies ToWatcher);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, deadlineMs);
      });
      await Promise.race([exited, late]);
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}
