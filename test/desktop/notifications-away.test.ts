import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../support/notification-daemon.ts';
import { makeFolder } from '../support/run-folder.ts';
import { askCore, valueFrom } from './support/core.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { came, clickOpens, expecting, incidentsOf, judged, noticesOf, told } from './support/incidents.ts';
import { openApp } from './support/launch.ts';
import { stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';
import { mainPid } from './support/window.ts';

let bus: TestBus;
let daemon: NotificationDaemon;
let engine: TestEngine;
let app: LaunchedApp | null = null;
let page: LaunchedApp['page'];
/** Found by the first look at the engine. */
const before = randomName('before');

beforeAll(async () => {
  bus = await openBus();
  daemon = await openNotificationDaemon(bus.address);
});

afterAll(async () => {
  await app?.close();
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

async function launch(on: TestEngine, userData: string = makeFolder('user')): Promise<LaunchedApp> {
  const launched = await openApp({ socketPath: on.socketPath, environment: bus.environment, userData });
  page = launched.page;
  return launched;
}

/** Ends with 3 when it is given a signal that no engine sends: an end by SIGKILL that nobody saw may have been a stop. */
const endsByUsr1 = `trap 'exit 3' USR1; trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done`;

/** Five that run, by the names that they got. */
async function five(on: TestEngine, prefix: string): Promise<readonly string[]> {
  const names = [1, 2, 3, 4, 5].map((it) => `${prefix}-${it}`);
  await Promise.all(names.map((it) => dockerRun(on, it, [], endsByUsr1)));
  for (const name of names) await becomes(() => stateOf(page, name), 'Running');
  return names;
}

const pidOf = async (name: string) => Number(await inspected(engine, name, '{{.State.Pid}}'));
const ended = (name: string) => becomes(() => inspected(engine, name, '{{.State.Status}}'), 'exited');

describe('Of an engine that took its containers down', () => {
  beforeAll(async () => {
    engine = await startEngine();
    await dockerRun(engine, before, [], shells.exits(1));
    app = await launch(engine);
  });

  it('nothing is told of what was dead before Quarterdeck knew it', async () => {
    expecting('one that exited 1 before the first look', 'listed silently, no Notify');
    await judged(engine, page);
    const incidents = await incidentsOf(page, before);
    came(daemon, before, incidents);
    expect(incidents.filter((it) => it.voice === 'told')).toEqual([]);
    expect(noticesOf(daemon, before)).toEqual([]);
  });

  it('nothing is told when it was restarted', async () => {
    const prefix = randomName('down');
    const [first = ''] = await five(engine, prefix);
    expecting('engine restarted, live-restore off, five containers', 'nothing told');
    await engine.restart();
    await becomes(() => stateOf(page, first), expect.stringMatching(/^(Exited|Stopped)$/));
    await page.locator('.lost-banner').waitFor({ state: 'hidden' });
    await judged(engine, page);
    const incidents = await incidentsOf(page, prefix);
    came(daemon, prefix, incidents);
    expect(incidents.filter((it) => it.voice === 'told')).toEqual([]);
    expect(noticesOf(daemon, prefix)).toEqual([]);
  });

  it('one incident is listed, silently, when it was killed', async () => {
    const prefix = randomName('killed');
    await five(engine, prefix);
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

describe('After Quarterdeck was away', () => {
  it('what died meanwhile is told in one notice', async () => {
    const prefix = randomName('away');
    const [first = '', second = ''] = await five(engine, prefix);
    expecting('two of five exit 3 while Quarterdeck is closed', 'one summary at launch, one Notify');
    const userData = app?.userData ?? '';
    await app?.close();
    for (const name of [first, second]) {
      process.kill(await pidOf(name), 'SIGUSR1');
      await ended(name);
    }
    app = await launch(engine, userData);
    await holds('the incident', async () => (await incidentsOf(page, prefix)).length > 0);
    await holds('a notice', () => daemon.shown.length > 0);
    await judged(engine, page);
    came(daemon, prefix, await incidentsOf(page, prefix));
    expect(daemon.shown.map((it) => it.title)).toEqual([expect.stringMatching(/^2 containers /)]);
    await clickOpens(app, daemon, prefix, prefix);
  });

  it('and was killed, mutes and what was told before still hold', async () => {
    const [muted, loud] = [randomName('muted'), randomName('loud')];
    const hostId = valueFrom(await askCore(page, 'getSnapshot', {})).hosts[0]?.id ?? '';
    valueFrom(await askCore(page, 'mute', { hostId, scope: { kind: 'container', hostId, name: muted }, until: { kind: 'forever' } }));
    await dockerRun(engine, loud, [], shells.exits(1));
    await told(page, daemon, loud, 'crashed');
    // What was told is on disk by then: nobody can promise that for the moment in which it is shown.
    await judged(engine, page);
    expecting('a muted container and one told of a moment ago crash after kill -9 of Quarterdeck', 'both listed, no Notify');
    if (app) process.kill(mainPid(app.electron), 'SIGKILL');
    await app?.close();
    app = await launch(engine, app?.userData);
    await becomes(() => stateOf(page, loud), 'Crashed');
    await docker(engine, 'start', loud);
    await ended(loud);
    await dockerRun(engine, muted, [], shells.exits(1));
    await holds('the muted one’s incident', async () => (await incidentsOf(page, muted)).length > 0);
    await judged(engine, page);
    came(daemon, loud, await incidentsOf(page, loud));
    came(daemon, muted, await incidentsOf(page, muted));
    expect(noticesOf(daemon, loud)).toHaveLength(1);
    expect(noticesOf(daemon, muted)).toEqual([]);
  });
});

describe('Of an engine that leaves its containers running', () => {
  it('nothing is told when it restarts, but what died meanwhile is', async () => {
    await app?.close();
    await engine.dispose();
    engine = await startEngine({ liveRestore: true });
    app = await launch(engine);
    const prefix = randomName('alive');
    const [first = '', second = ''] = await five(engine, prefix);
    expecting('engine restarted, live-restore on, one of five exits 3 meanwhile', 'one told: died unseen or crashed');
    const pid = await pidOf(first);
    await engine.stop();
    await page.locator('.lost-banner').waitFor();
    process.kill(pid, 'SIGUSR1');
    await engine.start();
    await becomes(() => stateOf(page, first), expect.stringMatching(/^(Exited|Crashed)$/));
    await becomes(() => stateOf(page, second), 'Running');
    await judged(engine, page);
    came(daemon, prefix, await incidentsOf(page, prefix));
    expect(noticesOf(daemon, prefix)).toHaveLength(1);
    expect(noticesOf(daemon, first)).toHaveLength(1);
  });
});
