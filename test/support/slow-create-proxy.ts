import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { makeFolder } from './run-folder.ts';

/** A socket in front of an engine's, behind which creating takes long enough that somebody can hang up meanwhile. */
export interface SlowCreateProxy {
  /** As DOCKER_HOST wants it. */
  readonly dockerHost: string;
  /** Resolves once the first container is being created. */
  readonly creating: Promise<void>;
  /** Lets the engine create it, as it does whether or not anybody still waits. Resolves with its answer. */
  create(): Promise<void>;
  close(): Promise<void>;
}

/** Whoever opens it closes it. */
export async function openSlowCreateProxy(enginePath: string): Promise<SlowCreateProxy> {
  const socketPath = join(makeFolder('slow-create'), 'engine.sock');
  const creating = signal();
  const allowed = signal();
  const created = signal();
  const server = createServer((incoming, answer) => {
    const { method, url: path = '', headers } = incoming;
    const slow = method === 'POST' && /\/containers\/create(\?|$)/.test(path);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    incoming.on('end', async () => {
      if (slow) {
        creating.ring();
        await allowed.rung;
      }
      const outgoing = request({ socketPath: enginePath, method, path, headers, agent: false }, (response) => {
        if (slow) created.ring();
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      outgoing.on('error', () => answer.destroy());
      outgoing.end(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  return {
    dockerHost: `unix://${socketPath}`,
    creating: creating.rung,
    create: () => {
      allowed.ring();
      return created.rung;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function signal(): { readonly rung: Promise<void>; ring(): void } {
  let ring: () => void = () => undefined;
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return { rung, ring };
}
