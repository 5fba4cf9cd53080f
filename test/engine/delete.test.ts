import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  act,
  type ContainerWish,
  createContainer,
  randomName,
  removeAllContainers,
  removeContainer,
  runContainer,
  shells,
} from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { makeFolder } from '../support/run-folder.ts';
import { openWatchingCore, type WatchingCore, type WatchingCoreOptions } from '../support/watching-core.ts';

const noNetwork = { NetworkMode: 'none' };

describe('a container that the user deletes', () => {
  let engine: TestEngine;
  const cores: WatchingCore[] = [];

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterEach(async () => {
    await Promise.all(cores.splice(0).map((core) => core.close()));
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  async function open(options: WatchingCoreOptions = {}): Promise<WatchingCore> {
    const core = await openWatchingCore(engine.dockerHost, options);
    cores.push(core);
    return core;
  }

  async function run(wish: ContainerWish = {}) {
    const name = wish.name ?? randomName();
    return { name, id: await runContainer(engine.socketPath, { hostConfig: noNetwork, ...wish, name }) };
  }

  const look = async (id: string): Promise<{ name: string; state: string } | null> => {
    const { status, json } = await callEngine(engine.socketPath, 'GET', `/containers/${id}/json`);
    return status === 200 ? { name: String(Object(json)['Name']).slice(1), state: String(Object(Object(json)['State'])['Status']) } : null;
  };

  it('is hidden at once, its name is free, and it is gone when the time to undo is over: one line in the feed', async () => {
    const { id, name } = await run();
    const core = await open({ undoMs: 2_000 });
    await core.until('it is seen', () => core.isShown(id));
    const asked = core.ask('deleteContainer', { containerId: id, volumes: false });
    expect(core.isShown(id)).toBe(false);
    expect(await asked).toMatchObject({ ok: true, value: { undoUntilMs: expect.any(Number) } });
    expect((await look(id))?.name).toBe(`${name}-deleted-${id.slice(0, 12)}`);
    await createContainer(engine.socketPath, { name, hostConfig: noNetwork });
    await core.until('it is gone', () => core.container(id) === undefined);
    expect(await look(id)).toBeNull();
    expect(core.feed(id)).toEqual([`${name}: Deleted (you)`]);
    expect(core.keeper.fleet.deletions.size).toBe(0);
    expect(core.cleaned).toEqual([id]);
  });

  it('comes back on undo, running and with its name, and that is one line too', async () => {
    const { id, name } = await run();
    const core = await open({ undoMs: 5_000 });
    await core.ask('deleteContainer', { containerId: id, volumes: false });
    await core.until('it has stopped', () => core.container(id)?.state === 'exited');
    expect(await core.ask('undoDelete', { containerId: id })).toEqual({ ok: true, value: null });
    expect(await look(id)).toEqual({ name, state: 'running' });
    await core.until(
      'it is shown running',
      () => core.isShown(id) && core.container(id)?.state === 'running' && core.container(id)?.name === name,
    );
    expect(core.feed(id)).toEqual([`${name}: Deleted, then brought back (you)`]);
    expect(await core.ask('undoDelete', { containerId: id })).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('nothing to undo') },
    });
  });

  it('comes back running also when it is undone while its stop still waits', async () => {
    const { id, name } = await run({ shell: `trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done` });
    const core = await open({ undoMs: 8_000 });
    await core.ask('deleteContainer', { containerId: id, volumes: false });
    expect(await core.ask('undoDelete', { containerId: id })).toEqual({ ok: true, value: null });
    expect(await look(id)).toEqual({ name, state: 'running' });
  });

  it('stays stopped on undo if it was, and gets a numbered name where its own is taken', async () => {
    const name = randomName();
    const id = await createContainer(engine.socketPath, { name, hostConfig: noNetwork });
    const core = await open({ undoMs: 5_000 });
    await core.ask('deleteContainer', { containerId: id, volumes: false });
    await createContainer(engine.socketPath, { name, hostConfig: noNetwork });
    expect(await core.ask('undoDelete', { containerId: id })).toEqual({ ok: true, value: null });
    expect(await look(id)).toEqual({ name: `${name}-2`, state: 'created' });
  });

  it('is removed after the next start when Quarterdeck is quit within the time to undo', async () => {
    const { id } = await run();
    const journal = join(makeFolder('data'), 'deletions.json');
    const first = await open({ journal, undoMs: 1_500 });
    await first.ask('deleteContainer', { containerId: id, volumes: false });
    await first.close();
    expect((await look(id))?.name).toContain('-deleted-');
    expect(readFileSync(journal, 'utf8')).toContain(id);
    const second = await open({ journal });
    await second.until('it is gone', () => second.container(id) === undefined && second.keeper.fleet.deletions.size === 0);
    expect(await look(id)).toBeNull();
    await expect.poll(() => readFileSync(journal, 'utf8')).not.toContain(id);
  });

  it('is left alone after a start if somebody gave it another name meanwhile', async () => {
    const { id } = await run();
    const journal = join(makeFolder('data'), 'deletions.json');
    const first = await open({ journal, undoMs: 500 });
    await first.ask('deleteContainer', { containerId: id, volumes: false });
    await first.close();
    const other = randomName('kept');
    await act(engine.socketPath, id, `rename?name=${other}`);
    const second = await open({ journal });
    await second.until('it is shown', () => second.isShown(id));
    expect((await look(id))?.name).toBe(other);
    await expect.poll(() => readFileSync(journal, 'utf8')).not.toContain(id);
  });

  it('that somebody else removes meanwhile can’t be brought back, and that is said', async () => {
    const { id } = await run();
    const core = await open({ undoMs: 8_000 });
    await core.ask('deleteContainer', { containerId: id, volumes: false });
    await core.until('it has stopped', () => core.container(id)?.state === 'exited');
    await removeContainer(engine.socketPath, id);
    // Whichever comes first, the engine's event or its answer.
    expect(await core.ask('undoDelete', { containerId: id })).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/removed meanwhile and can’t be brought back|it was removed or brought back already/) },
    });
    await core.until('it is gone', () => core.container(id) === undefined && core.keeper.fleet.deletions.size === 0);
  });

  it('is not hidden when that is refused, as something else is being done to it', async () => {
    const { id, name } = await run({ shell: shells.ignoresTerm });
    const core = await open();
    const stop = core.ask('stopContainer', { containerId: id, timeoutSeconds: 2 });
    expect(await core.ask('deleteContainer', { containerId: id, volumes: false })).toMatchObject({
      ok: false,
      failure: { message: `${name} is already being stopped. Wait until that has ended.` },
    });
    expect(core.isShown(id)).toBe(true);
    await stop;
  });

  it('takes its anonymous volumes with it only where the user chose so', async () => {
    const volumesOf = async (id: string): Promise<string[]> => {
      const { json } = await callEngine(engine.socketPath, 'GET', `/containers/${id}/json`);
      const mounts: unknown = Object(json)['Mounts'];
      return Array.isArray(mounts) ? mounts.map((mount: unknown) => String(Object(mount)['Name'])) : [];
    };
    const core = await open({ undoMs: 200 });
    for (const volumes of [true, false]) {
      const { id } = await run({ more: { Volumes: { '/data': {} } } });
      await core.until('it is seen', () => core.isShown(id));
      const [volume] = await volumesOf(id);
      const other = await run({ more: { Volumes: { '/data': {} } } });
      const [otherVolume] = await volumesOf(other.id);
      await core.until('the other is seen', () => core.isShown(other.id));
      expect(await core.ask('deleteContainerNow', { containerId: id, volumes })).toEqual({ ok: true, value: null });
      expect(await core.ask('deleteContainer', { containerId: other.id, volumes })).toMatchObject({ ok: true });
      await core.until('both are gone', () => core.container(id) === undefined && core.container(other.id) === undefined);
      for (const it of [volume, otherVolume])
        expect((await callEngine(engine.socketPath, 'GET', `/volumes/${it}`)).status).toBe(volumes ? 404 : 200);
    }
  });

  it('at once by a program is stopped, removed and cleaned up after: one line', async () => {
    const { id, name } = await run();
    const core = await open();
    expect(await core.ask('deleteContainerNow', { containerId: id, volumes: true })).toEqual({ ok: true, value: null });
    expect(await look(id)).toBeNull();
    expect(core.cleaned).toEqual([id]);
    await core.until('it is gone', () => core.container(id) === undefined);
    expect(core.feed(id)).toEqual([`${name}: Deleted (you)`]);
  });

  it('and was run with --rm can be brought back too, as it runs until the time is over', async () => {
    const { id, name } = await run({ hostConfig: { ...noNetwork, AutoRemove: true } });
    const core = await open({ undoMs: 3_000 });
    await core.ask('deleteContainer', { containerId: id, volumes: true });
    expect(await core.ask('undoDelete', { containerId: id })).toEqual({ ok: true, value: null });
    expect(await look(id)).toEqual({ name, state: 'running' });
  });
});

describe('a container that is to keep running', () => {
  let engine: TestEngine;
  let core: WatchingCore;

  beforeAll(async () => {
    engine = await startEngine();
    core = await openWatchingCore(engine.dockerHost);
  });
  afterAll(async () => {
    await core.close();
    await removeAllContainers(engine.socketPath);
    await engine.dispose();
  });

  it('is started if it does not run, and left alone if it does', async () => {
    const id = await createContainer(engine.socketPath, { hostConfig: noNetwork });
    for (let count = 0; count < 2; count += 1)
      expect(await core.ask('ensureRunning', { containerId: id })).toEqual({ ok: true, value: null });
    await core.until('it runs', () => core.container(id)?.state === 'running');
  });

  it('and ends each time is started three times, and then it is said with its code', async () => {
    const id = await createContainer(engine.socketPath, { shell: shells.exits(3), hostConfig: noNetwork });
    const before = core.keeper.fleet.activities.length;
    expect(await core.ask('ensureRunning', { containerId: id })).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/was started and ended again, with code 3\. Look at its logs/) },
    });
    await core.until('three ends are told', () => core.feed(id).filter((line) => line.includes('Exited 3')).length === 3);
    expect(core.keeper.fleet.activities.length).toBeGreaterThan(before);
  });

  it('is restarted gracefully: a new process, and it stays', async () => {
    const id = await runContainer(engine.socketPath, { hostConfig: noNetwork });
    const pidOf = async () => {
      const { json } = await callEngine(engine.socketPath, 'GET', `/containers/${id}/json`);
      return Number(Object(Object(json)['State'])['Pid']);
    };
    const before = await pidOf();
    expect(await core.ask('restartGracefully', { containerId: id })).toEqual({ ok: true, value: null });
    expect(await pidOf()).not.toBe(before);
  });
});
