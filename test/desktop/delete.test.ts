import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { chooseFromMenu, clearSelection, closeNotices, notices, pointAtRow, rowOf, selectRows, stateOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
  // Stays, so that there is always a list.
  await dockerRun(engine, randomName('bystander'));
});

afterEach(async () => {
  await closeNotices(page);
  await clearSelection(page);
});

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

/** A running container that the list shows, with the cursor on it, and that ends as soon as it is asked to. */
async function running(prefix: string): Promise<string> {
  const name = randomName(prefix);
  await dockerRun(engine, name, [], `trap 'exit 0' TERM; while :; do sleep 0.05; done`);
  await becomes(() => stateOf(page, name), 'Running');
  await pointAtRow(page, name);
  return name;
}

const shown = () => page.getByRole('radio', { name: /^All/ }).innerText();
const names = () => docker(engine, 'ps', '--all', '--format', '{{.Names}}');

describe('With the keyboard, the user', () => {
  it('deletes a container that vanishes at once, and has it back running with Ctrl+Z', async () => {
    const name = await running('undone');
    const id = await inspected(engine, name, '{{.Id}}');
    const before = await shown();
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
    await dialog.getByText('It is running and is stopped first').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await rowOf(page, name).waitFor({ state: 'hidden' });
    await becomes(() => notices(page), [`Deleted ${name}`]);
    expect(await shown()).not.toBe(before);
    await page.keyboard.press('Control+z');
    await becomes(() => stateOf(page, name), 'Running');
    await becomes(() => inspected(engine, name, '{{.Id}} {{.State.Status}}'), `${id} running`);
    expect(await notices(page)).toEqual([]);
    expect(await shown()).toBe(before);
  });

  it('keeps a container where they think better of it before', async () => {
    const name = await running('kept');
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await stateOf(page, name)).toBe('Running');
  });

  it('deletes for good where nothing is undone, with the anonymous volumes if they say so', async () => {
    const name = randomName('gone');
    await dockerRun(engine, name, ['--volume', '/data']);
    await becomes(() => stateOf(page, name), 'Running');
    await docker(engine, 'stop', '--time', '0', name);
    const volume = await inspected(engine, name, '{{(index .Mounts 0).Name}}');
    await pointAtRow(page, name);
    await page.keyboard.press('Delete');
    await page.getByLabel('Delete its anonymous volumes too').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await becomes(() => stateOf(page, name), '');
    await page.getByText(/^\d s left$/).waitFor();
    await becomes(async () => (await docker(engine, 'volume', 'ls', '--quiet')).includes(volume), false, { withinMs: 15_000 });
    expect(await names()).not.toContain(name);
    expect(await notices(page)).toEqual([]);
  });

  it('undoes from the detail, whose container is the one that was deleted', async () => {
    const name = await running('detail');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: `${name} is deleted` }).waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
    await becomes(() => inspected(engine, name, '{{.State.Status}}'), 'running');
    await page.keyboard.press('Escape');
  });
});

describe('Several at once', () => {
  it('are deleted by one key and come back by one', async () => {
    const both = [await running('both'), await running('both')];
    await selectRows(page, both);
    await page.keyboard.press('Delete');
    await page.getByRole('dialog', { name: 'Delete 2 containers?' }).getByRole('button', { name: 'Delete' }).click();
    await becomes(() => notices(page), ['Deleted 2 containers']);
    for (const name of both) await rowOf(page, name).waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: /^Undo/ }).click();
    for (const name of both) await becomes(() => stateOf(page, name), 'Running');
  });
});

describe('With the menu of a row, the user', () => {
  it('restarts gracefully, and keeps trying to start what does not stay', async () => {
    const name = await running('steady');
    const before = await inspected(engine, name, '{{.State.StartedAt}}');
    await chooseFromMenu(page, name, 'Restart gracefully (30 s)');
    await becomes(async () => (await inspected(engine, name, '{{.State.StartedAt}}')) > before, true);
    await becomes(() => stateOf(page, name), 'Running');
    const failing = randomName('failing');
    await dockerRun(engine, failing, [], 'exit 3');
    await becomes(() => stateOf(page, failing), 'Crashed');
    await chooseFromMenu(page, failing, 'Keep trying to start');
    await becomes(
      () =>
        page
          .getByRole('region', { name: 'Under way' })
          .allInnerTexts()
          .then((texts) => texts.join(' ').includes(failing)),
      true,
    );
  });
});
