import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { lineOf, openTrayDesktop, type TrayDesktop, textOf } from '../support/tray-desktop.ts';
import { askCore, valueFrom } from './support/core.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { becomes, holds } from './support/wait.ts';

let engine: TestEngine;
let bus: TestBus;
let tray: TrayDesktop;
let app: LaunchedApp;
let page: LaunchedApp['page'];

const project = randomName('shop');
const web = `${project}_web-1`;
const labels = (service: string) => [`--label=com.docker.compose.project=${project}`, `--label=com.docker.compose.service=${service}`];

beforeAll(async () => {
  engine = await startEngine();
  bus = await openBus();
  tray = await openTrayDesktop(bus.address);
  await dockerRun(engine, web, labels('web'));
  await dockerRun(engine, `${project}-db-1`, labels('db'));
  app = await openApp({ socketPath: engine.socketPath, environment: bus.environment });
  page = app.page;
});

afterAll(async () => {
  await app?.close();
  tray?.close();
  bus?.stop();
  await engine?.dispose();
});

const menuText = async () => textOf(await tray.menu());

/** Clicks on what is on the way through the menu, once it is there; again where the menu was changed meanwhile, as its lines are others then. */
async function choose(...way: readonly string[]): Promise<void> {
  await holds(`${way.join(' > ')} in the menu`, async () => {
    const line = lineOf(await tray.menu(), ...way);
    if (!line?.enabled) return false;
    return tray.click(line).then(
      () => true,
      () => false,
    );
  });
}

describe('The tray', () => {
  it('shows what runs by project, with what one does about it', async () => {
    await holds('the project in the menu', async () => (await menuText()).includes('2 of 2 containers running'));
    console.log(`The menu:\n${await menuText()}`);
    expect(tray.icons()).toHaveLength(1);
    expect(await menuText()).toContain(
      [
        `${project} (2 running) (off)`,
        `${project}-db-1`,
        '  Restart',
        '  Stop',
        '  Logs',
        '  Show',
        web,
        '  Restart',
        '  Stop',
        '  Logs',
        '  Show',
        `Stop all of ${project}`,
      ].join('\n'),
    );
    expect(await tray.tooltip()).toBe('Quarterdeck: 2 of 2 containers running');
  });

  it('restarts a container, and the engine shows it restarted', async () => {
    const startedAt = await inspected(engine, web, '{{.State.StartedAt}}');
    await choose(web, 'Restart');
    await holds('another start', async () => (await inspected(engine, web, '{{.State.StartedAt}}')) !== startedAt);
    await becomes(() => inspected(engine, web, '{{.State.Status}}'), 'running');
  });

  it('stops all of a project, and offers to start what ended', async () => {
    await becomes(() => tray.tooltip(), 'Quarterdeck: 2 of 2 containers running');
    await choose(`Stop all of ${project}`);
    await becomes(() => inspected(engine, web, '{{.State.Status}}'), 'exited');
    await becomes(() => inspected(engine, `${project}-db-1`, '{{.State.Status}}'), 'exited');
    await choose(web, 'Start');
    await becomes(() => inspected(engine, web, '{{.State.Status}}'), 'running');
  });

  it('pauses notifications for an hour and resumes them', async () => {
    await choose('Pause notifications', 'For 1 hour');
    const pausedUntil = async () => valueFrom(await askCore(page, 'getSettings', {})).notificationsPausedUntilMs;
    await holds('a pause', async () => ((await pausedUntil()) ?? 0) > Date.now() + 3_500_000);
    await choose('Resume notifications');
    await becomes(pausedUntil, null);
  });

  it('is torn while no engine answers, offers to retry, and is whole again afterwards', async () => {
    await becomes(() => tray.tooltip(), expect.stringContaining('containers running'));
    const calm = await tray.icon();
    await engine.stop();
    await becomes(() => tray.tooltip(), expect.stringContaining('No engine answers'));
    expect(await tray.icon()).not.toBe(calm);
    await holds('a way to retry', async () => lineOf(await tray.menu(), 'Retry ')?.enabled);
    await engine.start();
    await becomes(() => tray.icon(), calm);
    await docker(engine, 'start', web);
    await becomes(() => tray.tooltip(), 'Quarterdeck: 1 of 2 containers running');
  });
});

describe('The desktop’s settings', () => {
  it('say that there is a tray, and write what starts Quarterdeck at login', async () => {
    expect(valueFrom(await askCore(page, 'getDesktopStatus', {}))).toEqual({
      tray: 'shown',
      trayHelp: null,
      notifications: false,
      startAtLogin: 'possible',
    });
    const file = join(app.userData, 'autostart', 'quarterdeck.desktop');
    valueFrom(await askCore(page, 'updateSettings', { startAtLogin: true }));
    await becomes(() => existsSync(file), true);
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".*electron" ".*" "--hidden"$/m);
    valueFrom(await askCore(page, 'updateSettings', { startAtLogin: false }));
    await becomes(() => existsSync(file), false);
  });

  it('leave Quarterdeck in the tray when its window is closed, from where it comes back', async () => {
    valueFrom(await askCore(page, 'updateSettings', { closeToTray: true }));
    const windows = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await becomes(windows, 0);
    expect(tray.icons()).toHaveLength(1);
    const [opened] = await Promise.all([app.electron.waitForEvent('window'), choose('Open Quarterdeck')]);
    page = opened;
    await page.getByRole('grid').waitFor();
    await becomes(windows, 1);
  });
});

describe('Quit in the tray’s menu', () => {
  it('ends Quarterdeck, also with closing to the tray', async () => {
    const ended = new Promise<void>((resolve) => void app.electron.process().once('exit', () => resolve()));
    const quit = lineOf(await tray.menu(), 'Quit Quarterdeck');
    if (!quit) throw new Error('no way to quit');
    // It may be gone before it has answered.
    tray.click(quit).catch(() => undefined);
    await ended;
    await becomes(() => tray.icons(), []);
  });
});
