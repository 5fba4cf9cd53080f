import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src-main/store/store.ts';
import { containerKey } from '../../src-shared/ids.ts';
import { type AttendingCore, openAttendingCore } from '../support/attending-core.ts';
import { act, randomName, removeAllContainers, runContainer, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { valueAt } from '../support/json-read.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

/** Waits for `kill -9`, as it were, from the inside: ends when told, with this code. */
const endsOnHup = (code: number) => `trap "echo 'Error: it broke'; exit ${code}" HUP; while :; do sleep 3600 & wait $!; done`;

async function ended(engine: TestEngine, id: string): Promise<void> {
  await callEngine(engine.socketPath, 'POST', `/containers/${id}/wait`);
}

describe.each([false, true])('what happened while the engine was away, live-restore %s', (liveRestore) => {
  let engine: TestEngine;
  let core: AttendingCore;
  const run = (wish: Parameters<typeof runContainer>[1] = {}) => runContainer(engine.socketPath, { name: randomName(), ...wish });
  const allRun = (ids: readonly string[]) =>
    core.until('all run', () => ids.every((id) => core.core.keeper.fleet.containers.get(`${core.host()?.id}/${id}`)?.state === 'running'));
  const lost = () => core.until('lost', () => core.host()?.status.state !== 'connected');
  const back = () => core.until('back', () => core.host()?.status.state === 'connected', 12_000);

  beforeAll(async () => {
    engine = await startEngine({ liveRestore });
  });
  beforeEach(async () => {
    core = await openAttendingCore(engine.dockerHost);
  });
  afterEach(async () => {
    await core.close();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  it('an engine that is killed with five containers: one quiet incident at most, and nothing is told', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => run()));
    await allRun(ids);
    await engine.kill();
    await lost();
    await engine.start();
    await back();
    if (!liveRestore) await core.until('listed', () => core.incidents().length > 0);
    expect(core.news()).toEqual([]);
    expect(core.incidents().map(({ kind, voice, what }) => ({ kind, voice, what }))).toEqual(
      liveRestore ? [] : [{ kind: 'engineTookDown', voice: 'quiet', what: 'The engine took down 5 containers' }],
    );
    const ends = () => [...core.core.keeper.fleet.containers.values()].map(({ end }) => end && `${end.requested} ${end.by.kind}`);
    await core.until('the list says so', () => ends().every((end) => end === (liveRestore ? null : 'yes engine')));
  });

  it('an engine that is stopped and started again: nothing is told', async () => {
    const ids = await Promise.all(Array.from({ length: 3 }, () => run()));
    await allRun(ids);
    await engine.stop();
    await lost();
    await engine.start();
    await back();
    if (!liveRestore) await core.until('listed', () => core.incidents().length > 0);
    expect(core.news()).toEqual([]);
    expect(core.incidents().map(({ kind, voice }) => `${kind} ${voice}`)).toEqual(liveRestore ? [] : ['engineTookDown quiet']);
  });
});

describe('one of five that dies by itself while the engine is away', () => {
  it('is told, as the others go on', async () => {
    const engine = await startEngine({ liveRestore: true });
    const core = await openAttendingCore(engine.dockerHost);
    try {
      const names = Array.from({ length: 5 }, () => randomName());
      const ids = await Promise.all(names.map((name) => runContainer(engine.socketPath, { name, shell: endsOnHup(3) })));
      await core.until('all run', () => names.every((name) => core.container(name)?.state === 'running'));
      const pid = valueAt((await callEngine(engine.socketPath, 'GET', `/containers/${ids[0]}/json`)).json, 'State', 'Pid');
      await engine.kill();
      await core.until('lost', () => core.host()?.status.state !== 'connected');
      process.kill(Number(pid), 'SIGHUP');
      await engine.start();
      await core.until('told', () => core.news().length > 0, 12_000);
      expect(core.news()).toEqual([expect.stringMatching(/^opened \w+: .*/)]);
      expect(core.incidents()).toMatchObject([{ voice: 'told', containers: [{ containerId: ids[0] }] }]);
    } finally {
      await core.close();
      await engine.dispose();
    }
  });
});

describe('what happened while no Quarterdeck ran', () => {
  let engine: TestEngine;
  let stores: TestStore;
  let core: AttendingCore | null = null;
  const opened: Store[] = [];
  const run = (wish: Parameters<typeof runContainer>[1] = {}) => runContainer(engine.socketPath, { name: randomName(), ...wish });
  /** As at a start of the application. */
  const open = async () => {
    const store = await stores.open();
    opened.push(store);
    core = await openAttendingCore(engine.dockerHost, { store });
    return core;
  };
  const close = async () => {
    await core?.close();
    core = null;
  };

  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    stores = await openTestStore();
  });
  afterEach(async () => {
    await close();
    await stores.end();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  it('what died meanwhile is one summary at the start, and stops are not in it', async () => {
    const first = await open();
    const [crashed = '', other = '', stopped = ''] = await Promise.all([run({ shell: endsOnHup(3) }), run({ shell: endsOnHup(4) }), run()]);
    await first.until(
      'all run',
      () => [...first.core.keeper.fleet.containers.values()].filter((it) => it.state === 'running').length === 3,
    );
    await close();
    for (const id of [crashed, other]) {
      await act(engine.socketPath, id, 'kill?signal=HUP');
      await ended(engine, id);
    }
    await act(engine.socketPath, stopped, 'stop');
    const second = await open();
    await second.until('told', () => second.news().length > 0);
    expect(second.news()).toEqual(['opened diedUnseen: 2 containers died while Quarterdeck was closed']);
    const [incident] = second.of(crashed);
    expect(incident?.containers.map((it) => it.containerId).sort()).toEqual([crashed, other].sort());
    const asked = (core: typeof second) =>
      core.core.keeper.fleet.containers.get(containerKey(incident?.hostId ?? '', crashed))?.end?.requested;
    expect(asked(second)).toBe('no');
    await close();
    const third = await open();
    await third.until('the incident is known', () => third.incidents().length === 1);
    expect(third.news()).toEqual([]);
    await third.until('the list knows that nobody asked for it', () => asked(third) === 'no');
  });

  it('one that died meanwhile is told by what it said', async () => {
    const first = await open();
    const id = await run({ shell: endsOnHup(3) });
    await first.until('runs', () => first.core.keeper.fleet.containers.size === 1);
    await first.until('runs', () => [...first.core.keeper.fleet.containers.values()].every((it) => it.state === 'running'));
    await close();
    await act(engine.socketPath, id, 'kill?signal=HUP');
    await ended(engine, id);
    const second = await open();
    await second.until('told', () => second.news().length > 0);
    expect(second.news()).toEqual([expect.stringMatching(/^opened diedUnseen: .*exited 3/)]);
  });

  it('what was dead before it was first opened is listed, silently, and once', async () => {
    const failed = await run({ shell: shells.exits(3) });
    const stopped = await run();
    await ended(engine, failed);
    await act(engine.socketPath, stopped, 'stop');
    const first = await open();
    await first.until('listed', () => first.incidents().length > 0);
    expect(first.incidents()).toMatchObject([{ voice: 'quiet', kind: 'diedUnseen', containers: [{ containerId: failed }] }]);
    expect(first.news()).toEqual([]);
    await close();
    const second = await open();
    await second.until('known', () => second.incidents().length > 0);
    expect(second.incidents()).toHaveLength(1);
  });

  it('evidence, incidents and mutes outlive the core', async () => {
    const first = await open();
    const name = randomName();
    const id = await run({ name, shell: 'echo "Error: no"; exit 5' });
    await first.until('told', () => first.of(id).length > 0);
    const scope = { kind: 'container', hostId: first.host()?.id, name };
    expect(await first.ask('mute', { scope, until: { kind: 'forever' } })).toMatchObject({ ok: true });
    await close();
    const second = await open();
    await second.until('known', () => second.of(id).length > 0);
    expect(second.core.keeper.fleet.mutes.size).toBe(1);
    const answer = await second.ask('getIncidentEvidence', { incidentId: second.of(id)[0]?.id });
    expect(answer).toMatchObject({ ok: true, value: [{ containerId: id, logTail: [{ text: 'Error: no' }] }] });
    expect(second.news()).toEqual([]);
    expect(await second.ask('forgetIncident', { incidentId: second.of(id)[0]?.id })).toMatchObject({ ok: true });
    expect(second.incidents()).toEqual([]);
  });
});
