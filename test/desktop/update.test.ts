import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { seriousFindings } from './support/axe.ts';
import { chooseFolders } from './support/desktop.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { chooseFromMenu, closeNotices, stateOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
});

afterEach(async () => {
  await closeNotices(page);
  await page.keyboard.press('Control+1');
});

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

const ready = 10_000;

/** A running container that ends as soon as it is asked to, and that the list shows. */
async function running(flags: readonly string[] = []): Promise<{ readonly name: string; readonly id: string }> {
  const name = randomName('updated');
  await dockerRun(engine, name, flags, `trap 'exit 0' TERM; while :; do sleep 0.05; done`);
  await becomes(() => stateOf(page, name), 'Running');
  return { name, id: await inspected(engine, name, '{{.Id}}') };
}

/** From the detail of a container, by its menu. */
async function fromDetail(name: string, item: string): Promise<void> {
  await chooseFromMenu(page, name, 'Open');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('An update from the window', () => {
  it('of the configuration shows what changes, then leads to the new container', async () => {
    const { name, id } = await running(['-e', 'COLOUR=red', '--memory=64m']);
    await fromDetail(name, 'Update image or configuration…');
    await page.locator('summary', { hasText: 'Restart and limits' }).click();
    await page.getByLabel('Memory limit', { exact: true }).fill('96');
    await page.keyboard.press('Enter');
    const review = page.getByRole('region', { name: 'What changes' });
    await review.getByRole('row', { name: /Memory limit 64 MiB 96 MiB/ }).waitFor();
    await review.getByText('The container gets a new id; its name stays.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('tab', { name: 'Overview' }).waitFor({ timeout: ready });
    await page.getByText(`Updated ${name}`).waitFor();
    const after = await inspected(engine, name, '{{.Id}} {{.HostConfig.Memory}} {{.State.Status}} {{index .Config.Env 0}}');
    expect(after).not.toContain(id);
    expect(after).toMatch(new RegExp(` ${96 * 1024 ** 2} running COLOUR=red$`));
    await page.getByRole('tabpanel').getByText(after.slice(0, 12)).waitFor();
    await page.keyboard.press('Escape');
    await becomes(() => stateOf(page, name), 'Running');
  });

  it('that would change nothing says so, by key as by its button', async () => {
    const { name } = await running();
    await chooseFromMenu(page, name, 'Update image or configuration…');
    await page.getByLabel('Command', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('region', { name: 'Notices' })
      .getByText('Change something first, or pull the newest image.')
      .waitFor({ timeout: 5_000 });
    await page.keyboard.press('Escape');
  });

  it('that does not come back well says why, keeps what was typed, and the old container runs again', async () => {
    const { name, id } = await running();
    await chooseFromMenu(page, name, 'Update image or configuration…');
    await page.getByLabel('Command', { exact: true }).fill(`sh -c 'exit 3'`);
    await page.getByLabel('Ready within').fill('3');
    await page.keyboard.press('Enter');
    await page
      .getByRole('region', { name: 'What changes' })
      .getByRole('row', { name: /Command/ })
      .waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Progress' }).getByText(/\S/).first().waitFor();
    const failure = page.getByRole('alert').filter({ hasText: `${name} was not updated` });
    await failure.waitFor({ timeout: ready });
    expect(await failure.innerText()).toMatch(/back|again/);
    expect(await page.getByLabel('Command', { exact: true }).inputValue()).toBe(`sh -c 'exit 3'`);
    await becomes(() => inspected(engine, name, '{{.Id}} {{.State.Status}}'), `${id} running`);
  });

  it('of the code says before what is lost, puts a picked folder into the container, and leads to the new one', async () => {
    const { name, id } = await running(['-w', '/app']);
    const folder = join(engine.folder, 'code');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hello.txt'), 'new code');
    await chooseFolders(app.electron, folder);
    await fromDetail(name, 'Update code…');
    await page.getByText('What was written inside the container outside volumes does not carry over.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Choose…' }).click();
    await becomes(() => page.getByLabel('Folder').inputValue(), folder);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('tab', { name: 'Overview' }).waitFor({ timeout: ready });
    expect(await docker(engine, 'exec', name, 'cat', '/app/hello.txt')).toBe('new code');
    expect(await inspected(engine, name, '{{.Id}}')).not.toBe(id);
  });

  it('goes on where its form is left, and the detail of the old container becomes that of the new one', async () => {
    const { name, id } = await running(['-w', '/app']);
    const folder = join(engine.folder, 'more-code');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hello.txt'), 'more code');
    await fromDetail(name, 'Update code…');
    await page.getByLabel('Folder').fill(folder);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Progress' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    const seen: string[] = [];
    const watch = setInterval(() => {
      void page
        .locator('main h1')
        .allInnerTexts()
        .then(
          (titles) => seen.push(...titles),
          () => undefined,
        );
    }, 20);
    await page.getByText(`Updated ${name}`).waitFor({ timeout: ready });
    clearInterval(watch);
    const after = await inspected(engine, name, '{{.Id}}');
    expect(after).not.toBe(id);
    await page.getByRole('tabpanel').getByText(after.slice(0, 12)).waitFor();
    expect(seen).not.toContain('This container was removed');
  });

  it('of the code that can’t be done says which folder is in the way', async () => {
    const { name, id } = await running(['-w', '/']);
    await chooseFromMenu(page, name, 'Update code…');
    await page.getByLabel('Folder').fill(engine.folder);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'working directory' }).waitFor();
    expect(await inspected(engine, name, '{{.Id}} {{.State.Status}}')).toBe(`${id} running`);
  });
});
