import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../support/notification-daemon.ts';
import { makeFolder } from '../support/run-folder.ts';
import { askCore, valueFrom } from './support/core.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { came, expecting, incidentsOf, judged, noticesOf, told } from './support/incidents.ts';
import { openApp } from './support/launch.ts';
import { stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';
import { mainPid } from './support/window.ts';

let engine: TestEngine;
let bus: TestBus;
let daemon: NotificationDaemon;
let app: LaunchedApp | null = null;
let userData: string;

async function begin(liveRestore: boolean): Promise<LaunchedApp['page']> {
  engine = await startEngine({ liveRestore });
  return launch();
}

async function launch(): Promise<LaunchedApp['page']> {
  app = await openApp({ socketPath: engine.socketPath, environment: bus.environment, userData });
  return app.page;
}

/** Ends it as a power failure does: nothing is written any more. */
async function killApp(): Promise<void> {
  if (!app) return;
  process.kill(mainPid(app.electron), 'SIGKILL');
  await app.close();
  app = null;
}

beforeEach(async () => {
  userData = makeFolder('user');
  bus = await openBus();
  daemon = await openNotificationDaemon(bus.address);
});

afterEach(async () => {
  await app?.close();
  app = null;
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

async function five(page: LaunchedApp['page'], prefix: string): Promise<readonly string[]> {
  const names = [1, 2, 3, 4, 5].map((it) => `${prefix}-${it}`);
  await Promise.all(names.map((it) => dockerRun(engine, it)));
  for (const name of names) await becomes(() => stateOf(page, name), 'Running');
  return names;
}

const kill = async (name: string) => process.kill(Number(await inspected(engine, name, '{{.State.Pid}}')), 'SIGKILL');

describe('Of an engine that took its containers down', () => {
  it('nothing is told when it was restarted', async () => {
    const page = await begin(false);
    const prefix = randomName('down');
    const [first = ''] = await five(page, prefix);
    expecting('engine restarted, live-restore off, five containers', 'nothing told');
    await engine.restart();
    await becomes(() => stateOf(page, first), expect.stringMatching(/^(Exited|Stopped)$/));
    await judged(engine, page);
    const incidents = await incidentsOf(page, prefix);
    came(daemon, prefix, incidents);
    expect(incidents.filter((it) => it.voice === 'told')).toEqual([]);
    expect(daemon.shown).toEqual([]);
  });

  it('one incident is listed, silently, when it was killed', async () => {
    const page = await begin(false);
    const prefix = randomName('killed');
    await five(page, prefix);
    expecting('engine killed with SIGKILL, live-restore off, five containers', 'one silent incident: the engine took down 5 containers');
    await engine.kill();
    await page.locator('.lost-banner').waitFor();
    await engine.start();
    await holds('the incident', async () => (await incidentsOf(page, prefix)).length > 0);
    await judged(engine, page);
    const incidents = await incidentsOf(page, prefix);
    came(daemon, prefix, incidents);
    expect(incidents).toEqual([expect.objectContaining({ kind: 'engineTookDown', voice: 'quiet', containerCount: 5 })]);
    expect(daemon.shown).toEqual([]);
  });
});

describe('Of an engine that leaves its containers running', () => {
  it('nothing is told when it restarts, but what died meanwhile is', async () => {
    const page = await begin(true);
    const prefix = randomName('alive');
    const [first = '', second = ''] = await five(page, prefix);
    expecting('engine restarted, live-restore on, one of five killed meanwhile', 'one told: died unseen or crashed');
    const pid = Number(await inspected(engine, first, '{{.State.Pid}}'));
    await engine.stop();
    await page.locator('.lost-banner').waitFor();
    process.kill(pid, 'SIGKILL');
    await engine.start();
    await becomes(() => stateOf(page, second), 'Running');
    await holds('a notice', () => daemon.shown.length > 0);
    await judged(engine, page);
    came(daemon, prefix, await incidentsOf(page, prefix));
    expect(noticesOf(daemon, first)).toHaveLength(1);
    expect(daemon.shown).toHaveLength(1);
  });
});

describe('After Quarterdeck was away', () => {
  it('what died meanwhile is told in one notice, and what was dead before it knew is not', async () => {
    engine = await startEngine();
    const before = randomName('before');
    await dockerRun(engine, before, [], shells.exits(1));
    const prefix = randomName('away');
    const page = await launch();
    const [first = '', second = ''] = await five(page, prefix);
    expect(await incidentsOf(page, before)).toEqual([]);
    expecting('two of five killed while Quarterdeck was closed', 'one summary at launch, told once');
    await app?.close();
    await kill(first);
    await kill(second);
    await becomes(() => inspected(engine, second, '{{.State.Status}}'), 'exited');
    const again = await launch();
    await holds('a notice', () => daemon.shown.length > 0);
    await judged(engine, again);
    came(daemon, prefix, await incidentsOf(again, prefix));
    expect(daemon.shown).toHaveLength(1);
    expect(`${daemon.shown[0]?.title} ${daemon.shown[0]?.body}`).toMatch(/2 containers|died/);
  });

  it('and was killed, mutes and what was told before still hold', async () => {
    const page = await begin(false);
    const [muted, loud] = [randomName('muted'), randomName('loud')];
    await dockerRun(engine, loud, [], 'sleep 1; exit 1');
    const hostId = valueFrom(await askCore(page, 'getSnapshot', {})).hosts[0]?.id ?? '';
    valueFrom(await askCore(page, 'mute', { hostId, scope: { kind: 'container', hostId, name: muted }, until: { kind: 'forever' } }));
    await told(page, daemon, loud, 'crashed');
    expecting('a muted container and one told of a moment ago crash after kill -9 of Quarterdeck', 'both listed, no Notify');
    await killApp();
    const again = await launch();
    await becomes(() => stateOf(again, loud), 'Crashed');
    await docker(engine, 'start', loud);
    await dockerRun(engine, muted, [], shells.exits(1));
    await holds('the muted one’s incident', async () => (await incidentsOf(again, muted)).length > 0);
    await becomes(() => inspected(engine, loud, '{{.State.Status}}'), 'exited');
    await judged(engine, again);
    came(daemon, loud, await incidentsOf(again, loud));
    came(daemon, muted, await incidentsOf(again, muted));
    expect(noticesOf(daemon, loud)).toHaveLength(1);
    expect(noticesOf(daemon, muted)).toEqual([]);
  });
});
