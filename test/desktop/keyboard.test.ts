import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { makeFolder } from '../support/run-folder.ts';
import { clipboardText, saveTo } from './support/desktop.ts';
import { feedOf } from './support/feed.ts';
import { openApp } from './support/launch.ts';
import { plain, rowOf, stateOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

let demo: Demo;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  demo = await startDemo({ containers: 24 });
  app = await openApp({ socketPath: demo.socketPath });
  page = app.page;
});

// No test here touches the mouse; each begins in the list, with nothing chosen.
beforeEach(async () => {
  await page.reload();
  await page.getByRole('row').nth(3).waitFor();
});

afterAll(async () => {
  await app?.close();
  await demo?.stop();
});

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Filters the list to one container and puts the cursor on it. */
async function find(name: string): Promise<void> {
  await press('/');
  await page.keyboard.type(name);
  await press('Enter', 'ArrowDown');
  await rowOf(page, name).and(page.locator('.is-cursor')).waitFor();
}

const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
const chosenIn = (label: string) => page.getByRole('radiogroup', { name: label }).locator('[aria-checked=true]').innerText();

describe('With the keyboard alone, somebody', () => {
  it('finds a container in the list, selects it with its neighbours, stops them and opens one', async () => {
    await find('local-registry');
    await press('Space');
    await page.getByRole('toolbar').getByText('1 selected').waitFor();
    await press('s');
    await becomes(() => stateOf(page, 'local-registry'), 'Stopped');
    await press('Escape');
    await page.getByRole('toolbar').waitFor({ state: 'hidden' });
    await press('Escape');
    await rowOf(page, 'dns-proxy').waitFor();
    await press('Home', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await page.getByRole('toolbar').getByText('3 selected').waitFor();
    await press('Escape', 'Control+a');
    await page.getByRole('toolbar').getByText('24 selected').waitFor();
    await press('Escape');
    await find('local-registry');
    await press('Enter');
    await heading('local-registry');
    await press('Escape');
    await heading('Containers');
  });

  it('folds a project away and unfolds it', async () => {
    await press('Home', 'ArrowDown', 'ArrowLeft');
    await page.locator('[aria-expanded=false]').first().waitFor();
    const rows = await page.getByRole('row').count();
    await press('ArrowRight');
    await becomes(async () => (await page.getByRole('row').count()) > rows, true);
    expect(await page.locator('[aria-expanded=false]').count()).toBe(0);
  });

  it('opens the menu of a row and chooses from it by its first letters', async () => {
    await find('dns-proxy');
    await press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await page.keyboard.type('copy n');
    await press('Enter');
    await becomes(() => clipboardText(app.electron), 'dns-proxy');
  });

  it('goes through the tabs of a container, changes the time window and points at a moment', async () => {
    await find('dns-proxy');
    await press('Enter');
    await heading('dns-proxy');
    for (const [key, tab] of [
      ['2', 'Logs'],
      ['3', 'Activity'],
      ['4', 'Inspect'],
      ['1', 'Overview'],
    ] as const) {
      await press(key);
      await page.locator('[role=tab][aria-selected=true]').getByText(tab).waitFor();
    }
    const before = await chosenIn('Time window');
    await press(']');
    expect(await chosenIn('Time window')).not.toBe(before);
    await press('[');
    expect(await chosenIn('Time window')).toBe(before);
    await page.getByRole('img', { name: /^CPU in per cent of one core, .* mean / }).waitFor();
    await press('ArrowLeft');
    await page
      .getByRole('region', { name: 'CPU' })
      .getByText(/^at \d\d:\d\d:\d\d/)
      .waitFor();
    await press('Escape');
    await page
      .getByRole('region', { name: 'CPU' })
      .getByText(/^at \d\d/)
      .waitFor({ state: 'hidden' });
    await press('Escape');
    await heading('Containers');
  });

  it('reads a log: pauses it, searches it, wraps it, shows its times and leaves', async () => {
    await find('dns-proxy');
    await press('l');
    const log = page.getByRole('log');
    await log.waitFor();
    const follow = page.getByRole('button', { name: 'Follow' });
    for (const [key, name] of [
      ['f', 'Follow'],
      ['w', 'Wrap'],
      ['t', 'Timestamps'],
    ] as const) {
      const button = page.getByRole('button', { name, exact: true });
      const pressed = await button.getAttribute('aria-pressed');
      await press(key);
      await becomes(() => button.getAttribute('aria-pressed'), pressed === 'true' ? 'false' : 'true');
      await press(key);
      await becomes(() => button.getAttribute('aria-pressed'), pressed);
    }
    await becomes(() => follow.getAttribute('aria-pressed'), 'true');
    await press('/');
    await page.keyboard.type('e');
    await becomes(() => page.getByRole('status').first().innerText(), expect.stringMatching(/^(\d+ of \d|\d+ lines?|none)/));
    await press('Escape', 'Escape', 'Escape');
    await heading('Containers');
  });

  it('follows the activity: filters it, exports what is left, and opens the container of a line', async () => {
    await find('dns-proxy');
    await press('r');
    const file = join(makeFolder('saved'), 'activity.json');
    await saveTo(app.electron, file);
    await press('Control+2');
    await heading('Activity');
    await becomes(() => feedOf(page, 'dns-proxy'), [{ text: 'Restarted', by: 'you' }]);
    await press('/');
    await page.keyboard.type('dns-proxy');
    await press('Enter', 'e');
    await page.getByText('Saved 1 line to ').waitFor();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      filter: { text: 'dns-proxy' },
      lines: [{ text: 'Restarted', by: 'you', container: { name: 'dns-proxy' } }],
    });
    await press('c');
    await becomes(() => clipboardText(app.electron), expect.stringMatching(/dns-proxy {2}Restarted {2}\(you\)$/));
    await press('Home', 'Enter');
    await heading('dns-proxy');
  });

  it('looks at the hosts, and back', async () => {
    await press('Control+4');
    await heading('Hosts');
    await page.getByRole('region', { name: 'This machine' }).getByText('Connected').waitFor();
    await press('Control+1');
    await heading('Containers');
  });

  it('changes the theme in the settings, which is in force at once', async () => {
    await press('Control+5');
    await heading('Settings');
    const chosen = page.getByRole('radiogroup', { name: 'Theme' }).locator('[aria-checked=true]');
    for (let steps = 0; steps < 30 && !(await chosen.evaluate((element) => element === document.activeElement)); steps += 1)
      await press('Tab');
    await press('ArrowRight', 'ArrowRight');
    await becomes(() => chosenIn('Theme'), 'Dark');
    await page.locator('html[data-theme=dark]').waitFor();
    await press('ArrowLeft');
    await page.locator('html[data-theme=light]').waitFor();
  });

  it('finds every key under ‘?’, and gets back to where they were', async () => {
    await find('dns-proxy');
    await press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    await page.keyboard.type('restart');
    await becomes(async () => plain(await dialog.getByRole('listitem').first().innerText()), expect.stringContaining('Restart'));
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await becomes(() => rowOf(page, 'dns-proxy').evaluate((row) => row === document.activeElement), true);
  });
});
