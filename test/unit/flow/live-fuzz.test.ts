import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordProcess } from '../../../scripts/lib/processes.mjs';
import { connectAs, connectGood, type FlowMember, type HostFlow, openHostFlow } from '../../support/host-flow.ts';
import { longestBlock } from '../../support/loop-delay.ts';
import { settledThings } from '../../support/open-things.ts';
import { hostId } from '../../support/small-core.ts';

const long = process.env['QUARTERDECK_LONG'] === '1';
const frames = long ? 10_000 : 1_000;
const grownLimitBytes = 134_217_728;
const agent = join(import.meta.dirname, '../../support/flow-agent.mjs');

const good = '{"id":"1","ok":true,"data":{"text":"grüß","list":[1,2,{"a":null}]}}\n{"event":"e","actor":"a","data":{}}\n';
const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
const values = ['null', '1e999', '-0', '""', '"\\ud800"', '[]', '{"__proto__":{"x":1}}', '"\\u0000"', 'true', '{"message":7}'];
const pick = <T>(list: readonly T[], round: number): T | undefined => list[(round * 7 + Math.floor(Math.random() * 3)) % list.length];

/** What no container that we know sends. */
function frame(round: number): Buffer | string {
  const noise = randomBytes(1 + (round % 400));
  const changed = Buffer.from(good);
  for (let count = 0; count < 3; count += 1) changed[Math.floor(Math.random() * changed.length)] = Math.random() * 256;
  const key = pick(keys, round) ?? '';
  const value = pick(values, round) ?? '';
  const kinds: readonly (() => Buffer | string)[] = [
    () => Buffer.concat([noise, Buffer.from('\n')]),
    () => noise,
    () => changed,
    () => `{"id":"${round.toString(36)}","ok":${value},"data":${value}}\n`,
    () => `{"id":"${key}","ok":true}\n{"id":"${key}","ok":false,"error":{"message":${value}}}\n`,
    () => `{"${key}":${value}}\n{"event":"${key}","data":${value}}\n{"event":"e","actor":${value}}\n`,
    () => `{"hello":{"protocol":${value}}}\n{"hello":${value}}\n`,
    () => `{"event":"deep","data":${'[{"a":'.repeat(500)}1${'}]'.repeat(500)}}\n`,
    () => '\n'.repeat(round % 50),
    () => `{"event":"${'x'.repeat(round % 40 === 0 ? 300_000 : 300)}"}\n`,
    () => good.slice(0, round % good.length),
  ];
  return kinds[round % kinds.length]?.() ?? '';
}

async function write(socket: Socket, bytes: Buffer | string): Promise<void> {
  if (bytes.length === 0 || socket.write(bytes) || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

describe('a flow connection that is live', { timeout: long ? 120_000 : 20_000 }, () => {
  let world: HostFlow;
  let beside: FlowMember;
  let hostile: FlowMember;

  beforeEach(async () => {
    world = await openHostFlow();
    [beside, hostile] = [await world.join('good'), await world.join('hostile')];
    await connectGood(beside);
    await expect.poll(() => world.flow.isConnected(hostId, beside.id)).toBe(true);
  });
  afterEach(() => world.dispose());

  const echo = async () =>
    expect(await world.flow.send(hostId, beside.id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
  const trips = async () => {
    for (let trip = 0; trip < 40; trip += 1) {
      await echo();
      await delay(10);
    }
  };
  const gone = () => expect.poll(() => world.flow.isConnected(hostId, hostile.id)).toBe(false);

  it(`takes ${frames} frames of noise: nothing breaks, nothing is left open, and the one beside it is answered`, async () => {
    const before = await settledThings(() => 0);
    const grownFrom = process.memoryUsage().rss;
    const asked: Promise<unknown>[] = [];
    let socket = await connectAs(hostile);
    for (let round = 0; round < frames; round += 1) {
      if (socket.destroyed || round % 97 === 96) {
        // In the midst of a line, or of a reply that is waited for.
        socket.destroy();
        socket = await connectAs(hostile);
      }
      if (round % 5 === 0) asked.push(world.flow.send(hostId, hostile.id, { command: 'x', data: round }, 100));
      await write(socket, frame(round));
      if (round % 20 === 0) await echo();
    }
    socket.destroy();
    await gone();
    expect(await Promise.all(asked)).toHaveLength(Math.ceil(frames / 5));
    await echo();
    const grownBytes = process.memoryUsage().rss - grownFrom;
    console.log(`${frames} frames to a flow connection: ${(grownBytes / 1_048_576).toFixed(0)} MiB more resident memory`);
    expect(grownBytes).toBeLessThan(grownLimitBytes);
    expect(await settledThings(() => 0)).toEqual(before);
    expect((await world.flow.messages(hostId, hostile.id)).length).toBeLessThanOrEqual(1_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('throws a line of 2 MiB away, says so, and reads the next', async () => {
    const socket = await connectAs(hostile);
    socket.write(`${'x'.repeat(2_097_152)}\n{"event":"after"}\n`);
    await expect
      .poll(async () => (await world.flow.messages(hostId, hostile.id)).map((it) => it.title))
      .toEqual(['A line of more than 256 KiB was thrown away', 'after']);
    expect(world.flow.isConnected(hostId, hostile.id)).toBe(true);
    await echo();
  });

  it('that is sent 512 MiB without a newline is cut off long before', async () => {
    const socket = await connectAs(hostile);
    const piece = Buffer.alloc(65_536, 'x');
    const beganMs = performance.now();
    let sent = 0;
    for (; sent < 536_870_912 && !socket.destroyed; sent += piece.length) await write(socket, piece);
    await gone();
    console.log(
      `a line without end: cut off after ${(sent / 1_048_576).toFixed(1)} MiB and ${(performance.now() - beganMs).toFixed(0)} ms`,
    );
    expect(sent).toBeLessThan(16_777_216);
    await echo();
  });

  it.each(['endless', 'small', 'binary', 'deep', 'long'])('that floods (%s) while it is watched blocks nobody', async (behaviour) => {
    // What the machine itself holds up, as other processes want its cores too.
    const idleMs = await longestBlock(trips);
    const unwatch = world.flow.watch(hostId, hostile.id, () => {});
    const environment = { ...process.env, FLOW_SOCKET: hostile.socketPath };
    const child = spawn(process.execPath, [agent, behaviour], { env: environment, stdio: 'inherit' });
    if (child.pid !== undefined) recordProcess(child.pid);
    try {
      await expect.poll(async () => (await world.flow.messages(hostId, hostile.id)).length, { timeout: 10_000 }).toBeGreaterThan(0);
      const blocksMs: number[] = [];
      for (let window = 0; window < 3; window += 1) blocksMs.push(await longestBlock(trips));
      const words = blocksMs.map((it) => it.toFixed(1)).join(', ');
      console.log(`the longest blocks: ${words} ms while a container floods (${behaviour}; 25 are wanted), ${idleMs.toFixed(1)} ms before`);
      // Of three windows the quietest: other processes hold up one, a flood that blocks would hold up all.
      expect(Math.min(...blocksMs)).toBeLessThan(250);
    } finally {
      unwatch();
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
});
