import type { Page } from 'playwright';
import { closeNotices } from '../../desktop/support/list.ts';
import { runContainer } from '../../support/containers.ts';
import type { Demo } from '../../support/demo.ts';
import { startEngine } from '../../support/engine.ts';
import { type Registry, startRegistry } from '../../support/registry.ts';
import { makeFolder } from '../../support/run-folder.ts';
import { startServe, type TestServer } from '../../support/serve.ts';
import { back, onDemo, type Scene, type World } from './scene.ts';

/** What the scene that is pictured now works on; scenes run one after the other. */
let registry: Registry | null = null;
let server: TestServer | null = null;
let demo: Demo | null = null;

async function onEngine(): Promise<World> {
  const engine = await startEngine();
  await runContainer(engine.socketPath, { name: 'checkout-api' });
  return { app: { socketPath: engine.socketPath }, close: () => engine.dispose() };
}

async function onRegistry(): Promise<World> {
  const world = await onEngine();
  const opened = await startRegistry();
  opened.hold();
  registry = opened;
  return { ...world, close: async () => void (await Promise.all([opened.close(), world.close?.()])) };
}

/** A window without an engine of its own, and a Quarterdeck to add. */
async function onServer(): Promise<World> {
  const engine = await startEngine();
  await runContainer(engine.socketPath, { name: 'checkout-api' });
  const started = await startServe({ dockerHost: engine.dockerHost, folder: makeFolder('srv'), port: 0 });
  server = started;
  return {
    app: {},
    close: async () => {
      await started.kill();
      await engine.dispose();
    },
  };
}

async function onOrders(): Promise<World> {
  const world = await onDemo(40);
  demo = world.demo;
  return world;
}

async function openUpdate(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.getByRole('row', { name: /^checkout-api/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Update image or configuration…' }).click();
  await page.getByRole('combobox', { name: 'Image' }).waitFor();
}

async function addRemote(page: Page, token: string): Promise<void> {
  await page.keyboard.press('Control+4');
  await page.getByRole('button', { name: 'Add a remote Quarterdeck…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('build box');
  await page.getByLabel('URL').fill(server?.url ?? '');
  await page.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
}

/** What comes of things that take their time, and what they say when they fail. */
export const outcomesScenes: readonly Scene[] = [
  {
    name: 'operations-pull',
    open: onRegistry,
    arrange: async (page) => {
      const strip = page.getByRole('region', { name: 'Under way' });
      await page.keyboard.press('Control+1');
      if ((await strip.count()) === 0) {
        await page.getByRole('button', { name: /^New container/ }).click();
        await page.getByRole('combobox', { name: 'Image' }).fill(registry?.image ?? '');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('region', { name: 'Progress' }).getByText('Downloading').waitFor();
        await page.keyboard.press('Escape');
      }
      await strip.getByRole('progressbar').waitFor();
    },
    clear: back,
  },
  {
    name: 'update-refused',
    open: onEngine,
    arrange: async (page) => {
      await openUpdate(page);
      await page.getByRole('combobox', { name: 'Image' }).fill('checkout-api:not-here');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('region', { name: 'What changes' }).waitFor();
      await page.waitForTimeout(1_000);
    },
    clear: back,
  },
  {
    name: 'update-rolled-back',
    open: onEngine,
    arrange: async (page) => {
      await openUpdate(page);
      const failure = page.getByRole('alert').filter({ hasText: 'was not updated' });
      if ((await failure.count()) === 0) {
        await page.getByLabel('Command', { exact: true }).fill(`sh -c 'exit 3'`);
        await page.getByLabel('Ready within').fill('3');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('row', { name: /Command/ }).waitFor();
        await page.keyboard.press('Control+Enter');
      }
      await failure.waitFor({ timeout: 20_000 });
    },
    clear: back,
  },
  {
    name: 'hosts-held-back',
    open: onOrders,
    arrange: async (page) => {
      const held = page.getByText('so they are held back');
      await page.getByRole('row').nth(2).waitFor();
      await page.keyboard.press('Control+4');
      if ((await held.count()) === 0) {
        await page.keyboard.press('Control+1');
        await page.getByRole('row').nth(2).locator('.cell-name').click();
        await page.keyboard.press('Control+a');
        await demo?.order({ do: 'fail', status: 500, message: 'the disk of the engine is full' });
        await page.keyboard.press('r');
        await page.getByRole('alert').first().waitFor();
        await demo?.order({ do: 'fail', status: 0, message: '' });
        await closeNotices(page);
        await page.keyboard.press('Control+4');
      }
      await held.waitFor();
    },
    clear: back,
  },
  {
    name: 'remote-wrong-token',
    open: onServer,
    arrange: async (page) => {
      await addRemote(page, 'a-wrong-token-of-length');
      await page.getByText(/token is missing or wrong/).waitFor();
    },
    clear: back,
  },
  {
    name: 'remote-added',
    open: onServer,
    arrange: async (page) => {
      await page.keyboard.press('Control+4');
      if ((await page.getByRole('button', { name: 'Remove…' }).count()) === 0) await addRemote(page, server?.token() ?? '');
      await page.getByRole('button', { name: 'Remove…' }).waitFor();
      await page.waitForTimeout(1_500);
    },
    clear: back,
  },
];
