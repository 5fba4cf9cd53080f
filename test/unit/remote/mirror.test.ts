import { describe, expect, it } from 'vitest';
import { ExposedFleet } from '../../../src-main/api/exposed-fleet.ts';
import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import { RemoteMirror } from '../../../src-main/remote/mirror.ts';
import type { Batch, Change } from '../../../src-shared/changes.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { remoteProtocol } from '../../../src-shared/remote-wire.ts';
import { buildContainer, buildHost } from '../../support/build.ts';
import { anIncident } from '../../support/incidents.ts';

const remote = { id: 'remote-0123abcd', name: 'box', url: 'http://box:4773', tokenKept: 'file' as const };
const id = (digit: number) => String(digit).repeat(64);
const listed = (...containers: ReturnType<typeof buildContainer>[]): Change => ({
  type: 'containersListed',
  hostId: 'h-1',
  atMs: 1,
  containers,
});
const paused = (digit: number): Change => ({
  type: 'containerPaused',
  hostId: 'h-1',
  containerId: id(digit),
  atMs: Date.now(),
  event: null,
});

/** A server's Fleet, ours, and the wire between them, which is a function call. */
function world(kept?: number) {
  const there = new FleetKeeper({ frameMs: 0 });
  const exposed = new ExposedFleet(there, kept === undefined ? {} : { batches: kept });
  const here = new FleetKeeper({ frameMs: 0 });
  const mirror = new RemoteMirror({ remote, tell: (changes, options) => here.tell(changes, options), now: Date.now });
  let wire: ((batch: Batch) => void) | null = null;
  exposed.onBatch((batch) => wire?.(batch));
  const take = (batch: Batch) => {
    if (mirror.take(batch)) mirror.replace(exposed.snapshot());
  };
  const connect = (epoch: string = exposed.epoch) => {
    const { resume } = mirror;
    const missing = resume?.epoch === epoch ? exposed.since(resume.sequence) : null;
    wire = take;
    const needs = mirror.connected({ protocol: remoteProtocol, epoch, name: 'box', atMs: Date.now(), resumed: missing !== null });
    for (const batch of missing ?? []) take(batch);
    if (needs) mirror.replace(exposed.snapshot());
    return missing !== null;
  };
  const cut = () => {
    wire = null;
    mirror.lost({ state: 'reconnecting', sinceMs: 1, nextTryAtMs: 2, problem: { kind: 'connectionLost', message: 'Lost.' } });
  };
  const names = () => [...here.fleet.containers.values()].map((it) => `${it.name} ${it.state}`).sort();
  const lines = () => here.fleet.activities.map((it) => it.text);
  return { there, here, mirror, connect, cut, names, lines };
}

describe('A remote in the Fleet', () => {
  it('is a host of its own name while none of its engines is known, and its engine then', () => {
    const { there, here, connect, cut } = world();
    expect([...here.fleet.hosts.values()]).toMatchObject([{ id: remote.id, name: 'box', status: { state: 'connecting' } }]);
    cut();
    expect([...here.fleet.hosts.values()]).toMatchObject([{ id: remote.id, status: { state: 'reconnecting' } }]);
    connect();
    expect([...here.fleet.hosts.values()]).toMatchObject([
      { status: { state: 'unreachable', problem: { message: expect.stringContaining('no engine') } } },
    ]);
    there.tell([{ type: 'hostFound', host: buildHost() }]);
    expect([...here.fleet.hosts.values()]).toMatchObject([{ id: `${remote.id}-h-1`, name: 'box', status: { state: 'connected' } }]);
  });

  it('names each engine where there are several', () => {
    const { there, here, connect } = world();
    connect();
    there.tell([{ type: 'hostFound', host: buildHost() }]);
    there.tell([{ type: 'hostFound', host: buildHost({ id: 'h-2', name: 'rootless' }) }]);
    expect([...here.fleet.hosts.values()].map((host) => host.name)).toEqual(['box / This machine', 'box / rootless']);
    there.tell([{ type: 'hostForgotten', hostId: 'h-2', atMs: 1 }]);
    expect([...here.fleet.hosts.values()].map((host) => host.name)).toEqual(['box']);
  });

  it('says that its Quarterdeck stopped answering and answers again, not its engine', () => {
    const { there, connect, cut, lines } = world();
    there.tell([{ type: 'hostFound', host: buildHost() }]);
    connect();
    cut();
    connect();
    expect(lines()).toEqual(['Quarterdeck stopped answering', expect.stringMatching(/^Quarterdeck answers again after /)]);
  });

  it('tells its own lines of an engine under the name that it has here', () => {
    const { there, here, connect } = world();
    there.tell([{ type: 'hostFound', host: buildHost({ status: { state: 'connecting', sinceMs: 1 } }) }]);
    connect();
    there.tell([{ type: 'hostStatusChanged', hostId: 'h-1', atMs: 2, status: { state: 'connected', sinceMs: 2 } }]);
    expect(there.fleet.activities.map((it) => it.containerName)).toEqual(['This machine']);
    expect(here.fleet.activities.map((it) => it.containerName)).toEqual(['box']);
  });

  it('does not pass on what it sees through others', () => {
    const { there, names, connect } = world();
    connect();
    const far = 'remote-89abcdef-h-1';
    there.tell([
      { type: 'hostFound', host: buildHost({ id: far }) },
      { type: 'containersListed', hostId: far, atMs: 1, containers: [buildContainer({ hostId: far })] },
    ]);
    expect(names()).toEqual([]);
    connect();
    expect(names()).toEqual([]);
  });

  it('goes on after a cut with the batches that were missed, each once', () => {
    const { there, connect, cut, names, lines } = world();
    there.tell([
      { type: 'hostFound', host: buildHost() },
      listed(buildContainer({ id: id(1), name: 'one' }), buildContainer({ id: id(2), name: 'two' })),
    ]);
    connect();
    there.tell([paused(1)]);
    cut();
    there.tell([paused(2)]);
    expect(connect()).toBe(true);
    expect(names()).toEqual(['one paused', 'two paused']);
    expect(lines().filter((line) => line === 'Paused')).toHaveLength(2);
  });

  it('takes a snapshot where too much was missed, and tells no line twice', () => {
    const { there, connect, cut, names, lines, here } = world(2);
    there.tell([
      { type: 'hostFound', host: buildHost() },
      listed(buildContainer({ id: id(1), name: 'one' }), buildContainer({ id: id(2), name: 'two' })),
    ]);
    connect();
    there.tell([paused(1)]);
    cut();
    for (let round = 0; round < 5; round += 1) there.tell([{ type: 'hostSeen', hostId: 'h-1', atMs: round }]);
    there.tell([{ type: 'containerRemoved', hostId: 'h-1', containerId: id(1), atMs: Date.now(), event: null }, paused(2)]);
    expect(connect()).toBe(false);
    expect(names()).toEqual(['two paused']);
    expect(lines().filter((line) => line === 'Paused')).toHaveLength(2);
    expect(new Set(here.fleet.activities.map((it) => it.id)).size).toBe(here.fleet.activities.length);
  });

  it('tells itself what happened while no Quarterdeck looked, after the remote was started anew', () => {
    const before = world();
    before.there.tell([
      { type: 'hostFound', host: buildHost() },
      listed(buildContainer({ id: id(1), name: 'one' }), buildContainer({ id: id(2), name: 'two' })),
    ]);
    before.connect();
    before.cut();
    // The same wire, and a server with another memory.
    const exited = buildContainer({ id: id(1), name: 'one', state: 'exited' });
    const after = new ExposedFleet(before.there);
    before.there.tell([listed(exited)]);
    const needs = before.mirror.connected({ protocol: remoteProtocol, epoch: after.epoch, name: 'box', atMs: Date.now(), resumed: false });
    expect(needs).toBe(true);
    before.mirror.replace({ ...after.snapshot(), activities: [] });
    expect(before.names()).toEqual(['one exited']);
    expect(before.lines().filter((line) => line.includes('while'))).toEqual([
      expect.stringContaining('Ended'),
      expect.stringContaining('Removed'),
    ]);
  });

  it('keeps the latest telling of a story where the remote was killed before it had put that down', () => {
    const world1 = world();
    world1.there.tell([{ type: 'hostFound', host: buildHost() }, listed(buildContainer({ id: id(1), name: 'one' }))]);
    world1.connect();
    world1.there.tell([paused(1)]);
    const [line] = world1.there.fleet.activities.slice(-1);
    if (!line) throw new Error('no line was told');
    const later = { ...line, atMs: line.atMs + 10, text: 'Told anew' };
    world1.there.tell([{ type: 'activityTold', activity: later }]);
    world1.cut();
    const exited = buildContainer({ id: id(1), name: 'one', state: 'exited' });
    world1.there.tell([listed(exited)]);
    const after = new ExposedFleet(world1.there);
    world1.mirror.connected({ protocol: remoteProtocol, epoch: after.epoch, name: 'box', atMs: Date.now(), resumed: false });
    world1.mirror.replace({ ...after.snapshot(), activities: [line] });
    expect(world1.lines().filter((text) => text === 'Told anew' || text === 'Paused')).toEqual(['Told anew']);
    expect(world1.lines().filter((text) => text.includes('while'))).toHaveLength(1);
  });

  it('leaves nothing behind when it is removed', () => {
    const { there, here, connect, mirror } = world();
    there.tell([{ type: 'hostFound', host: buildHost() }, listed(buildContainer())]);
    connect();
    mirror.forget();
    expect([here.fleet.hosts.size, here.fleet.containers.size]).toEqual([0, 0]);
  });

  it('has its incidents and mutes: those that were there are no news, one that came while it was lost is', () => {
    const { there, here, mirror, connect, cut } = world(0);
    const news: (string | null)[] = [];
    here.onBatch(({ changes }) => news.push(...changes.flatMap((it) => (it.type === 'incidentTold' ? [it.news] : []))));
    const incident = (incidentId: string, openedAtMs: number) => anIncident({ id: incidentId, hostId: 'h-1', openedAtMs });
    const tell = (one: Change) => there.tell([one, { type: 'hostSeen', hostId: 'h-1', atMs: Date.now() }]);
    there.tell([{ type: 'hostFound', host: buildHost() }, listed(buildContainer({ id: id(1) }))]);
    tell({ type: 'incidentTold', incident: incident('h-1/old', 1), news: 'opened' });
    const scope = { kind: 'project' as const, hostId: 'h-1', project: 'shop' };
    tell({ type: 'muted', hostId: 'h-1', atMs: 1, mute: { scope, until: { kind: 'forever' }, sinceMs: 1 } });
    connect();
    expect([...here.fleet.incidents.keys()]).toEqual([`${remote.id}:h-1/old`]);
    expect([...here.fleet.mutes.values()]).toMatchObject([{ scope: { hostId: `${remote.id}-h-1` } }]);
    expect(news).toEqual([null]);
    cut();
    tell({ type: 'incidentForgotten', hostId: 'h-1', atMs: 1, incidentId: 'h-1/old' });
    tell({ type: 'unmuted', hostId: 'h-1', atMs: 1, scope });
    tell({ type: 'incidentTold', incident: incident('h-1/new', Date.now() + 1_000), news: 'opened' });
    connect();
    expect([...here.fleet.incidents.keys()]).toEqual([`${remote.id}:h-1/new`]);
    expect(here.fleet.mutes.size).toBe(0);
    expect(news).toEqual([null, 'opened']);
    mirror.forget();
    expect(here.fleet.incidents.size).toBe(0);
  });

  it('tells what became of its incidents while it was lost, once: worse, well again, and nothing of one that was removed', () => {
    const { there, here, connect, cut } = world(0);
    const news: string[] = [];
    here.onBatch(({ changes }) =>
      news.push(...changes.flatMap((it) => (it.type === 'incidentTold' && it.news ? [`${it.incident.id.slice(-4)} ${it.news}`] : []))),
    );
    const incident = (name: string, at: number, facts: Partial<Incident> = {}): Change => {
      const containers = [{ containerId: id(at), name, image: 'web' }];
      return { type: 'incidentTold', incident: anIncident({ id: name, hostId: 'h-1', openedAtMs: 1, containers, ...facts }), news: null };
    };
    const over = { resolution: { state: 'resolved' as const, atMs: 9, how: 'Ran well for 1 min' } };
    const all = [1, 2, 3, 4].map((at) => buildContainer({ id: id(at), name: `web-${at}`, state: 'running' }));
    const [one, two, three] = all;
    if (!one || !two || !three) throw new Error('no containers');
    there.tell([{ type: 'hostFound', host: buildHost() }, listed(...all)]);
    there.tell([incident('loop', 1), incident('well', 2), incident('same', 3), incident('gone', 4)]);
    connect();
    expect(news).toEqual([]);
    cut();
    there.tell([listed(one, two, three)]);
    there.tell([incident('loop', 1, { kind: 'restartLoop' }), incident('well', 2, over), incident('gone', 4, over)]);
    connect();
    expect(news).toEqual(['loop worse', 'well recovered']);
    cut();
    there.tell([incident('same', 3, { deaths: 2 }), incident('well', 2)]);
    connect();
    expect(news).toEqual(['loop worse', 'well recovered', 'well worse']);
  });
});
