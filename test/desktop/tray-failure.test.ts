import { rmdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../support/notification-daemon.ts';
import { makeFolder } from '../support/run-folder.ts';
import { lineOf, openTrayDesktop, type TrayDesktop } from '../support/tray-desktop.ts';
import { docker, dockerRun } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';
import { hideWindow } from './support/window.ts';

let engine: TestEngine;
let bus: TestBus;
let daemon: NotificationDaemon;
let tray: TrayDesktop;
let app: LaunchedApp;

beforeAll(async () => {
  engine = await startEngine();
  bus = await openBus();
  [daemon, tray] = await Promise.all([openNotificationDaemon(bus.address), openTrayDesktop(bus.address)]);
  app = await openApp({ socketPath: engine.socketPath, environment: bus.environment });
});

afterAll(async () => {
  await app?.close();
  tray?.close();
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

it('What was chosen in the tray and failed after a long time is told once', async () => {
  const name = randomName('mounted');
  const folder = makeFolder('mount');
  await dockerRun(engine, name, [`--mount=type=bind,src=${folder},dst=/data`, '--stop-timeout=10'], shells.ignoresTerm);
  await becomes(() => stateOf(app.page, name), 'Running');
  await hideWindow(app.electron);
  // It is stopped for ten seconds, and then can’t be started again.
  rmdirSync(folder);
  await holds('Restart in the menu', async () => {
    const line = lineOf(await tray.menu(), name, 'Restart');
    if (!line?.enabled) return false;
    return tray.click(line).then(
      () => true,
      () => false,
    );
  });
  const notices = () => daemon.shown.map((it) => it.title).filter((it) => it.includes(name));
  await holds('a notice', () => notices().length > 0, { withinMs: 15_000 });
  // Takes longer than ends are gathered before they are told.
  const other = randomName('stubborn');
  await dockerRun(engine, other, [], shells.ignoresTerm);
  await docker(engine, 'stop', '-t', '1', other);
  expect(notices()).toEqual([`Could not restart ${name}`]);
});
