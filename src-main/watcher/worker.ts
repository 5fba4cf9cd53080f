import { parentPort } from 'node:worker_threads';
import type { ToWatcher } from './protocol.ts';
import { watchHosts } from './watch-hosts.ts';

// The watcher's thread: an ear for the core, a mouth for what the engines tell. All else is in watch-hosts.ts.
const port = parentPort;
if (!port) throw new Error('The watcher runs in a worker thread only');

const watch = watchHosts({ send: (message) => port.postMessage(message), signal: new AbortController().signal });
port.on('message', (message: ToWatcher) => watch.handle(message));
void watch.done.then(() => {
  port.postMessage({ type: 'stopped' });
  port.close();
});
