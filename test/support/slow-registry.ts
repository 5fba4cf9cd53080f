import { once } from 'node:events';
import { createServer } from 'node:http';

/** A registry on loopback that thinks for a long time, then refuses in words of its own. */
export interface SlowRegistry {
  /** An image that it would have. */
  readonly image: string;
  close(): Promise<void>;
}

/** `thinksMs`: from being asked for the image the first time to the refusal; engines ask again. Whoever starts it closes it. */
export async function startSlowRegistry(thinksMs: number, words: string): Promise<SlowRegistry> {
  const timers = new Set<NodeJS.Timeout>();
  let firstAtMs: number | null = null;
  const server = createServer((request, response) => {
    if (request.url === '/v2/') return void response.writeHead(200).end();
    const refuse = () => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ code: 'UNSUPPORTED', message: words }] }));
    };
    firstAtMs ??= performance.now();
    timers.add(setTimeout(refuse, Math.max(0, firstAtMs + thinksMs - performance.now())));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the registry does not listen');
  return {
    image: `127.0.0.1:${address.port}/quarterdeck-test/slow:latest`,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
