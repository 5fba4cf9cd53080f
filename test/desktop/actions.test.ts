import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type EventLog, openEventLog } from '../support/event-log.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { chooseFromMenu, clearSelection, closeNotices, notices, pointAtRow, rowOf, selectRows, stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';

let engine: TestEngine;
let events: EventLog;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  events = await openEventLog(engine.socketPath);
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
});

afterEach(async () => {
  await closeNotices(page);
  await clearSelection(page);
});

afterAll(async () => {
  await app?.close();
  events?.close();
  await engine?.dispose();
});

/** A running container that the list shows, with the cursor on it. */
async function running(prefix: string, shell?: string): Promise<string> {
  const name = randomName(prefix);
  await dockerRun(engine, name, [], shell);
  await becomes(() => stateOf(page, name), 'Running');
  await pointAtRow(page, name);
  return name;
}

const shows = (name: string, word: string) => becomes(() => stateOf(page, name), word);
const engineSays = (name: string, state: string) => becomes(() => inspected(engine, name, '{{.State.Status}}'), state);

describe('With the keyboard, the user', () => {
  it('stops a container and starts it again', async () => {
    const name = await running('keys');
    await page.keyboard.press('s');
    await shows(name, 'Stopped');
    await engineSays(name, 'exited');
    await page.keyboard.press('s');
    await shows(name, 'Running');
    await engineSays(name, 'running');
  });

  it('restarts a container', async () => {
    const name = await running('keys');
    const before = await inspected(engine, name, '{{.State.StartedAt}}');
    await page.keyboard.press('r');
    await holds('another start', async () => (await inspected(engine, name, '{{.State.StartedAt}}')) > before);
    await shows(name, 'Running');
  });

  it('pauses a container and lets it go on', async () => {
    const name = await running('keys');
    await page.keyboard.press('p');
    await shows(name, 'Paused');
    await engineSays(name, 'paused');
    await page.keyboard.press('p');
    await shows(name, 'Running');
    await engineSays(name, 'running');
  });

  it('renames a container, and is told at once which names can’t be', async () => {
    const name = await running('keys');
    const after = randomName('renamed');
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog', { name: `Rename ${name}` });
    await dialog.getByLabel('Name').fill('not a name');
    await dialog.getByText('letters, digits, dots').waitFor();
    await dialog.getByLabel('Name').fill(after);
    await page.keyboard.press('Enter');
    await shows(after, 'Running');
    expect(await inspected(engine, after, '{{.Name}}')).toBe(`/${after}`);
  });

  it('is told why a name that is taken can’t be given', async () => {
    const taken = await running('taken');
    const name = await running('keys');
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByLabel('Name').fill(taken);
    await page.keyboard.press('Enter');
    await becomes(() => notices(page), [expect.stringContaining(taken)]);
    await shows(name, 'Running');
  });

  it('sends the signal of their choice', async () => {
    const name = await running('keys', `trap 'echo caught > /tmp/hup' HUP; while :; do sleep 0.05; done`);
    await page.keyboard.press('k');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /SIGHUP/ }).check();
    await page.keyboard.press('Enter');
    await becomes(() => docker(engine, 'exec', name, 'cat', '/tmp/hup').catch(() => ''), 'caught');
    expect(await stateOf(page, name)).toBe('Running');
  });
});

describe('With the menu of a row, the user', () => {
  it('stops, starts, restarts and pauses a container', async () => {
    const name = await running('menu');
    await chooseFromMenu(page, name, 'Stop');
    await shows(name, 'Stopped');
    await chooseFromMenu(page, name, 'Start');
    await shows(name, 'Running');
    await chooseFromMenu(page, name, 'Pause');
    await shows(name, 'Paused');
    await chooseFromMenu(page, name, 'Go on');
    await shows(name, 'Running');
    const before = await inspected(engine, name, '{{.State.StartedAt}}');
    await chooseFromMenu(page, name, 'Restart');
    await holds('another start', async () => (await inspected(engine, name, '{{.State.StartedAt}}')) > before);
  });
});

describe('Several at once', () => {
  it('are stopped by one key: each row tells its own state, and one line tells of all', async () => {
    const names = [await running('bulk'), await running('bulk'), await running('bulk', shells.ignoresTerm)];
    const [one = '', other = '', stubborn = ''] = names;
    await selectRows(page, names);
    await page.getByRole('toolbar').getByText('3 selected').waitFor();
    await page.keyboard.press('s');
    await shows(one, 'Stopped');
    await shows(other, 'Stopped');
    // The one that ignores the signal is still at it, and says so.
    expect(await stateOf(page, stubborn)).toBe('Stopping');
    await shows(stubborn, 'Stopped');
    await becomes(() => notices(page), ['Stopped 3 containers']);
    expect(await inspected(engine, stubborn, '{{.State.ExitCode}}')).toBe('137');
  });

  it('report which of them failed, and why', async () => {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const [one, other] = [randomName('port'), randomName('port')];
    // Two that want the same port of this machine: only one can have it.
    for (const name of [one, other])
      await docker(engine, 'create', '--name', name, '-p', `127.0.0.1:${port}:80`, 'quarterdeck-test/busybox');
    await shows(one, 'Created');
    await shows(other, 'Created');
    await selectRows(page, [one, other]);
    await page.keyboard.press('s');
    await becomes(() => notices(page), [expect.stringMatching(/^Started 1 of 2\. .*\d{5}/)]);
    await page.getByRole('button', { name: 'Show details' }).click();
    await page
      .locator('.toast-details')
      .getByText(new RegExp(`^(${one}|${other}): `))
      .waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('A container that is removed in a terminal while it is', () => {
  it('being stopped here simply goes', async () => {
    const name = await running('going', shells.ignoresTerm);
    await page.keyboard.press('s');
    await shows(name, 'Stopping');
    await docker(engine, 'rm', '-f', name);
    await shows(name, '');
    for (const notice of await notices(page)) expect(notice).toContain(name);
  });

  it('being restarted here goes, and the user is told why it was not restarted', async () => {
    const name = await running('going', shells.ignoresTerm);
    await page.keyboard.press('r');
    await shows(name, 'Restarting');
    await docker(engine, 'rm', '-f', name);
    await shows(name, '');
    await becomes(() => notices(page), [expect.stringContaining(name)]);
  });
});

describe('An action', () => {
  it('can’t be fired twice while it is under way', async () => {
    const name = await running('twice', shells.ignoresTerm);
    const id = await inspected(engine, name, '{{.Id}}');
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('s');
    expect(await stateOf(page, name)).toBe('Stopping');
    await chooseFromMenu(page, name, 'Stop');
    await shows(name, 'Stopped');
    await events.until((event) => event.id === id && event.action === 'stop');
    const signals = events.events.filter((event) => event.id === id && event.action === 'kill').map((event) => event.attributes['signal']);
    expect(signals).toEqual(['15', '9']);
    expect(await notices(page)).toEqual([]);
    expect(await rowOf(page, name).count()).toBe(1);
  });

  it('shows what it does in the detail, whose button can’t be pressed again', async () => {
    const name = await running('busy', shells.ignoresTerm);
    const id = await inspected(engine, name, '{{.Id}}');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    const busy = page.getByRole('button', { name: 'Stopping' });
    await busy.waitFor();
    expect(await busy.getAttribute('aria-busy')).toBe('true');
    // Pressed as it is: Playwright would wait until it can be.
    await busy.click({ force: true });
    await engineSays(name, 'exited');
    await page.getByRole('button', { name: /^Start/ }).waitFor();
    expect(events.events.filter((event) => event.id === id && event.action === 'kill')).toHaveLength(2);
    await page.keyboard.press('Escape');
  });
});
