import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../src-main/docker/surroundings.ts';
import type { WatcherOptions } from '../../../src-main/watcher/options.ts';
import { openTestWatch, type TestWatch } from '../../support/watch.ts';
import { inspect20 } from '../docker/fixtures/containers.ts';
import { eventLine, type FakeEngine, openFakeEngine } from './fake-engine.ts';

const id = (digit: string) => digit.repeat(64);
const inspected = (digit: string, more = {}) => ({ ...inspect20, Id: id(digit), Name: `/name-${digit.repeat(4)}`, ...more });

let engine: FakeEngine;
let watch: TestWatch | null = null;
beforeEach(async () => {
  engine = await openFakeEngine();
  engine.containers.set(id('a'), inspected('a'));
});
afterEach(async () => {
  await watch?.stop();
  watch = null;
  await engine.close();
});

async function connect(options: Partial<WatcherOptions> = {}): Promise<TestWatch> {
  const opened = openTestWatch(`unix://${engine.socketPath}`, options);
  watch = opened;
  await opened.until('connected', () => opened.host()?.status.state === 'connected');
  await opened.until('inspected', () => opened.told.some(({ change }) => change.type === 'containerInspected'));
  return opened;
}
const statuses = (of: TestWatch) => of.told.flatMap(({ change }) => (change.type === 'hostStatusChanged' ? [change.status.state] : []));
const lists = (of: TestWatch) => of.told.filter(({ change }) => change.type === 'containersListed').length;

describe('an event stream', () => {
  it('that is cut in the middle of an event costs nothing: all is listed again, and nobody is told of a lost engine', async () => {
    const opened = await connect({ stableMs: 0 });
    engine.sendEvents(`${eventLine('pause', id('a'))}{"Type":"container","Act`);
    await opened.until('paused', () => opened.container('name-aaaa')?.state === 'paused');
    engine.containers.set(id('b'), inspected('b'));
    engine.cutEvents();
    await opened.until('what came meanwhile is there', () => opened.container('name-bbbb') !== undefined);
    expect(statuses(opened).filter((it) => it !== 'connected')).toEqual([]);
  });

  it('with lines that are no JSON goes on, and all is listed again once', async () => {
    const opened = await connect({ relistGapMs: 20 });
    const before = lists(opened);
    engine.containers.set(id('b'), inspected('b'));
    engine.sendEvents(`nonsense\n{"half":\n${eventLine('pause', id('a'))}`);
    await opened.until('the event after them is told', () => opened.told.some(({ change }) => change.type === 'containerPaused'));
    await opened.until('what may have been lost is there', () => opened.container('name-bbbb') !== undefined);
    expect(lists(opened)).toBe(before + 1);
    expect(opened.logged.filter((it) => it.level === 'warn')).toHaveLength(2);
  });

  it('in a flood of thousands loses nothing and is told in batches', async () => {
    const opened = await connect();
    const digits = '0123456789abcdef'.split('');
    const line = (index: number) => eventLine('kill', id(digits[index % 16] ?? 'a'), { signal: '1' });
    for (let chunk = 0; chunk < 50; chunk += 1) engine.sendEvents(Array.from({ length: 200 }, (_, index) => line(index)).join(''));
    await opened.until('all are told', () => opened.told.filter(({ change }) => change.type === 'containerSignalled').length === 10_000);
    const inspects = engine.asked.filter((path) => path.endsWith('/json') && path !== '/containers/json');
    expect(inspects.length).toBeLessThan(500);
  });
});

describe('a container', () => {
  it('whose inspect hangs is shown with what the list knows, and does not hold up the others', async () => {
    engine.containers.set(id('b'), inspected('b'));
    engine.hanging.add(`/containers/${id('b')}/json`);
    const opened = await connect({ inspectPatienceMs: 50, inspectDeadlineMs: 300, inspectGapMs: 10 });
    await opened.until('the other is known', () => opened.container('name-aaaa')?.restartCount === 3);
    expect(opened.container('name-bbbb')).toMatchObject({ state: 'running', restartCount: 0 });
    engine.hanging.clear();
    await opened.until('it is known once it answers', () => opened.container('name-bbbb')?.restartCount === 3);
  });

  it('that went away between the list and its inspect is not shown for long', async () => {
    engine.containers.set(id('b'), null);
    const opened = await connect();
    engine.containers.delete(id('b'));
    engine.sendEvents(eventLine('destroy', id('b')));
    await opened.until('gone', () => opened.container('name-bbbb') === undefined);
  });

  it('that an event names before the list did is added with its facts', async () => {
    const opened = await connect();
    engine.containers.set(id('b'), inspected('b'));
    engine.sendEvents(eventLine('start', id('b')));
    await opened.until('added', () => opened.container('name-bbbb')?.restartCount === 3);
  });
});

describe('an engine', () => {
  it('that is too old is unreachable, and the user is told what to update to', async () => {
    engine.version = { ApiVersion: '1.40', Version: '19.03.5' };
    watch = openTestWatch(`unix://${engine.socketPath}`, { patientProbeMs: 50 });
    const opened = watch;
    await opened.until('told', () => opened.host()?.status.state === 'unreachable');
    expect(opened.host()?.status).toMatchObject({ problem: { kind: 'tooOld', message: expect.stringContaining('19.03.5') } });
    engine.version = {};
    await opened.until('its update is noticed', () => opened.host()?.status.state === 'connected');
  });

  it('that misses its heartbeat is reconnecting until it answers, and a retry asks at once', async () => {
    const opened = await connect({ heartbeatMs: 30, heartbeatDeadlineMs: 60, probeDeadlineMs: 60, probeMs: 60_000 });
    engine.hanging.add('/_ping');
    await opened.until('lost', () => opened.host()?.status.state === 'reconnecting');
    expect(opened.host()?.status).toMatchObject({ problem: { kind: 'notAnswering' } });
    expect(opened.container('name-aaaa')).toBeDefined();
    engine.hanging.clear();
    // The next try is a minute away.
    const retry = setInterval(() => opened.send({ type: 'retry', hostId: opened.host()?.id ?? null }), 20);
    await opened.until('back', () => opened.host()?.status.state === 'connected');
    clearInterval(retry);
  });

  it('is asked nothing that could reach another path, whatever id an event names', async () => {
    const opened = await connect();
    engine.sendEvents(
      eventLine('start', `${id('a')}/kill?x=`).repeat(3) + eventLine('start', '../../version') + eventLine('pause', id('a')),
    );
    await opened.until('the honest event is told', () => opened.container('name-aaaa')?.state === 'paused');
    await opened.until('inspected after it', () => opened.told.at(-1)?.change.type === 'containerInspected');
    const known = /^\/(_ping|version|info|events|containers\/json|containers\/[0-9a-f]{64}\/(json|stats))$/;
    expect(engine.asked.filter((path) => !known.test(path))).toEqual([]);
  });
});

describe('looking for engines', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'qd-home-'));
    for (const folder of ['.docker/run', '.docker/desktop', '.colima/default', 'run', 'var/run'])
      mkdirSync(join(home, folder), { recursive: true });
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const around = (unitState: string | null = null): Surroundings => ({
    env: { XDG_RUNTIME_DIR: join(home, 'run') },
    homeDirectory: home,
    userId: 1000,
    platform: 'linux',
    root: home,
    unitState: async () => unitState,
  });
  const search = (options: Partial<WatcherOptions> = {}) => {
    watch = openTestWatch(null, { surroundings: around(), searchMs: 20, rescanMs: 20, ...options });
    return watch;
  };
  const outcomes = (of: TestWatch) =>
    of.fleet().discovery?.attempts.map(({ outcome }) => (outcome.state === 'answered' ? 'answered' : outcome.problem.kind));

  it('tells every place that was tried and why it failed, and goes on until one answers', async () => {
    writeFileSync(join(home, '.docker/run/docker.sock'), 'no socket');
    const opened = search();
    await opened.until('the first round is told', () => opened.fleet().discovery?.complete === true);
    expect(opened.fleet().discovery).toMatchObject({ source: 'usual' });
    expect(outcomes(opened)).toEqual([
      'socketMissing',
      'socketMissing',
      'socketMissing',
      'refused',
      'socketMissing',
      'socketMissing',
      'socketMissing',
      'socketMissing',
    ]);
    expect(opened.host()).toBeUndefined();
    symlinkSync(engine.socketPath, join(home, '.colima/default/docker.sock'));
    await opened.until('found', () => opened.host()?.status.state === 'connected');
    expect(opened.host()).toMatchObject({ name: 'Colima' });
    await opened.until('told as found', () => outcomes(opened)?.[6] === 'answered');
  });

  it('finds one engine behind two sockets once, by the more usual one, and another engine too', async () => {
    const other = await openFakeEngine();
    other.info = { ID: 'another' };
    symlinkSync(engine.socketPath, join(home, 'var/run/docker.sock'));
    symlinkSync(engine.socketPath, join(home, 'run/docker.sock'));
    const sameEngine = await openFakeEngine();
    symlinkSync(sameEngine.socketPath, join(home, '.docker/desktop/docker.sock'));
    symlinkSync(other.socketPath, join(home, '.colima/default/docker.sock'));
    const opened = search();
    await opened.until(
      'both are connected',
      () => [...opened.fleet().hosts.values()].filter((it) => it.status.state === 'connected').length === 2,
    );
    await opened.until('the first round is told', () => opened.fleet().discovery?.complete === true);
    expect([...opened.fleet().hosts.values()].map((it) => it.name).sort()).toEqual(['Colima', 'Docker on this machine']);
    await opened.stop();
    await Promise.all([other.close(), sameEngine.close()]);
  });

  it('does not wake an engine that was stopped on purpose, until the user retries', async () => {
    symlinkSync(engine.socketPath, join(home, 'var/run/docker.sock'));
    const opened = search({ surroundings: around('inactive') });
    await opened.until('told', () => outcomes(opened)?.[0] === 'stoppedOnPurpose');
    await opened.until('looked again', () => opened.fleet().discovery?.complete === true);
    expect(engine.asked).toEqual([]);
    opened.send({ type: 'retry', hostId: null });
    await opened.until('woken', () => opened.host()?.status.state === 'connected');
  });

  it('looks at once when the machine wakes up, and lets an engine that was stopped on purpose sleep on', async () => {
    symlinkSync(engine.socketPath, join(home, 'var/run/docker.sock'));
    const opened = search({ surroundings: around('inactive'), searchMs: 60_000 });
    await opened.until('looked everywhere', () => opened.fleet().discovery?.complete === true);
    const other = await openFakeEngine();
    other.info = { ID: 'another' };
    symlinkSync(other.socketPath, join(home, '.colima/default/docker.sock'));
    opened.send({ type: 'resumed' });
    await opened.until('what came meanwhile is found', () => opened.host()?.status.state === 'connected');
    expect(engine.asked).toEqual([]);
    await opened.stop();
    await other.close();
  });

  it('starts anew when the settings name an engine, and forgets what was found', async () => {
    symlinkSync(engine.socketPath, join(home, 'var/run/docker.sock'));
    const opened = search();
    await opened.until('found', () => opened.host()?.status.state === 'connected');
    const before = opened.host()?.id;
    opened.send({ type: 'configure', engineAddress: `unix://${engine.socketPath}`, demoAddress: null });
    await opened.until('the other is connected', () => opened.host()?.id !== before && opened.host()?.status.state === 'connected');
    expect(opened.fleet().hosts.size).toBe(1);
    expect([...opened.fleet().containers.values()].every((it) => it.hostId === opened.host()?.id)).toBe(true);
  });

  it('shows a demo engine beside the others, and takes it away again', async () => {
    const demo = await openFakeEngine();
    const opened = await connect();
    opened.send({ type: 'configure', engineAddress: `unix://${engine.socketPath}`, demoAddress: demo.socketPath });
    const demoHost = () => [...opened.fleet().hosts.values()].find((it) => it.demo);
    await opened.until('the demo is connected', () => demoHost()?.status.state === 'connected');
    expect(opened.host()?.status.state).toBe('connected');
    opened.send({ type: 'configure', engineAddress: `unix://${engine.socketPath}`, demoAddress: null });
    await opened.until('it is gone', () => demoHost() === undefined);
    await demo.close();
  });
});
