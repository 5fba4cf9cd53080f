import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppOptions, electronBinary, type LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { askCore, valueFrom } from './support/core.ts';
import { openApp } from './support/launch.ts';
import { commandLine, living, processTree, socketsOf } from './support/processes.ts';
import { countPushes, pushesSoFar } from './support/pushes.ts';
import { becomes, holds } from './support/wait.ts';
import { boundsOf, hideWindow, isVisible, mainPid, moveWindow, showWindow } from './support/window.ts';

const root = join(import.meta.dirname, '../..');
const open: { close(): Promise<unknown> }[] = [];

/** Launches what is closed after the test, whatever becomes of it. */
async function launch(options: AppOptions): Promise<LaunchedApp> {
  const app = await openApp(options);
  open.push(app);
  return app;
}

async function demoOf(containers: number): Promise<Demo> {
  const demo = await startDemo({ containers });
  open.push({ close: () => demo.stop() });
  return demo;
}

afterEach(async () => {
  for (const it of open.splice(0).reverse()) await it.close();
});

const theme = (page: LaunchedApp['page']) => page.evaluate(() => document.documentElement.dataset['theme']);

describe('The window', () => {
  it('opens where and as large as it was closed, and in the theme that was chosen', async () => {
    const bounds = { x: 40, y: 30, width: 1011, height: 702 };
    const first = await launch({ environment: { DOCKER_HOST: 'unix:///nowhere.sock' } });
    await moveWindow(first.electron, bounds);
    await becomes(() => boundsOf(first.electron), bounds);
    valueFrom(await askCore(first.page, 'updateSettings', { theme: 'dark' }));
    await first.close();

    const second = await launch({ userData: first.userData, environment: { DOCKER_HOST: 'unix:///nowhere.sock' } });
    await becomes(() => boundsOf(second.electron), bounds);
    await becomes(() => theme(second.page), 'dark');
  });

  it('follows the theme of the system as it changes', async () => {
    const app = await launch({ environment: { DOCKER_HOST: 'unix:///nowhere.sock' } });
    for (const colorScheme of ['dark', 'light', 'dark'] as const) {
      await app.page.emulateMedia({ colorScheme });
      await becomes(() => theme(app.page), colorScheme);
    }
    valueFrom(await askCore(app.page, 'updateSettings', { theme: 'light' }));
    await becomes(() => app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource), 'light');
  });

  it('comes back to the front when Quarterdeck is started a second time', async () => {
    const app = await launch({ environment: { DOCKER_HOST: 'unix:///nowhere.sock' } });
    await hideWindow(app.electron);
    await becomes(() => isVisible(app.electron), false);
    const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const again = spawn(electronBinary(), [root, `--user-data-dir=${app.userData}`, ...flags], { stdio: 'ignore' });
    const [code] = await once(again, 'exit');
    expect(code).toBe(0);
    await becomes(() => isVisible(app.electron), true);
    expect(app.electron.windows()).toHaveLength(1);
  });

  it('gets nothing while it is hidden, closes its streams, and shows what it has missed', async () => {
    const demo = await demoOf(10);
    const app = await launch({ socketPath: demo.socketPath });
    const { page } = app;
    await holds('readings of the rows in view', async () => (await demo.state()).statsStreams > 0);
    await countPushes(page);
    await holds('readings pushed to the window', async () => (await pushesSoFar(page)).samples > 0);

    await hideWindow(app.electron);
    await becomes(async () => (await demo.state()).statsStreams, 0);
    const atHiding = await pushesSoFar(page);
    const before = valueFrom(await askCore(page, 'getSnapshot', {})).containers.length;
    await demo.order({ do: 'resize', containers: 14 });
    await becomes(async () => valueFrom(await askCore(page, 'getSnapshot', {})).containers.length, before + 4);
    expect(await pushesSoFar(page)).toEqual(atHiding);

    await showWindow(app.electron);
    await page.getByRole('navigation', { name: 'Views' }).getByText('14', { exact: true }).waitFor();
    await holds('readings again', async () => (await demo.state()).statsStreams > 0);
  });
});

describe('Quarterdeck', () => {
  it('leaves no process behind when it is asked to end, its demo engine included', async () => {
    const app = await launch({ demo: 24 });
    const pid = mainPid(app.electron);
    await holds('a demo engine', () => demoEngineOf(pid));
    const processes = processTree(pid);
    expect(processes.length).toBeGreaterThan(3);
    process.kill(pid, 'SIGTERM');
    await becomes(() => living(processes), [], { withinMs: 6_000 });
  });

  it('hands none of its own sockets to its demo engine, which would hide from it that a process of its own has ended', async () => {
    const app = await launch({ demo: 24 });
    const pid = mainPid(app.electron);
    await app.page.getByRole('row').nth(3).waitFor();
    const demo = processTree(pid).find((it) => commandLine(it.pid).includes('demo.js'));
    const own = socketsOf(pid);
    expect(own.size).toBeGreaterThan(3);
    expect([...socketsOf(demo?.pid ?? 0)].filter((socket) => own.has(socket))).toEqual([]);
  });

  it('takes its demo engine along when it is killed', async () => {
    const app = await launch({ demo: 24 });
    const pid = mainPid(app.electron);
    await holds('a demo engine', () => demoEngineOf(pid));
    const processes = processTree(pid);
    process.kill(pid, 'SIGKILL');
    await becomes(() => living(processes), [], { withinMs: 6_000 });
  });
});

function demoEngineOf(pid: number): boolean {
  return processTree(pid).some((it) => commandLine(it.pid).includes('demo.js'));
}
