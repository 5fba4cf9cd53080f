import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fed } from '../screenshots/scenes/incident-stories.ts';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { feedAttention } from '../support/fed-attention.ts';
import { askCore, valueFrom } from './support/core.ts';
import { clipboardText } from './support/desktop.ts';
import { openApp } from './support/launch.ts';
import { becomes } from './support/wait.ts';

let demo: Demo;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  demo = await startDemo({ containers: 24 });
  app = await openApp({ socketPath: demo.socketPath });
  page = app.page;
  await page.getByRole('row').nth(3).waitFor();
});

beforeEach(async () => {
  await feedAttention(app, fed('incidents-some'));
});

afterAll(async () => {
  await app?.close();
  await demo?.stop();
});

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const story = () => page.getByRole('region', { name: 'The incident' });
const titled = (name: string) => story().getByRole('heading', { name, level: 2 }).waitFor();
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();
const chosen = () => page.getByRole('grid', { name: 'Incidents' }).locator('[aria-selected=true]').getAttribute('aria-label');

describe('With the keyboard alone, somebody', () => {
  it('walks through the incidents, and reads what each says', async () => {
    await press('Control+3');
    await heading('Incidents');
    await titled('rollup keeps crashing');
    await press('ArrowDown');
    await titled('worker ran out of memory');
    await becomes(chosen, expect.stringMatching(/^Open, worker ran out of memory, harbor-shop/));
    await story().getByText('137, killed by SIGKILL').waitFor();
    await story()
      .getByRole('img', { name: /^Memory, / })
      .waitFor();
    await press('End');
    await becomes(chosen, expect.stringMatching(/^Resolved, store crashed/));
    await press('Home');
    await titled('rollup keeps crashing');
  });

  it('filters them, and clears the filter', async () => {
    await press('Control+3');
    await titled('rollup keeps crashing');
    await press('/');
    await page.keyboard.type('ingest');
    await press('Enter');
    await titled('ingest was unhealthy');
    await press('Escape');
    await becomes(() => page.getByRole('grid', { name: 'Incidents' }).getByRole('row').count(), 10);
    await press('Escape');
    await heading('Containers');
  });

  it('copies one as Markdown, with its evidence', async () => {
    await press('Control+3');
    await titled('rollup keeps crashing');
    await press('ArrowDown');
    await titled('worker ran out of memory');
    await press('c');
    await page.getByText('Copied the incident as Markdown').waitFor();
    expect(await clipboardText(app.electron)).toMatch(
      /^# worker ran out of memory\n[\s\S]*```text\n[\s\S]*cannot allocate 48 MiB for page 1182\n```\n$/,
    );
  });

  it('opens its logs, its container and its mutes', async () => {
    await press('Control+3');
    await titled('rollup keeps crashing');
    await press('l');
    await heading(/rollup/);
    await page.getByRole('tab', { name: 'Logs', selected: true }).waitFor();
    await press('Escape', 'Control+3');
    await titled('rollup keeps crashing');
    await press('m');
    const menu = page.getByRole('menu', { name: 'Mute' });
    await menu.getByRole('menuitem', { name: 'Mute rollup for an hour' }).waitFor();
    await press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await press('Control+1', 'Control+3');
    await titled('rollup keeps crashing');
    await press('Enter');
    await heading(/rollup/);
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
    await press('i');
    await titled('rollup keeps crashing');
  });

  it('is asked before one is forgotten', async () => {
    await press('Control+3');
    await titled('rollup keeps crashing');
    await press('Delete');
    await page.getByRole('dialog', { name: 'Forget this incident?' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await titled('rollup keeps crashing');
  });

  it('restarts what died', async () => {
    await press('Control+3');
    await titled('rollup keeps crashing');
    await press('ArrowDown');
    await titled('worker ran out of memory');
    await press('r');
    await press('Control+2');
    await page
      .getByRole('row', { name: /worker/ })
      .filter({ hasText: /Restarted|Started/ })
      .first()
      .waitFor();
  });

  it('goes from container to container of a story of several', async () => {
    await feedAttention(app, fed('incidents-several'));
    await press('Control+3');
    await titled('harbor-shop went down');
    const pressed = story().getByRole('button', { pressed: true });
    await becomes(() => pressed.innerText(), expect.stringMatching(/checkout-api/));
    await press('n', 'n');
    await becomes(() => pressed.innerText(), expect.stringMatching(/gateway/));
  });
});

describe('The window', () => {
  it('opens with Enter the incident to which the arrows led, also after a click on the rail', async () => {
    await page.getByRole('button', { name: /^Incidents/ }).click();
    await titled('rollup keeps crashing');
    await press('ArrowDown');
    await titled('worker ran out of memory');
    await press('Enter');
    await heading(/worker/);
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
  });

  it('shows in the list why a container is down, and leads to its incident', async () => {
    await press('/');
    await page.keyboard.type('rollup');
    await press('Enter', 'ArrowDown');
    await page.getByRole('row', { name: /rollup.*restart loop: exited 1 four times/ }).waitFor();
    await press('i');
    await titled('rollup keeps crashing');
  });

  it('counts open incidents in its rail', async () => {
    await page.getByRole('button', { name: 'Incidents 2 open' }).waitFor();
  });

  it('goes where a notification leads, also from another view', async () => {
    await press('Control+5');
    await heading('Settings');
    const lead = (to: object) =>
      app.electron.evaluate(
        ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.webContents.send('quarterdeck:push:navigate', { to: place }),
        to,
      );
    await lead({ kind: 'incident', hostId: 'any', incidentId: 'oom' });
    await titled('worker ran out of memory');
    await lead({ kind: 'settings' });
    await heading('Settings');
    await lead({ kind: 'incident', hostId: 'any', incidentId: 'gone' });
    await page.getByText('This incident is not kept any more.').waitFor();
  });

  it('says why evidence can’t be had, and offers to try again', async () => {
    await feedAttention(app, fed('incidents-failed'));
    await press('Control+3');
    await story()
      .getByText(/could not be read/)
      .waitFor();
    await story().getByRole('button', { name: 'Try again' }).waitFor();
  });
});

describe('In the settings somebody', () => {
  it('makes a rule, changes it, deletes it and has it back', async () => {
    await press('Control+5');
    const rules = page.getByRole('region', { name: 'Rules' });
    await rules.getByRole('button', { name: 'New rule' }).click();
    await page.keyboard.type('Busy');
    await rules.getByRole('textbox', { name: 'For' }).fill('0');
    await press('Enter');
    await rules.getByText('From 1 s to 24 h').waitFor();
    await rules.getByRole('textbox', { name: 'For' }).fill('5');
    await press('Enter');
    await rules.getByText(/CPU over 95.*for 5.min/).waitFor();
    await rules.getByRole('button', { name: 'Change Busy' }).click();
    await rules.getByRole('textbox', { name: 'Per cent' }).fill('50');
    await rules.getByRole('button', { name: 'Save' }).click();
    await rules.getByText(/CPU over 50/).waitFor();
    await rules.getByRole('button', { name: 'Delete Busy' }).click();
    await rules.getByText(/CPU over 50/).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await rules.getByText(/CPU over 50/).waitFor();
  });

  it('sets quiet hours, which stay', async () => {
    await press('Control+5');
    const part = page.getByRole('region', { name: 'Notifications' });
    await part.getByRole('radiogroup', { name: 'Quiet hours' }).getByRole('radio', { name: 'On' }).click();
    await part.getByLabel('Quiet to').fill('6.30');
    await press('Enter');
    await becomes(() => part.getByLabel('Quiet to').inputValue(), '06:30');
    await becomes(async () => valueFrom(await askCore(page, 'getSettings', {})).quietHours?.toMinute, 390);
    await page.reload();
    await page.getByRole('row').nth(1).waitFor();
    await press('Control+5');
    await becomes(() => part.getByLabel('Quiet to').inputValue(), '06:30');
  });
});
