import { chownSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeContainer } from '../support/containers.ts';
import { callEngine } from '../support/engine-call.ts';
import { type FlowSide, type FlowWorld, openFlowWorld, statusOf } from '../support/flow-world.ts';
import { until } from '../support/log-bench.ts';
import { hostId } from '../support/small-core.ts';

describe('a hostile flow container', () => {
  let world: FlowWorld;

  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterEach(() => world.clear());
  afterAll(() => world.dispose());

  const echo = (side: FlowSide, id: string) => side.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000);
  const raw = (side: FlowSide, id: string, bytes: Buffer | string) =>
    side.flow.send(hostId, id, { command: 'raw', data: Buffer.from(bytes).toString('base64') }, 5_000);
  const broken = async (side: FlowSide, id: string) => (await side.flow.messages(hostId, id)).filter((it) => it.kind === 'broken');

  /** Round trips of a good container, in ms. */
  async function trips(side: FlowSide, id: string, count: number) {
    const tookMs: number[] = [];
    for (let round = 0; round < count; round += 1) {
      const beganMs = performance.now();
      const answer = await echo(side, id);
      if (!answer.ok) throw new Error(answer.failure.message);
      tookMs.push(performance.now() - beganMs);
      await delay(2);
    }
    tookMs.sort((a, b) => a - b);
    return { medianMs: tookMs[count >> 1] ?? 0, p95Ms: tookMs[Math.floor(count * 0.95)] ?? 0 };
  }

  it.each(['endless', 'small', 'binary', 'deep', 'long'])(
    'that floods (%s) delays no other, and memory stays bounded',
    async (behaviour) => {
      const side = await world.open(world.folder());
      const goodId = await world.run(side, 'good');
      await trips(side, goodId, 20);
      const before = process.memoryUsage();
      const badId = await world.run(side, behaviour, { hostConfig: { NanoCpus: 200_000_000 } }, false);
      await statusOf(side, badId, (it) => it?.lastCommunicationAtMs !== null && it !== undefined);
      const { medianMs, p95Ms } = await trips(side, goodId, 200);
      expect(medianMs).toBeLessThan(15);
      expect(p95Ms).toBeLessThan(60);
      const after = process.memoryUsage();
      expect(after.rss + after.external - before.rss - before.external).toBeLessThan(200 * 1024 * 1024);
      expect((await side.flow.messages(hostId, badId)).length).toBeLessThanOrEqual(1_000);
      expect(side.core.told.filter((it) => it.type === 'activityTold').length).toBeLessThan(40);
    },
  );

  it('that sends no newline is cut off at once', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'endless');
    await statusOf(side, id, (it) => it?.state.state === 'waiting');
    expect((await broken(side, id))[0]?.title).toBe('A line of more than 256 KiB was thrown away');
  });

  it('that sends broken lines has them reported and skipped, and goes on', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    for (const bytes of [
      '{"broken\n',
      `${deep}\n`,
      `${'x'.repeat(2_097_152 / 16)}\n`,
      Buffer.from([0xff, 0xfe, 0x0a]),
      '\u0000\n',
      '{"id":"nobody","ok":true}\n',
    ]) {
      expect(await raw(side, id, bytes)).toMatchObject({ ok: true });
    }
    expect((await broken(side, id)).map((it) => it.title)).toEqual([
      'This line is not JSON',
      'This line nests deeper than 64 levels',
      'This line is not JSON',
      'This line is not UTF-8',
      'This line is not JSON',
      'A reply that nobody waits for, or not any longer',
    ]);
    expect(await echo(side, id)).toMatchObject({ ok: true });
  });

  it('that says half a line and then nothing costs its own command only', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const other = await world.run(side, 'good');
    const half = await side.flow.send(hostId, id, { command: 'half', data: 1 }, 300);
    expect(half).toMatchObject({
      ok: false,
      failure: { kind: 'socket_communication_error', message: expect.stringContaining('within 0.3 s') },
    });
    expect(await echo(side, other)).toMatchObject({ ok: true });
  });

  it('that runs out of memory fails what waits for it at once, and speaks again when it is started', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good', { hostConfig: { Memory: 134_217_728, MemorySwap: 134_217_728 } });
    const killed = await side.flow.send(hostId, id, { command: 'hog', data: null }, 60_000);
    expect(killed).toMatchObject({ ok: false, failure: { kind: 'socket_communication_error' } });
    await statusOf(side, id, (it) => it?.state.state === 'waiting');
    // The engine may hear of the kernel's word after that of the end.
    await expect
      .poll(async () => (await callEngine(world.engine.socketPath, 'GET', `/containers/${id}/json`)).text)
      .toContain('"OOMKilled":true');
    await world.start(id);
    await statusOf(side, id, (it) => it?.state.state === 'connected');
    expect(await side.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
  });

  it('that dies in mid-reply fails what waits for it at once', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const silent = side.flow.send(hostId, id, { command: 'silent', data: 1 }, 60_000);
    const half = side.flow.send(hostId, id, { command: 'half', data: 1 }, 60_000);
    await delay(50);
    const beganMs = performance.now();
    await removeContainer(world.engine.socketPath, id);
    for (const answer of await Promise.all([silent, half])) {
      expect(answer).toMatchObject({
        ok: false,
        failure: { kind: 'socket_communication_error', message: 'The container ended the connection before it answered.' },
      });
    }
    expect(performance.now() - beganMs).toBeLessThan(5_000);
  });

  it('that connects twice is told why the second is refused, and the first goes on', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const said = await side.flow.send(hostId, id, { command: 'second', data: 1 }, 5_000);
    expect(said).toMatchObject({ ok: true, value: { data: expect.stringMatching(/^\{"error":\{"message":".*live connection already/) } });
    expect(await echo(side, id)).toMatchObject({ ok: true });
  });

  it('that speaks another protocol is turned away with both numbers', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'future', {}, false);
    const status = await statusOf(side, id, (it) => it?.state.state === 'failed');
    expect(status?.state).toMatchObject({ message: expect.stringContaining('speaks protocol 9, and this Quarterdeck speaks 1') });
  });

  it('can’t change what is in its folder', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const { socketPath } = (await statusOf(side, id, (it) => it !== undefined)) ?? { socketPath: '' };
    const shell = `const f=require('node:fs');for(const a of [()=>f.unlinkSync('/run/flow/flow.sock'),()=>f.writeFileSync('/run/flow/x','')])try{a()}catch(e){console.log(e.code)}`;
    const mount = { Type: 'bind', Source: dirname(socketPath), Target: '/run/flow', ReadOnly: true };
    const thief = await world.create(side, [mount], 'good', { command: ['/bin/node', '-e', shell] });
    await world.start(thief);
    await until(() => true);
    expect(existsSync(join(dirname(socketPath), 'flow.sock'))).toBe(true);
    expect(existsSync(join(dirname(socketPath), 'x'))).toBe(false);
    expect(await echo(side, id)).toMatchObject({ ok: true });
  });
});

describe('the folder of the flow sockets is refused, and nothing is made,', () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterEach(() => world.clear());
  afterAll(() => world.dispose());

  const refusalOf = async (folder: string) => {
    const side = await world.open(folder);
    const made = await side.flow.prepare(hostId);
    if (made.ok) expect.fail('a folder was made');
    expect(side.flow.refusalFor(hostId)).toBe(made.failure.message);
    return made.failure;
  };

  it('where its sockets’ paths would be too long', async () => {
    const folder = join(world.folder(), 'x'.repeat(80));
    expect(await refusalOf(folder)).toMatchObject({ kind: 'socket_communication_error', message: expect.stringContaining('107 at most') });
    expect(existsSync(folder)).toBe(false);
  });

  it('where it belongs to somebody else', async () => {
    const folder = world.folder();
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, 65_534, 65_534);
    expect((await refusalOf(folder)).message).toContain('belongs to another user (uid 65534)');
  });

  it('where it is a link', async () => {
    const folder = world.folder();
    mkdirSync(`${folder}-real`, { mode: 0o700 });
    symlinkSync(`${folder}-real`, folder);
    expect((await refusalOf(folder)).message).toContain('is a link or a file');
  });
});
