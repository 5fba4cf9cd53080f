import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordProcess } from '../../scripts/lib/processes.mjs';
import { whyNoSandbox } from '../../scripts/lib/sandbox.mjs';
import { electronBinary, launchWithoutWindow } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { makeFolder } from '../support/run-folder.ts';
import { lineOf, openTrayDesktop } from '../support/tray-desktop.ts';
import { askCore, valueFrom } from './support/core.ts';
import { openApp } from './support/launch.ts';
import { becomes } from './support/wait.ts';

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
});

afterAll(() => bus?.stop());

describe('On a desktop without a tray', () => {
  it('the settings say how to get one, and closing the window ends Quarterdeck, as nobody would find it', async () => {
    const environment = { ...bus.environment, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
    const app = await openApp({ demo: 10, environment });
    try {
      expect(valueFrom(await askCore(app.page, 'getDesktopStatus', {}))).toMatchObject({
        tray: 'none',
        trayHelp: expect.stringContaining('AppIndicator'),
      });
      valueFrom(await askCore(app.page, 'updateSettings', { closeToTray: true }));
      const ended = new Promise<void>((resolve) => void app.electron.process().once('exit', () => resolve()));
      await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
      await ended;
    } finally {
      await app.close();
    }
  });
});

describe('At login', () => {
  it('Quarterdeck starts in the tray, without a window until it is asked for', async () => {
    const tray = await openTrayDesktop(bus.address);
    const app = await launchWithoutWindow({ demo: 10, environment: bus.environment, args: ['--hidden'] });
    try {
      await becomes(() => tray.icons().length, 1);
      await becomes(() => tray.tooltip(), expect.stringContaining('containers running'));
      expect(app.electron.windows()).toEqual([]);
      const open = lineOf(await tray.menu(), 'Open Quarterdeck');
      if (!open) throw new Error('no way to open it');
      const [page] = await Promise.all([app.electron.waitForEvent('window'), tray.click(open)]);
      await page.getByRole('grid').waitFor();
    } finally {
      await app.close();
      tray.close();
    }
  });

  it('a second start shows the window of one that is there already, but not where that start is to be hidden too', async () => {
    const tray = await openTrayDesktop(bus.address);
    const userData = makeFolder('user');
    const app = await launchWithoutWindow({ demo: 10, environment: bus.environment, args: ['--hidden'], userData });
    /** How many windows there are once the first one has heard of the second. */
    const windowsAfter = async (...args: readonly string[]) => {
      const heard = app.electron.evaluate(
        ({ app: first, BrowserWindow }) =>
          new Promise<number>((resolve) => {
            first.once('second-instance', () => resolve(BrowserWindow.getAllWindows().length));
          }),
      );
      await startAgain(userData, args);
      return heard;
    };
    try {
      await becomes(() => tray.icons().length, 1);
      expect(await windowsAfter('--hidden')).toBe(0);
      expect(await windowsAfter()).toBe(1);
    } finally {
      await app.close();
      tray.close();
    }
  });
});

/** Starts it once more, and waits until that has ended, as it does beside another. */
async function startAgain(userData: string, args: readonly string[]): Promise<void> {
  const binary = electronBinary();
  const sandbox = whyNoSandbox(binary) === undefined ? [] : ['--no-sandbox'];
  const root = join(import.meta.dirname, '../..');
  const environment = { ...process.env, ...bus.environment, HOME: userData, XDG_CONFIG_HOME: userData };
  const child = spawn(binary, [root, `--user-data-dir=${userData}`, ...sandbox, ...args], { env: environment, stdio: 'ignore' });
  if (child.pid !== undefined) recordProcess(child.pid);
  await once(child, 'exit');
}
