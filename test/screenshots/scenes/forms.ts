import type { Page } from 'playwright';
import { runContainer } from '../../support/containers.ts';
import { startEngine } from '../../support/engine.ts';
import { type Registry, startRegistry } from '../../support/registry.ts';
import type { Scene, World } from './scene.ts';

let registry: Registry | undefined;

/** A real engine with one container that has much to say of itself: only a real one has images and networks to choose from. */
async function onEngine(): Promise<World> {
  const engine = await startEngine();
  await runContainer(engine.socketPath, {
    name: 'checkout-api',
    environment: ['NODE_ENV=production', 'DATABASE_URL=postgres://shop:secret@db/shop', 'CERTIFICATE=line one\nline two'],
    labels: { 'com.example.team': 'harbour' },
    hostConfig: {
      Memory: 512 * 1024 ** 2,
      NanoCpus: 5e8,
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      Binds: ['shop-data:/data'],
    },
  });
  return { app: { socketPath: engine.socketPath }, close: () => engine.dispose() };
}

const openForm = async (page: Page): Promise<void> => {
  await page.getByRole('row', { name: /^checkout-api/ }).waitFor();
  await page.keyboard.press('Control+1');
  await page.getByRole('button', { name: /^New container/ }).click();
  await page.getByRole('combobox', { name: 'Image' }).waitFor();
};

const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+1');
};

/** From the menu of the container. */
const choose = async (page: Page, item: string): Promise<void> => {
  await page.keyboard.press('Control+1');
  await page.getByRole('row', { name: /^checkout-api/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: item }).click();
};

export const formsScenes: readonly Scene[] = [
  { name: 'create-empty', open: onEngine, arrange: openForm, clear: leave },
  {
    name: 'create-suggestions',
    open: onEngine,
    arrange: async (page) => {
      await openForm(page);
      await page.getByRole('combobox', { name: 'Image' }).fill('');
      await page.keyboard.press('ArrowDown');
      await page.getByRole('listbox').waitFor();
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await leave(page);
    },
  },
  {
    name: 'create-problems',
    open: onEngine,
    arrange: async (page) => {
      await openForm(page);
      if ((await page.getByLabel('Port on the host 1').count()) === 0) {
        await page.getByRole('combobox', { name: 'Image' }).fill('Nginx');
        await page.getByLabel('Command', { exact: true }).fill(`nginx -g 'daemon off;'`);
        await page.getByRole('button', { name: 'Add port' }).click();
        await page.keyboard.type('80800');
        await page.getByRole('button', { name: 'Add variable' }).click();
        await page.keyboard.type('A TOKEN=');
        await page.getByRole('button', { name: 'Add volume' }).click();
        await page.keyboard.type('data');
        await page.getByText('Restart and limits').click();
        await page.getByLabel('CPU limit, in cores').fill('half');
      }
      await page.keyboard.press('Control+Enter');
      await page.locator('.form-problem').first().waitFor();
    },
    clear: leave,
  },
  {
    name: 'create-again',
    open: onEngine,
    arrange: async (page) => {
      await choose(page, 'Run again like this…');
      // What the size before typed.
      const replace = page.getByRole('button', { name: 'Replace' });
      await page.getByLabel('Name', { exact: true }).or(replace).waitFor();
      if ((await replace.count()) > 0) await replace.click();
      await page.getByLabel('Name', { exact: true }).waitFor();
      for (const title of ['Restart and limits', 'Networks', 'Health check', 'Labels'])
        await page.locator('summary', { hasText: title }).click();
      if ((await page.getByLabel('Network 1', { exact: true }).count()) === 0) {
        await page.getByRole('button', { name: 'Add network' }).click();
        await page.getByLabel('Network 1', { exact: true }).fill('harbor-shop_default');
        await page.getByLabel(/^Aliases in network 1/).fill('api checkout');
        await page.getByLabel('Fixed address in network 1').fill('172.20.0.600');
        await page.getByRole('button', { name: 'Show values' }).click();
      }
      await page.getByRole('button', { name: 'Add network' }).focus();
    },
    clear: leave,
  },
  {
    name: 'create-failed',
    open: onEngine,
    arrange: async (page) => {
      await openForm(page);
      await page.getByRole('combobox', { name: 'Image' }).fill('registry.invalid/team/nothing:1');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').filter({ hasText: 'not created' }).waitFor({ timeout: 60_000 });
    },
    clear: leave,
  },
  {
    name: 'create-pulling',
    open: async () => {
      const world = await onEngine();
      registry = await startRegistry();
      registry.hold();
      return {
        ...world,
        close: async () => {
          await registry?.close();
          await world.close?.();
        },
      };
    },
    arrange: async (page) => {
      await openForm(page);
      const progress = page.getByRole('region', { name: 'Progress' });
      if ((await progress.count()) === 0) {
        await page.getByRole('combobox', { name: 'Image' }).fill(registry?.image ?? '');
        await page.getByLabel('Name', { exact: true }).fill('checkout-worker');
        await page.keyboard.press('Control+Enter');
      }
      await progress.getByText('Downloading').waitFor();
    },
    clear: leave,
  },
  {
    name: 'update-fields',
    open: onEngine,
    arrange: async (page) => {
      await choose(page, 'Update image or configuration…');
      await page.getByRole('combobox', { name: 'Image' }).waitFor();
    },
    clear: leave,
  },
  {
    name: 'update-review',
    open: onEngine,
    arrange: async (page) => {
      await choose(page, 'Update image or configuration…');
      await page.getByLabel('Command', { exact: true }).fill('sleep 3600');
      await page.getByText('Restart and limits').click();
      await page.getByLabel('Memory limit', { exact: true }).fill('1');
      await page.getByLabel('Unit of the memory limit').selectOption('GiB');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('region', { name: 'What changes' }).waitFor();
      await page.waitForTimeout(1_000);
    },
    clear: leave,
  },
  {
    name: 'update-code',
    open: onEngine,
    arrange: async (page) => {
      await choose(page, 'Update code…');
      await page.getByLabel('Folder').fill('/home/kim/code/harbor-shop/checkout-api');
      await page.waitForTimeout(1_000);
    },
    clear: leave,
  },
];
