import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire between two programs that a test can cut. */
export interface CutProxy {
  readonly url: string;
  /** Breaks every connection, and lets none through. */
  cut(): void;
  /** Lets connections through again. */
  mend(): void;
  /** From now on nothing gets through, and nobody is told: a cable that was pulled. */
  hold(): void;
  close(): Promise<void>;
}

/** Listens at `ownPort` and stands before `port` of this machine. */
export async function openCutProxy(ownPort: number, port: number): Promise<CutProxy> {
  let state: 'open' | 'cut' = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(ownPort, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${ownPort}`,
    cut: () => {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      state = 'open';
    },
    hold: () => {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
