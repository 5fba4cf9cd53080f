import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { makeFolder } from '../../support/run-folder.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
}

/** A socket in front of an engine's that notes every request that reaches it. */
export interface RecordingProxy {
  readonly socketPath: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

/** Whoever opens it closes it. */
export async function openRecordingProxy(enginePath: string): Promise<RecordingProxy> {
  const asked: Asked[] = [];
  const socketPath = join(makeFolder('proxy'), 'engine.sock');
  const server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming;
    asked.push({ method, path: url });
    const outgoing = request({ socketPath: enginePath, method, path: url, headers, agent: false }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      // An event stream has no body for a long time, and its client waits for the headers.
      answer.flushHeaders();
      response.pipe(answer);
      response.on('error', () => answer.destroy());
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  return {
    socketPath,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
