import { chmodSync, chownSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppOptions, LaunchedApp } from '../support/app.ts';
import { createContainer, removeAllContainers, runContainer } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { makeFolder } from '../support/run-folder.ts';
import { openApp } from './support/launch.ts';
import { withoutPrivilege } from './support/less-privilege.ts';
import { rowOf, stateOf } from './support/list.ts';
import { watchPage } from './support/page-watch.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp | undefined;

beforeAll(async () => {
  engine = await startEngine();
});

afterEach(async () => {
  await app?.close();
  app = undefined;
  await removeAllContainers(engine.socketPath);
});

afterAll(() => engine?.dispose());

async function open(options: AppOptions): Promise<LaunchedApp['page']> {
  app = await openApp(options);
  return app.page;
}

describe('Without an engine, the window says what is wrong and what to do', () => {
  it('where DOCKER_HOST is no address', async () => {
    const page = await open({ environment: { DOCKER_HOST: 'dockr:/where' } });
    await page.getByRole('heading', { name: 'DOCKER_HOST is not an address' }).waitFor();
    await page.getByText('dockr:/where').first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  });

  it('where nothing is at the address, and lets the user explore with the demo engine', async () => {
    const page = await open({ environment: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
    await page.getByRole('heading', { name: 'There is no engine at that address' }).waitFor();
    await page.getByRole('button', { name: 'Explore with the demo engine' }).click();
    await becomes(async () => (await page.getByRole('radio', { name: /^All/ }).innerText()).replace(/\D/g, ''), '40');
  });

  it('where the user may not use it, and shows the containers as soon as they may', async () => {
    await runContainer(engine.socketPath, { name: 'let-in' });
    const nobody = 65_534;
    chownSync(engine.socketPath, nobody, nobody);
    chmodSync(engine.socketPath, 0o600);
    const page = await open({ socketPath: engine.socketPath, executable: withoutPrivilege() });
    await page.getByRole('heading', { name: 'Docker is running, but you may not use it' }).waitFor();
    await page.getByText('sudo usermod -aG docker $USER').waitFor();
    chmodSync(engine.socketPath, 0o666);
    await becomes(() => stateOf(page, 'let-in'), 'Running');
  });

  it('and shows the containers as soon as an engine is there', async () => {
    const late = `${makeFolder('late')}/docker.sock`;
    const page = await open({ socketPath: late });
    await page.getByRole('heading', { name: 'There is no engine at that address' }).waitFor();
    const other = await startEngine({ images: false, args: [`--host=unix://${late}`] });
    try {
      await page.getByText('No containers yet').waitFor();
    } finally {
      await other.dispose();
    }
  });
});

describe('The window stays usable with', () => {
  it('names of 255 and of 4,096 characters', async () => {
    const [long, longer] = ['l'.repeat(255), 'm'.repeat(4_096)];
    await runContainer(engine.socketPath, { name: long });
    await runContainer(engine.socketPath, { name: longer });
    const page = await open({ socketPath: engine.socketPath });
    for (const name of [long, longer]) {
      await becomes(() => stateOf(page, name), 'Running');
      const row = await rowOf(page, name).boundingBox();
      expect(row?.height).toBeLessThanOrEqual(40);
      await rowOf(page, name).locator('.cell-name').dblclick();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(name.slice(0, 50));
      expect(await widerThanTheWindow(page)).toBe(false);
      await page.getByRole('button', { name: 'Stop' }).waitFor();
      await page.keyboard.press('2');
      await page.getByRole('log').waitFor();
      await page.keyboard.press('Escape');
      await rowOf(page, name).waitFor();
    }
    expect(await widerThanTheWindow(page)).toBe(false);
  });

  it('labels, commands and variables that hold HTML, and a label of 8 MiB', async () => {
    const html = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
    await createContainer(engine.socketPath, {
      name: 'hostile',
      command: ['/bin/sh', '-c', `echo '${html.replaceAll("'", '')}'; sleep 1000`],
      environment: [`HTML=${html}`],
      labels: { html, 'com.docker.compose.project': html, 'com.docker.compose.service': html, big: 'x'.repeat(8 * 1024 * 1024) },
    });
    const page = await open({ socketPath: engine.socketPath });
    const seen = await watchPage(page);
    await becomes(() => stateOf(page, 'hostile'), 'Created');
    await rowOf(page, 'hostile').locator('.cell-name').dblclick();
    const facts = page.getByRole('complementary', { name: 'Facts' });
    await facts.getByRole('heading', { name: 'Labels' }).waitFor();
    await facts.getByRole('button', { name: /more$/ }).last().click();
    await facts.getByText(html.slice(0, 20)).first().waitFor();
    await page.keyboard.press('s');
    await page.getByText('Running', { exact: true }).waitFor();
    await page.keyboard.press('2');
    await page.getByRole('log').getByText('onerror').waitFor();
    await page.keyboard.press('4');
    await page.getByText('"Labels"').waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('Escape');
    await rowOf(page, 'hostile').waitFor();
    expect(await seen()).toEqual({ scriptsRun: 0, violations: [], errors: [] });
  });
});

function widerThanTheWindow(page: LaunchedApp['page']): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
