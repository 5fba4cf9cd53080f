import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { crashPage, inPage, noteDialogs } from './support/crash.ts';
import { openApp } from './support/launch.ts';
import { becomes, holds } from './support/wait.ts';

let demo: Demo;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  demo = await startDemo({ containers: 10 });
});

beforeEach(async () => {
  app = await openApp({ socketPath: demo.socketPath });
  page = app.page;
  await firstRow().waitFor();
});

afterEach(() => app?.close());
afterAll(() => demo?.stop());

const firstRow = () => page.getByRole('row').nth(1);
const fault = () => page.getByRole('heading', { name: 'This view can’t be shown' });
const goTo = (view: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click();
const log = () => readFileSync(join(app.userData, 'logs', 'quarterdeck.log'), 'utf8');

describe('When a view makes a mistake', () => {
  it('only that view is gone, the others go on, and it is back once it can be shown', async () => {
    // Only the settings read it: they tell the versions in it.
    await page.evaluate(() => {
      const broken = () => {
        throw new Error('the test took the user agent away');
      };
      Object.defineProperty(navigator, 'userAgent', { configurable: true, get: broken });
    });
    await goTo('Settings');
    await fault().waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Reload' }).waitFor();
    await holds('its cause in the log', () => log().includes('the test took the user agent away'));

    for (const view of ['Activity', 'Hosts', 'Containers']) {
      await goTo(view);
      await page.getByRole('heading', { name: view, level: 1 }).waitFor();
      expect(await fault().count()).toBe(0);
    }
    await firstRow().waitFor();
    // The list is not a picture of what it was.
    const counted = () => page.getByRole('radio', { name: /^All/ }).innerText();
    const before = Number((await counted()).replace(/\D/g, ''));
    await demo.order({ do: 'resize', containers: before + 1 });
    await becomes(async () => Number((await counted()).replace(/\D/g, '')), before + 1);

    await page.keyboard.press('Control+5');
    await fault().waitFor();
    await page.keyboard.press('Control+1');
    await page.evaluate(() => Reflect.deleteProperty(navigator, 'userAgent'));
    await page.keyboard.press('Control+5');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  });

  it('and it is the log of a container, the list is one key away', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Logs' }).waitFor();
    // Only the log counts its lines with it.
    await page.evaluate(() => {
      Number.prototype.toLocaleString = () => {
        throw new Error('the test took the figures away');
      };
    });
    await page.keyboard.press('2');
    await fault().waitFor();
    await page.keyboard.press('Control+1');
    await firstRow().waitFor();
  });

  it('and it is the list itself, ‘Reload’ brings it back', async () => {
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    await page.evaluate(() => Reflect.set(window, 'ResizeObserver', undefined));
    await goTo('Containers');
    await fault().waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await firstRow().waitFor();
    expect(await fault().count()).toBe(0);
  });
});

describe('When the process of the page dies', () => {
  /** Playwright lets go of a page that crashed, so the window itself is asked. */
  const rows = () => inPage(app.electron, 'document.querySelectorAll("[role=row]").length');

  it('the window comes back with its list by itself', async () => {
    const before = await rows();
    await crashPage(app.electron);
    await becomes(rows, before);
    expect(log()).toContain('The page ended');
    expect(app.electron.windows()).toHaveLength(1);
  });

  it('again and again, it is loaded three times, and then the user is told', async () => {
    const dialogs = await noteDialogs(app.electron);
    const before = await rows();
    for (let crash = 0; crash < 3; crash += 1) {
      await crashPage(app.electron);
      await becomes(rows, before);
    }
    expect(await dialogs()).toEqual([]);
    await crashPage(app.electron);
    await becomes(dialogs, ['The window keeps crashing']);
  });
});
