import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../support/notification-daemon.ts';
import { openTrayDesktop, type TrayDesktop } from '../support/tray-desktop.ts';
import { askCore, valueFrom } from './support/core.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { came, clickOpens, expecting, incidentsOf, judged, noticesOf, told } from './support/incidents.ts';
import { openApp } from './support/launch.ts';
import { becomes, holds } from './support/wait.ts';

let engine: TestEngine;
let bus: TestBus;
let daemon: NotificationDaemon;
let tray: TrayDesktop;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  bus = await openBus();
  [daemon, tray] = await Promise.all([openNotificationDaemon(bus.address), openTrayDesktop(bus.address)]);
  app = await openApp({ socketPath: engine.socketPath, environment: bus.environment });
  page = app.page;
  await page.getByText('No containers yet').waitFor();
});

afterAll(async () => {
  await app?.close();
  tray?.close();
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

const project = (name: string) => [`--label=com.docker.compose.project=${name}`, '--label=com.docker.compose.service=one'];
const status = (name: string) => inspected(engine, name, '{{.State.Status}}');

/** What somebody asked for, or was well: nothing is told of it, and nothing listed. */
const quiet: [string, (name: string) => Promise<unknown>][] = [
  [
    'docker stop of one that ignores SIGTERM: 137, stopped',
    async (name) => {
      await dockerRun(engine, name, [], shells.ignoresTerm);
      await docker(engine, 'stop', name);
    },
  ],
  [
    'docker kill by a person: stopped',
    async (name) => {
      await dockerRun(engine, name);
      await docker(engine, 'kill', name);
    },
  ],
  [
    'docker kill -s HUP that it lives through: nothing ended',
    async (name) => {
      await dockerRun(engine, name, [], `trap '' HUP; while :; do sleep 3600; done`);
      await docker(engine, 'kill', '-s', 'HUP', name);
    },
  ],
  [
    'an image with StopSignal WINCH, stopped: stopped',
    async (name) => {
      await dockerRun(engine, name, ['--stop-signal=WINCH'], `trap 'exit 3' WINCH; while :; do sleep 0.05; done`);
      await docker(engine, 'stop', name);
    },
  ],
  ['its own end with code 0: finished', (name) => dockerRun(engine, name, [], shells.exits(0))],
  [
    'docker restart of one that ignores SIGTERM: stopped, started',
    async (name) => {
      await dockerRun(engine, name, [], shells.ignoresTerm);
      await docker(engine, 'restart', '-t', '0', name);
    },
  ],
  [
    'a project taken down: stopped, removed',
    async (name) => {
      const all = [`${name}-a`, `${name}-b`, `${name}-c`];
      await Promise.all(all.map((it) => dockerRun(engine, it, project(name), shells.ignoresTerm)));
      await docker(engine, 'stop', '-t', '0', ...all);
      await docker(engine, 'rm', ...all);
    },
  ],
];

describe('Of what somebody asked for', () => {
  it.each(quiet)('nothing is told: %s', async (what, make) => {
    const name = randomName('quiet');
    expecting(what, 'nothing listed, no Notify');
    await make(name);
    await judged(engine, page);
    const incidents = await incidentsOf(page, name);
    came(daemon, name, incidents);
    expect(incidents).toEqual([]);
    expect(noticesOf(daemon, name)).toEqual([]);
  });
});

describe('One who works elsewhere is told', () => {
  it('by a desktop that shows notifications, as the settings say', async () => {
    expect(valueFrom(await askCore(page, 'getDesktopStatus', {}))).toMatchObject({ notifications: true, tray: 'shown' });
  });

  it('that a container crashed, with its last error line, and a click opens that incident', async () => {
    const name = randomName('api');
    expecting('exit 1 after an error line', 'crashed, told once');
    const calm = await tray.icon();
    await dockerRun(engine, name, [], 'echo "listening on 80"; echo "Error: connect ECONNREFUSED db:5432" >&2; exit 1');
    const incident = await told(page, daemon, name, 'crashed');
    came(daemon, name, [incident]);
    const [notice] = noticesOf(daemon, name);
    expect(notice).toMatchObject({ title: `${name} crashed`, body: expect.stringMatching(/^Exited 1.*connect ECONNREFUSED db:5432/) });
    await holds('another icon', async () => (await tray.icon()) !== calm);
    await becomes(() => tray.tooltip(), expect.stringContaining('need'));
    await clickOpens(app, daemon, name, `${name} crashed`);
  });

  it('that a container crashed by a signal', async () => {
    const name = randomName('segv');
    expecting('SIGSEGV, exit 139', 'crashed, told once');
    await dockerRun(engine, name, [], 'sh -c "kill -SEGV \\$\\$"; exit $?');
    const incident = await told(page, daemon, name, 'crashed');
    came(daemon, name, [incident]);
    expect(noticesOf(daemon, name)).toEqual([expect.objectContaining({ body: expect.stringContaining('139') })]);
    await clickOpens(app, daemon, name, `${name} crashed`);
  });

  it('that a container ran out of memory, and at how much', async () => {
    const name = randomName('greedy');
    expecting('OOM at 16 MiB', 'out of memory, told once');
    await dockerRun(engine, name, ['--memory=16m', '--memory-swap=16m'], 'sleep 0.3; exec dd if=/dev/zero of=/dev/null bs=64M');
    const incident = await told(page, daemon, name, 'outOfMemory');
    came(daemon, name, [incident]);
    expect(noticesOf(daemon, name)).toEqual([
      expect.objectContaining({ title: `${name} ran out of memory`, body: expect.stringContaining('16 MiB') }),
    ]);
    await clickOpens(app, daemon, name, `${name} ran out of memory`);
  });

  it('once that a container’s restart policy brings it back again and again', async () => {
    const name = randomName('loop');
    expecting('restart policy always, exit 3', 'one incident, restart loop; one Notify within the minute');
    await dockerRun(engine, name, ['--restart=always'], shells.exits(3));
    const incident = await told(page, daemon, name, 'restartLoop');
    const restarts = Number(await inspected(engine, name, '{{.RestartCount}}'));
    await holds('two more restarts', async () => Number(await inspected(engine, name, '{{.RestartCount}}')) > restarts + 1);
    came(daemon, name, [incident]);
    expect(await incidentsOf(page, name)).toHaveLength(1);
    expect(noticesOf(daemon, name)).toHaveLength(1);
    await clickOpens(app, daemon, name, `${name} keeps crashing`);
    await docker(engine, 'rm', '-f', name);
  });

  it('once of a project whose containers crash together', async () => {
    const name = randomName('shop');
    const all = [`${name}-a`, `${name}-b`, `${name}-c`];
    expecting('three containers of a project killed together', 'one incident, project down; one Notify');
    await Promise.all(all.map((it) => dockerRun(engine, it, project(name))));
    const pids = await Promise.all(all.map(async (it) => Number(await inspected(engine, it, '{{.State.Pid}}'))));
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await Promise.all(all.map((it) => becomes(() => status(it), 'exited')));
    const incident = await told(page, daemon, name, 'projectDown');
    await judged(engine, page);
    came(daemon, name, await incidentsOf(page, name));
    expect(incident.containerCount).toBe(3);
    expect(noticesOf(daemon, name)).toHaveLength(1);
    await clickOpens(app, daemon, name, `${name} went down`);
  });
});
