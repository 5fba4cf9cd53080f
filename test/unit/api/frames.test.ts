import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, openSmallApi, type SmallApi, transports } from '../../support/api.ts';
import { settledThings } from '../../support/open-things.ts';

const frames = process.env['QUARTERDECK_LONG'] === '1' ? 10_000 : 1_000;

/** What no client of Socket.IO sends: cut, swapped and made-up packets, numbers that run over, namespaces that are none. */
function frame(): string | Buffer {
  const noise = randomBytes(1 + Math.floor(Math.random() * 200));
  const kinds: (() => string | Buffer)[] = [
    () => noise,
    () => noise.toString('latin1'),
    () => `2${noise.toString('hex')}`,
    () => '2["start_container",{"container_id":"web"}',
    () => `2999999999999999999999["list_containers"]`,
    () => `2/${noise.toString('hex')},["x"]`,
    () => `510-["x",{"_placeholder":true,"num":0}]`,
    () => `51-["x",{"_placeholder":true,"num":${Math.floor(Math.random() * 5) - 2}}]`,
    () => '3["never asked"]',
    () => '0{"token":"wrong"}',
    () => '2["disconnect"]',
    () => '2["__proto__",{"__proto__":{"x":1}}]',
    () => `2["get_status",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
    () => `2[${Math.random()}]`,
    () => '',
  ];
  return kinds[Math.floor(Math.random() * kinds.length)]?.() ?? '';
}

describe.each(transports)('frames of noise over %s', (transport) => {
  let api: SmallApi;
  afterEach(() => api.close());

  it('cut off who sends them at the most, and leave nothing behind', async () => {
    api = await openSmallApi({ limits: { requestBurst: 1_000_000 } });
    const witness = await api.connected('websocket');
    const before = await settledThings(() => 0);
    const heapBefore = process.memoryUsage().heapUsed;
    const send = async (count: number) => {
      let socket = await api.connected(transport);
      for (let sent = 0; sent < count; sent += 1) {
        if (!socket.connected) socket = await api.connected(transport);
        socket.io.engine.write(frame());
        if (sent % 10 === 0) await ask(witness, 'list_containers', {});
      }
      socket.disconnect();
    };
    await Promise.all(Array.from({ length: 10 }, () => send(frames / 10)));
    expect(await ask(witness, 'list_containers', {})).toEqual({ error: false, data: [] });
    await expect.poll(() => api.server.status()).toMatchObject({ clients: 1 });
    const after = await settledThings(() => 0);
    expect(after.descriptors).toBeLessThanOrEqual(before.descriptors + 2);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(100_000_000);
  });
});
