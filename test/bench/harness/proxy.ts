import { rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';

/** A socket in front of an engine's that sees what is asked, and when the engine first answers. */
export interface EngineProxy {
  readonly socketPath: string;
  /** When the first byte of the engine's came through, as `performance.now()`; null before. */
  readonly firstAnswerAtMs: () => number | null;
  /** The paths of the last requests on the connections that are open now: what streams, streams here. */
  readonly open: () => readonly string[];
  /** Starts to listen: until then there is no socket. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

export function openProxy(socketPath: string, enginePath: string): EngineProxy {
  const connections = new Map<Socket, string>();
  let firstAnswerAtMs: number | null = null;
  const server = createServer((client) => {
    const engine = createConnection(enginePath);
    connections.set(client, '');
    client.on('data', (chunk: Buffer) => {
      const request = /^[A-Z]+ (\S+) HTTP\/1/.exec(chunk.toString('latin1', 0, 2_000));
      if (request?.[1]) connections.set(client, request[1]);
    });
    engine.once('data', () => {
      firstAnswerAtMs ??= performance.now();
    });
    client.pipe(engine);
    engine.pipe(client);
    const end = () => {
      connections.delete(client);
      client.destroy();
      engine.destroy();
    };
    for (const side of [client, engine]) side.once('close', end).on('error', end);
  });
  return {
    socketPath,
    firstAnswerAtMs: () => firstAnswerAtMs,
    open: () => [...connections.values()],
    listen: () => new Promise((resolve, reject) => server.once('error', reject).listen(socketPath, resolve)),
    close: async () => {
      for (const client of connections.keys()) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(socketPath, { force: true });
    },
  };
}
