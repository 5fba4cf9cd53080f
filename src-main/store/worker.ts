import { parentPort } from 'node:worker_threads';
import { usualLimits } from './store-limits.ts';
import { storeRequestSchema } from './store-protocol.ts';
import { StoreSession } from './store-session.ts';

// The store's thread: an ear and a mouth. All else is in store-session.ts.
const port = parentPort;
if (!port) throw new Error('The store runs in a worker thread only');

const session = new StoreSession(usualLimits);
let last: Promise<void> = Promise.resolve();
port.on('message', (message: unknown) => {
  const request = storeRequestSchema.parse(message);
  // One after the other. What can't be answered ends the thread, which the core sees.
  last = last.then(async () => {
    port.postMessage(await session.answer(request));
  });
});
