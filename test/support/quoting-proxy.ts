import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { makeFolder } from './run-folder.ts';

/** A socket in front of an engine's. */
export interface QuotingProxy {
  /** As DOCKER_HOST wants it. */
  readonly dockerHost: string;
  /** How many requests were refused with their own words. */
  readonly quoted: () => number;
  readonly close: () => Promise<void>;
}

/** Refuses whatever is to be created and quotes all that it was told, as the worst engine would. Whoever opens it closes it. */
export async function openQuotingProxy(enginePath: string): Promise<QuotingProxy> {
  let quoted = 0;
  const socketPath = join(makeFolder('quoting'), 'engine.sock');
  const server = createServer((incoming, answer) => {
    const { method, url: path = '', headers } = incoming;
    if (method === 'POST' && /\/create(\?|$)/.test(path)) {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        quoted += 1;
        const message = `invalid request ${path}: ${Buffer.concat(chunks).toString('utf8')}`;
        answer.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
      });
      return;
    }
    const outgoing = request({ socketPath: enginePath, method, path, headers, agent: false }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  return {
    dockerHost: `unix://${socketPath}`,
    quoted: () => quoted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
