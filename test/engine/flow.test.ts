import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import { prepareFlowFolder } from '../../src-main/flow/prepare-folder.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { shortId } from '../../src-shared/ids.ts';
import { removeContainer } from '../support/containers.ts';
import { callEngine } from '../support/engine-call.ts';
import { type FlowWorld, openFlowWorld, statusOf } from '../support/flow-world.ts';
import { until } from '../support/log-bench.ts';
import { settledThings } from '../support/open-things.ts';
import { caller, hostId } from '../support/small-core.ts';

describe('a flow container', () => {
  let world: FlowWorld;

  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterEach(() => world.clear());
  afterAll(() => world.dispose());

  const folders = (folder: string) => readdirSync(folder).filter((name) => /^[0-9a-f]{12}/.test(name));

  it.each([
    ['root', {}, 0],
    ['uid 1000', { User: '1000' }, 1000],
    ['uid 1000 without capabilities', { User: '1000:1000' }, 1000],
    ['root without capabilities', {}, 0],
  ])('speaks as %s', async (who, more, uid) => {
    const side = await world.open(world.folder());
    const capabilities = who.includes('without') ? { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] } : {};
    const id = await world.run(side, 'good', { more, hostConfig: { ReadonlyRootfs: true, ...capabilities } });
    expect(await side.flow.send(hostId, id, { command: 'uid', data: {} }, 5_000)).toMatchObject({ ok: true, value: { data: uid } });
  });

  it('made like the example answers dump and echo, and refuses what it does not know', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'example');
    expect(await side.flow.send(hostId, id, { command: 'dump', data: {} }, 5_000)).toMatchObject({
      ok: true,
      value: { data: { handled: 1 } },
    });
    expect(await side.flow.send(hostId, id, { command: 'echo', data: { a: ['ü'] } }, 5_000)).toMatchObject({
      ok: true,
      value: { data: { a: ['ü'] } },
    });
    const refused = await side.flow.send(hostId, id, { command: 'fly', data: null }, 5_000);
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'socket_communication_error', message: 'The container answered: unknown command: fly' },
    });
    expect(await statusOf(side, id, (it) => it?.saidName !== null)).toMatchObject({ saidName: 'flow-node', state: { state: 'connected' } });
  });

  it('has a folder of its own, which goes with it', async () => {
    const folder = world.folder();
    const side = await world.open(folder);
    const id = await world.run(side, 'good');
    const { socketPath } = (await statusOf(side, id, (it) => it !== undefined)) ?? { socketPath: '' };
    expect(socketPath).toBe(join(dirname(socketPath), `${shortId(id)}.sock`));
    expect(readlinkSync(join(dirname(socketPath), 'flow.sock'))).toBe(`${shortId(id)}.sock`);
    const mode = (path: string) => (lstatSync(path).mode & 0o777).toString(8);
    expect([folder, dirname(socketPath), socketPath].map(mode)).toEqual(['700', '755', '666']);
    await removeContainer(world.engine.socketPath, id);
    side.core.tell([{ type: 'containerRemoved', hostId, containerId: id, atMs: 0, event: null }]);
    await until(() => folders(folder).length === 0);
    expect(side.core.parts.fleet().flows.size).toBe(0);
    expect(await side.flow.send(hostId, id, { command: 'echo', data: 1 }, 100)).toMatchObject({ ok: false });
  });

  it('that was not made leaves no folder', async () => {
    const folder = world.folder();
    const side = await world.open(folder);
    const prepared = await side.flow.prepare(hostId);
    if (!prepared.ok) expect.fail(prepared.failure.message);
    expect(folders(folder)).toHaveLength(2);
    await prepared.value.discard();
    expect(folders(folder)).toEqual([]);
  });

  it('is found again by a Quarterdeck that was started anew, and what is left of others is removed', async () => {
    const folder = world.folder();
    const first = await world.open(folder);
    const id = await world.run(first, 'good');
    const goneId = await world.run(first, 'good');
    await first.flow.prepare(hostId);
    await first.flow.dispose();
    await removeContainer(world.engine.socketPath, goneId);
    const second = await world.open(folder);
    expect(await statusOf(second, id, (it) => it?.state.state === 'connected')).toBeDefined();
    expect(await second.flow.send(hostId, id, { command: 'echo', data: 'again' }, 5_000)).toMatchObject({
      ok: true,
      value: { data: 'again' },
    });
    await until(() => folders(folder).length === 2);
    expect(second.flow.statusOf(hostId, goneId)).toBeUndefined();
  });

  it('hands its folder to the container that comes in its place, and back', async () => {
    const folder = world.folder();
    const side = await world.open(folder);
    const oldId = await world.run(side, 'good');
    const [name] = folders(folder);
    const mount = { Type: 'bind', Source: join(folder, name ?? ''), Target: '/run/flow', ReadOnly: true };
    const newId = await world.create(side, [mount], 'good');
    expect(await side.flow.hand(hostId, oldId, newId)).toEqual({ ok: true, value: null });
    await removeContainer(world.engine.socketPath, oldId);
    side.core.tell([{ type: 'containerRemoved', hostId, containerId: oldId, atMs: 0, event: null }]);
    await world.start(newId);
    await statusOf(side, newId, (it) => it?.state.state === 'connected');
    expect(await side.flow.send(hostId, newId, { command: 'echo', data: 2 }, 5_000)).toMatchObject({ ok: true, value: { data: 2 } });
    expect(readdirSync(mount.Source).sort()).toEqual([`${shortId(newId)}.sock`, 'flow.sock'].sort());
    expect(side.core.parts.fleet().flows.size).toBe(1);
  });

  it('that has just been started is waited for by a command, and one that is stopped is not', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good', {}, false);
    side.core.tell([{ type: 'containerStarted', hostId, containerId: id, atMs: Date.now(), event: null }]);
    expect(await side.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
    await callEngine(world.engine.socketPath, 'POST', `/containers/${id}/kill`);
    await statusOf(side, id, (it) => it?.state.state === 'waiting');
    side.core.tell([{ type: 'containerDied', hostId, containerId: id, atMs: Date.now(), event: null, exitCode: 137 }]);
    expect(await side.flow.send(hostId, id, { command: 'echo', data: 1 }, 60_000)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('not connected') },
    });
  });

  it('sees its socket come back when that was removed by hand', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const { socketPath } = (await statusOf(side, id, (it) => it !== undefined)) ?? { socketPath: '' };
    rmSync(socketPath);
    rmSync(join(dirname(socketPath), 'flow.sock'));
    await until(() => existsSync(socketPath) && existsSync(join(dirname(socketPath), 'flow.sock')));
    expect(await side.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
    const died = callEngine(world.engine.socketPath, 'POST', `/containers/${id}/wait`);
    await side.flow.send(hostId, id, { command: 'die', data: 1 }, 5_000);
    await died;
    await world.start(id);
    await statusOf(side, id, (it) => it?.state.state === 'connected');
    rmSync(dirname(socketPath), { recursive: true });
    await until(() => existsSync(socketPath));
    expect(side.flow.isConnected(hostId, id)).toBe(true);
    await side.flow.send(hostId, id, { command: 'die', data: 1 }, 5_000);
    const status = await statusOf(side, id, (it) => it?.state.state === 'failed');
    expect(status?.state).toMatchObject({ message: expect.stringContaining('Restart the container') });
  });

  it('belongs to one Quarterdeck; a second says so, and takes over when the first has gone', async () => {
    const folder = world.folder();
    const first = await world.open(folder);
    const id = await world.run(first, 'good');
    const second = await world.open(folder);
    const status = await statusOf(second, id, (it) => it !== undefined);
    expect(status?.state).toMatchObject({ state: 'failed', message: expect.stringContaining('owned by another Quarterdeck') });
    expect(await second.flow.prepare(hostId)).toMatchObject({ ok: false, failure: { kind: 'socket_communication_error' } });
    expect(await second.flow.send(hostId, id, { command: 'echo', data: 1 }, 100)).toMatchObject({ ok: false });
    expect(await first.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
    await first.flow.dispose();
    await statusOf(second, id, (it) => it?.state.state === 'connected');
    expect(await second.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
  });

  it('tells the feed and those that wait of its events', async () => {
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const next = side.flow.receive(hostId, id, 5_000, new AbortController().signal);
    const event = { event: 'order', actor: 'shop', data: { password: 'hunter2', n: 1 } };
    await side.flow.send(hostId, id, { command: 'event', data: event }, 5_000);
    expect(await next).toEqual({ ok: true, value: event });
    const told = side.core.told.flatMap((it) => (it.type === 'activityTold' ? [it.activity] : []));
    expect(told).toMatchObject([{ kind: 'message', text: 'shop: order', by: { kind: 'itself', name: 'shop' }, containerId: id }]);
    expect(JSON.stringify(told)).not.toContain('hunter2');
    expect(JSON.stringify(await side.flow.messages(hostId, id))).not.toContain('hunter2');
    expect(await side.flow.receive(hostId, id, 20, new AbortController().signal)).toMatchObject({ ok: false });
  });

  it('is spoken to by commands, one or many, and watched until the window goes', async () => {
    const side = await world.open(world.folder());
    const ids = [await world.run(side, 'good'), await world.run(side, 'good')];
    const handlers = createCommands(side.core.parts);
    const window = caller();
    const ask = (name: string, argument: object) => dispatch(handlers, name, argument, window, silentLog);
    const containers = [...ids, 'f'.repeat(64)].map((containerId) => ({ hostId, containerId }));
    expect(await ask('watchFlow', { hostId, containerId: ids[0] })).toEqual({ ok: true, value: [] });
    const sent = await ask('broadcastFlow', { containers, message: { command: 'echo', data: 5 }, timeoutMs: 5_000 });
    expect(sent).toMatchObject({
      ok: true,
      value: [{ outcome: { ok: true, reply: { data: 5 } } }, { outcome: { ok: true } }, { outcome: { ok: false } }],
    });
    await until(() => window.pushed.length > 0);
    expect(window.pushed).toMatchObject([
      { name: 'flow', payload: { containerId: ids[0], skipped: 0, messages: [{ kind: 'command', title: 'echo' }, { kind: 'reply' }] } },
    ]);
    window.leave();
    await ask('sendFlow', { hostId, containerId: ids[0], message: { command: 'echo', data: 6 }, timeoutMs: 5_000 });
    expect(await ask('clearFlow', { hostId, containerId: ids[0] })).toEqual({ ok: true, value: null });
    expect(await side.flow.messages(hostId, ids[0] ?? '')).toEqual([]);
    expect(window.pushed).toHaveLength(1);
  });

  it('made elsewhere takes part with a folder prepared by name, which stays when it goes', async () => {
    const folder = world.folder();
    const state = dirname(folder);
    const side = await world.open(join(state, 'quarterdeck', 'flow'));
    const prepared = await prepareFlowFolder('web', { XDG_STATE_HOME: state });
    if (!prepared.ok) expect.fail(prepared.failure.message);
    const source = /source=([^,]+)/.exec(prepared.value)?.[1] ?? '';
    await until(() => existsSync(join(source, 'flow.sock')));
    // No label and no variable: the mount alone counts.
    const id = await world.create(side, [{ Type: 'bind', Source: source, Target: '/run/flow', ReadOnly: true }], 'good');
    await world.start(id);
    await statusOf(side, id, (it) => it?.state.state === 'connected');
    expect(await side.flow.send(hostId, id, { command: 'echo', data: 1 }, 5_000)).toMatchObject({ ok: true });
    expect(lstatSync(join(source, 'flow.sock')).isSocket()).toBe(true);
    await removeContainer(world.engine.socketPath, id);
    side.core.tell([{ type: 'containerRemoved', hostId, containerId: id, atMs: 0, event: null }]);
    await until(() => side.core.parts.fleet().flows.size === 0);
    expect(existsSync(join(source, 'flow.sock'))).toBe(true);
  });

  it('leaves nothing open when Quarterdeck closes', async () => {
    const warm = await world.open(world.folder());
    await world.run(warm, 'good');
    await warm.flow.dispose();
    const before = await settledThings(() => 0);
    const side = await world.open(world.folder());
    const id = await world.run(side, 'good');
    const waiting = side.flow.send(hostId, id, { command: 'silent', data: 1 }, 60_000);
    await side.flow.dispose();
    expect(await waiting).toMatchObject({ ok: false, failure: { kind: 'socket_communication_error' } });
    const after = await settledThings(() => 0);
    expect(after.descriptors).toBeLessThanOrEqual(before.descriptors);
    expect(readFileSync('/proc/net/unix', 'utf8')).not.toContain(shortId(id));
  });
});
