import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { silentLog } from '../../../src-main/lib/log.ts';
import { RemoteLink } from '../../../src-main/remote/remote-link.ts';

it('a remote that takes connections and never answers is asked less and less often', async () => {
  const sockets = new Set<Socket>();
  const mute = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const address = mute.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let waited: (waitMs: number) => void = () => undefined;
  const rare = new Promise<void>((resolve) => {
    // The first waits are of at most 20 ms each.
    waited = (waitMs) => waitMs > 100 && resolve();
  });
  const link = new RemoteLink({
    remote: { id: 'remote-0123abcd', name: 'mute', url: `http://127.0.0.1:${port}`, tokenKept: 'file' },
    token: 'none',
    ourName: 'test',
    log: silentLog,
    now: Date.now,
    times: {
      connectWithinMs: 30,
      aliveEveryMs: 1_000,
      aliveWithinMs: 1_000,
      patientMs: 1_000,
      stableMs: 20,
      backoff: { shortestMs: 10, longestMs: 2_000 },
    },
    tell: (changes) => {
      for (const change of changes)
        if (change.type === 'hostStatusChanged' && change.status.state === 'reconnecting')
          waited((change.status.nextTryAtMs ?? 0) - change.atMs);
    },
    onSamples: () => undefined,
    onPush: () => undefined,
    onReady: () => undefined,
  });
  try {
    await rare;
  } finally {
    await link.close();
    for (const socket of sockets) socket.destroy();
    mute.close();
  }
  expect(link.isConnected).toBe(false);
});
