import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWithoutWindow } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
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
});
