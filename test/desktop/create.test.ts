import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { testImage } from '../support/images.ts';
import { type Registry, startRegistry } from '../support/registry.ts';
import { seriousFindings } from './support/axe.ts';
import { chooseFolders } from './support/desktop.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { chooseFromMenu, closeNotices, stateOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let registry: Registry;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  registry = await startRegistry();
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
  await page.getByText('No containers yet').waitFor();
});

afterEach(async () => {
  await closeNotices(page);
  // Whatever was typed is not for the next test.
  await page.reload();
  await page.getByRole('heading', { name: 'Containers', exact: true }).waitFor();
});

afterAll(async () => {
  await app?.close();
  await registry?.close();
  await engine?.dispose();
});

const keys = async (...pressed: readonly string[]) => {
  for (const key of pressed) await page.keyboard.press(key);
};
const image = () => page.getByRole('combobox', { name: 'Image' });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? '');
const containers = () => docker(engine, 'ps', '--all', '--format', '{{.Names}}');

/** The form, opened by its key. */
async function openForm(): Promise<void> {
  await keys('Control+n');
  await image().waitFor();
}

/** Of a field that is wrong: what a screen reader says of it. */
function saidOf(label: string): Promise<string> {
  return page.getByLabel(label, { exact: true }).evaluate((field) => {
    const ids = field.getAttribute('aria-invalid') === 'true' ? (field.getAttribute('aria-describedby') ?? '').split(' ') : [];
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });
}

describe('A new container', () => {
  it('is made with the keyboard alone, from the empty list to its detail', async () => {
    const name = randomName('keyed');
    await keys('n');
    await image().waitFor();
    await page.keyboard.type('busy');
    await page.getByRole('option', { name: testImage }).waitFor();
    await keys('ArrowDown', 'Enter', 'Tab');
    expect(await image().inputValue()).toBe(testImage);
    await page.keyboard.type(name);
    await keys('Tab');
    await page.keyboard.type(`sh -c 'trap "exit 0" TERM; echo "two words"; while :; do sleep 0.05; done'`);
    // Ports, environment: a new row takes the focus.
    await keys('Tab', 'Tab', 'Enter');
    expect(await focused()).toBe('Variable 1');
    await page.keyboard.type('GREETING');
    await keys('Tab');
    await page.keyboard.type('hello');
    await keys('Control+Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    expect(await inspected(engine, name, '{{json .Config.Cmd}}')).toBe(
      JSON.stringify(['sh', '-c', 'trap "exit 0" TERM; echo "two words"; while :; do sleep 0.05; done']),
    );
    expect(await inspected(engine, name, '{{.State.Status}} {{json .Config.Env}}')).toContain('running ["GREETING=hello"');
    // Back leads to the list, not to the form.
    await keys('Escape');
    await becomes(() => stateOf(page, name), 'Running');
    // The keys act on it there.
    await keys('Shift+F10');
    await page.getByRole('menuitem', { name: 'Run again like this…' }).waitFor();
  });

  it('is refused with each problem at its field, and the focus at the first', async () => {
    await openForm();
    await image().fill('Not An Image');
    await page.getByRole('button', { name: 'Add port' }).click();
    await page.keyboard.type('80800');
    await page.getByRole('button', { name: 'Add volume' }).click();
    await page.keyboard.type('nowhere/at/all');
    await page.locator('summary', { hasText: 'Restart and limits' }).click();
    await page.getByLabel('CPU limit, in cores').fill('half');
    await page.locator('summary', { hasText: 'Restart and limits' }).click();
    await keys('Control+Enter');
    expect(await image().evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await saidOf('Image')).toContain('Not an image name');
    expect(await saidOf('Port on the host 1')).toBe('Ports are 1 to 65535');
    expect(await saidOf('Folder or volume 1')).toContain('whole path');
    await image().fill(testImage);
    await page.getByRole('button', { name: 'Remove port 1' }).click();
    await page.getByRole('button', { name: 'Remove volume 1' }).click();
    await keys('Control+Enter');
    // The section with the problem opens.
    expect(await saidOf('CPU limit, in cores')).toContain('Write a number');
    expect(await page.getByLabel('CPU limit, in cores').isVisible()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-theme=dark]').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('says while a port is typed that it is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await openForm();
    await page.getByRole('button', { name: 'Add port' }).click();
    await page.keyboard.type(`127.0.0.1:${port}`);
    await becomes(() => saidOf('Port on the host 1'), `Port ${port} is taken by a program of this machine.`);
    await page.keyboard.type('\b');
    await becomes(() => saidOf('Port on the host 1'), '');
    server.close();
  });

  it('takes the variables of a .env file, hides their values, and names lines that are wrong', async () => {
    await openForm();
    await page.getByRole('button', { name: 'Paste .env' }).click();
    const text = page.getByLabel('Text of a .env file');
    await text.fill('TOKEN=secret\nnot a variable\nPORT=8080');
    await page.getByRole('button', { name: 'Add variables' }).click();
    await page.getByText(/line 2/i).waitFor();
    expect(await page.getByLabel('Variable 1', { exact: true }).count()).toBe(0);
    await text.fill('TOKEN=secret\nPORT=8080');
    await page.getByRole('button', { name: 'Add variables' }).click();
    const value = page.getByLabel('Value of TOKEN');
    expect(await value.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show values' }).click();
    expect(await page.getByLabel('Value of TOKEN').inputValue()).toBe('secret');
    expect(await page.getByLabel('Value of PORT').inputValue()).toBe('8080');
  });

  it('of an image that is not here is pulled in sight, and cancelled with nothing left and nothing forgotten', async () => {
    registry.hold();
    const before = await containers();
    await openForm();
    await image().fill(registry.image);
    await page.getByLabel('Name', { exact: true }).fill('never-made');
    await keys('Enter');
    const progress = page.getByRole('region', { name: 'Progress' });
    await progress.getByText(`Pulling ${registry.image}`).waitFor();
    await progress.getByRole('list', { name: 'Layers' }).getByText('Downloading').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    // It goes on where the form is left, and is still to be seen when one is back.
    await keys('Control+1');
    await keys('n');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('never-made');
    expect(await containers()).toBe(before);
    registry.release();
  });

  it('that fails says why at the field, and keeps what was typed through closing the form', async () => {
    const before = await containers();
    await openForm();
    await image().fill(registry.missing);
    await page.getByLabel('Command', { exact: true }).fill('sleep 1');
    await keys('Control+Enter');
    await page.getByRole('alert').filter({ hasText: 'The container was not created' }).waitFor();
    expect(await saidOf('Image')).toContain(registry.missing);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await containers()).toBe(before);
    await keys('Escape', 'Escape');
    await page.getByRole('heading', { name: 'Containers', exact: true }).waitFor();
    await openForm();
    expect(await image().inputValue()).toBe(registry.missing);
    expect(await page.getByLabel('Command', { exact: true }).inputValue()).toBe('sleep 1');
  });

  it('mounts a folder that was picked, and starts with a container’s configuration where it is run again like that', async () => {
    await chooseFolders(app.electron, engine.folder);
    const name = randomName('model');
    await dockerRun(engine, name, ['-e', 'COLOUR=red', '--memory=64m', '--label=team=blue', '-w', '/data']);
    await becomes(() => stateOf(page, name), 'Running');
    await chooseFromMenu(page, name, 'Run again like this…');
    await page.getByText(`Filled in as ${name} is.`).waitFor();
    expect(await page.getByLabel('Variable 1', { exact: true }).inputValue()).toBe('COLOUR');
    await page.getByRole('button', { name: 'Choose folder…' }).click();
    await page.getByLabel('Path in the container 1').fill('/mounted');
    await page.getByLabel('Read-only 1').check();
    const again = randomName('again');
    await page.getByLabel('Name', { exact: true }).fill(again);
    await keys('Enter');
    await page.getByRole('heading', { name: again, level: 1 }).waitFor();
    const format =
      '{{.HostConfig.Memory}} {{.Config.WorkingDir}} {{.Config.Labels.team}} {{range .Mounts}}{{.Source}}:{{.Destination}}:{{.RW}}{{end}}';
    expect(await inspected(engine, again, format)).toBe(`${64 * 1024 ** 2} /data blue ${engine.folder}:/mounted:false`);
  });
});
