import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, openSmallApi, type SmallApi, transports } from '../../support/api.ts';
import { settledThings } from '../../support/open-things.ts';
import { container } from '../../support/small-core.ts';

const long = process.env['QUARTERDECK_LONG'] === '1';
const frames = long ? 10_000 : 1_000;
const grownLimitBytes = 268_435_456;
/** Each is large, so that only some are. */
const largeEvery = 100;
const tab = '\t';

const events = ['create_container', 'start_container', 'send_message', 'get_status', 'update_container', 'subscribe_stats'] as const;
const strange = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ' ', tab, '\u0000', 'x'.repeat(10_000), 'list_containers '];

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** What a program with the right token may send by mistake or by malice. */
function payload(round: number): unknown {
  const text = randomBytes(20).toString('latin1');
  const kinds: readonly (() => unknown)[] = [
    () => null,
    () => text,
    () => round * 1e300,
    () => randomBytes(1 + (round % 500)),
    () => ({ container_id: 'web', message: { command: 'x', data: randomBytes(9) } }),
    () => JSON.parse('{"__proto__":{"polluted":true},"container_id":"web"}'),
    () => JSON.parse('{"constructor":{"prototype":{"polluted":true}},"container_id":{"__proto__":1}}'),
    () => ({ container_id: 'web', message: { command: 'x', data: deep(round % 300) } }),
    () => ({ container_id: text, host_id: text }),
    () => ({ image: 'nginx', environment: JSON.parse('{"__proto__":"x","constructor":"y"}'), ports: { [text]: text } }),
    () => ({ container_ids: Array.from({ length: 300 }, () => text) }),
    () => (round % largeEvery < 11 ? { container_id: 'x'.repeat(1_048_576 - 60 + (round % 100)) } : { container_id: 'x'.repeat(5_000) }),
    () => [[], {}, [null]],
  ];
  return kinds[round % kinds.length]?.();
}

/** One HTTP request as polling clients make them; its status, or null where it was cut off. */
function post(url: string, path: string, body: Buffer | string): Promise<number | null> {
  return new Promise((resolve) => {
    const options = { method: 'POST', agent: false, headers: { 'content-type': 'text/plain;charset=UTF-8' } };
    request(`${url}/socket.io/${path}`, options, (answer) => resolve(answer.resume().statusCode ?? null))
      .on('error', () => resolve(null))
      .end(body);
  });
}

/** Bytes on the bare connection: `head` first, then noise, until the server closes it or has answered. */
async function speak(url: string, head: string, noise: Buffer): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  await once(socket, 'connect');
  socket.write(head);
  socket.write(noise);
  await new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.once('data', () => socket.destroy());
    socket.setTimeout(200, () => socket.destroy());
  });
}

describe('programs that send noise', { timeout: long ? 120_000 : 20_000 }, () => {
  let api: SmallApi;
  let witness: Socket;

  beforeEach(async () => {
    api = await openSmallApi({ containers: [container('a1'.repeat(32), 'web')], limits: { requestBurst: 1_000_000 } });
    witness = await api.connected('websocket');
  });
  afterEach(() => api.close());

  const answered = async () => expect((await ask(witness, 'list_containers', {})).data).toHaveLength(1);
  /** Runs `noise`; afterwards all is as it was. */
  const leavesNothing = async (words: string, noise: () => Promise<void>) => {
    await answered();
    const before = await settledThings(() => 0);
    const grownFrom = process.memoryUsage().rss;
    await noise();
    await answered();
    await expect.poll(() => api.server.status()).toMatchObject({ clients: 1 });
    const grownBytes = process.memoryUsage().rss - grownFrom;
    console.log(`${frames} ${words}: ${(grownBytes / 1_048_576).toFixed(0)} MiB more resident memory`);
    expect(grownBytes).toBeLessThan(grownLimitBytes);
    // A connection that was cut off is closed a moment later.
    await expect.poll(() => settledThings(() => 0), { timeout: 5_000 }).toEqual(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
  };

  it.each(transports)('as events over %s are answered with Failures, and leave nothing behind', async (transport) => {
    await leavesNothing(`events over ${transport}`, async () => {
      const socket = await api.connected(transport);
      const asked: Promise<unknown>[] = [];
      for (let round = 0; round < frames; round += 1) {
        const list = round % 3 === 0 ? strange : events;
        const event = list[Math.floor(round / 3) % list.length] ?? '';
        const some = payload(round);
        if (round % 2 === 0) socket.emit(event, some);
        else if (round % 7 === 0) socket.emit(event, some, payload(round + 1), payload(round + 2));
        else asked.push(ask(socket, event, some));
        if (asked.length < 20) continue;
        for (const answer of await Promise.all(asked.splice(0))) expect(answer).toMatchObject({ error: true });
        await answered();
      }
      await Promise.all(asked);
      expect(socket.connected).toBe(true);
      socket.disconnect();
    });
  });

  it('as bodies of polling requests are refused, and leave nothing behind', async () => {
    await leavesNothing('polling bodies', async () => {
      for (let round = 0; round < frames; round += 10) {
        const opened = await fetch(`${api.url}/socket.io/?EIO=4&transport=polling`);
        const { sid }: { sid: string } = JSON.parse((await opened.text()).slice(1));
        const noise = randomBytes(1 + (round % 900));
        const paths = [`?EIO=4&transport=polling&sid=${sid}`, `?EIO=4&transport=polling&sid=${noise.toString('hex', 0, 9)}`, '?EIO=9', '?'];
        const bodies = [
          noise,
          `4${noise.toString('latin1')}`,
          '4\u001e4\u001e4',
          '40{"token":7}',
          'b!!!!',
          '1',
          '6',
          '',
          '2probe',
          '451-["x"]',
        ];
        const statuses = await Promise.all(bodies.map((body, at) => post(api.url, paths[at % paths.length] ?? '', body)));
        expect(statuses.every((it) => it === null || it < 500)).toBe(true);
        await post(api.url, paths[0] ?? '', '1');
        await answered();
      }
    });
  });

  it('as bytes on a bare WebSocket are cut off, and leave nothing behind', async () => {
    const { host } = new URL(api.url);
    const head = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
    await leavesNothing('frames on a bare WebSocket', async () => {
      for (let round = 0; round < frames; round += 20) {
        const ends = Array.from({ length: 20 }, (_, at) => {
          const noise = randomBytes(1 + ((round + at) % 300));
          // Masked text, binary, continuation, close and ping frames with lengths that are not true; and no HTTP at all.
          noise[0] = [0x81, 0x82, 0x80, 0x88, 0x89, 0xff][at % 6] ?? 0;
          return speak(api.url, at % 7 === 0 ? '' : head, noise);
        });
        await Promise.all(ends);
        await answered();
      }
    });
  });
});
