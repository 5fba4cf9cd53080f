import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type StoreAnswer, type StoreRequest, storeAnswerSchema } from './store-protocol.ts';

type Unnumbered<T> = T extends { number: number } ? Omit<T, 'number'> : never;
export type StoreQuestion = Unnumbered<StoreRequest>;

/** The worker that has the database open. */
export interface StoreThread {
  /** Null: the thread is lost, or has not answered in time; what was asked may be done or not. */
  ask(question: StoreQuestion): Promise<StoreAnswer | null>;
  /** Ends the thread, and with it everything that SQLite has open. */
  stop(): Promise<void>;
}

export interface StoreThreadOptions {
  /** Called once if the thread ends by itself, or answers late or nonsense; it must be stopped all the same. */
  readonly onLost: (error: Error) => void;
  /** One that was started a moment ago; ours unless told otherwise. */
  readonly worker?: Worker;
  /** Longer than the database waits for another process. */
  readonly answerWithinMs?: number;
}

/** Starts the store's thread: the disk may be slow, and the main thread is the window's too. */
export function startStoreThread({ onLost, worker = startWorker(), answerWithinMs = 30_000 }: StoreThreadOptions): StoreThread {
  const asked = new Map<number, (answer: StoreAnswer | null) => void>();
  let last = 0;
  let over = false;
  const end = () => {
    over = true;
    for (const settle of [...asked.values()]) settle(null);
  };
  const lose = (error: Error) => {
    if (over) return;
    end();
    onLost(error);
  };
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      lose(new Error(`The store's thread ended with code ${code}`));
      resolve();
    });
  });
  worker.on('error', (error) => lose(error instanceof Error ? error : new Error(String(error))));
  worker.on('message', (message: unknown) => {
    const answer = storeAnswerSchema.safeParse(message);
    if (answer.success) asked.get(answer.data.number)?.(answer.data);
    else lose(answer.error);
  });
  return {
    ask: (question) =>
      new Promise((resolve) => {
        if (over) return resolve(null);
        last += 1;
        const number = last;
        const late = setTimeout(() => lose(new Error(`The store's thread did not answer in ${answerWithinMs} ms`)), answerWithinMs);
        asked.set(number, (answer) => {
          clearTimeout(late);
          asked.delete(number);
          resolve(answer);
        });
        worker.postMessage({ ...question, number });
      }),
    stop: async () => {
      end();
      await worker.terminate();
      await exited;
    },
  };
}

function startWorker(): Worker {
  // The bundle lies beside the main one (electron.vite.config.ts).
  return new Worker(join(import.meta.dirname, 'store.js'), { name: 'quarterdeck-store' });
}
