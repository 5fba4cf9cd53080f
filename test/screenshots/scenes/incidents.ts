import type { Page } from 'playwright';
import type { LaunchedApp } from '../../support/app.ts';
import { feedAttention } from '../../support/fed-attention.ts';
import { fed } from './incident-stories.ts';
import { back, onDemo, type Scene } from './scene.ts';

async function arrive(page: Page, app: LaunchedApp, name: string): Promise<void> {
  await feedAttention(app, fed(name));
  await page.keyboard.press('Control+3');
  await page.getByRole('heading', { name: 'Incidents', level: 1 }).waitFor();
  await page.waitForTimeout(600);
}

const scene = (name: string, more?: (page: Page) => Promise<void>): Scene => ({
  name,
  open: () => onDemo(24),
  arrange: async (page, app) => {
    await arrive(page, app, name);
    await more?.(page);
  },
  clear: async (page) => {
    await page.keyboard.press('Escape');
    await back(page);
  },
});

/** The story is over the list where there is no room for both. */
const openStory = async (page: Page) => {
  if ((await page.getByRole('region', { name: 'The incident' }).count()) === 0) await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
};

export const incidentsScenes: readonly Scene[] = [
  scene('incidents-none'),
  scene('incidents-one', openStory),
  scene('incidents-fifty'),
  scene('incidents-several', openStory),
  scene('incidents-resolved', async (page) => {
    // What the demo engine's own past says may be on top of all.
    await page.getByRole('radio', { name: 'Resolved' }).click();
    await page.getByRole('row').filter({ hasText: 'worker ran out of memory' }).click();
    await openStory(page);
  }),
  scene('incidents-muted', async (page) => {
    await openStory(page);
    await page.keyboard.press('m');
    await page.getByRole('menu').waitFor();
  }),
  scene('incidents-missing', openStory),
  scene('incidents-failed', openStory),
  scene('incidents-hostile', async (page) => {
    await page.keyboard.press('ArrowDown');
    await openStory(page);
  }),
  {
    ...scene('incidents-in-detail'),
    arrange: async (page, app) => {
      await arrive(page, app, 'incidents-in-detail');
      await openStory(page);
      await page.getByRole('button', { name: 'rollup', exact: true }).click();
      await page.getByRole('region', { name: 'Open incident' }).waitFor();
      await page.waitForTimeout(2_000);
    },
  },
  {
    ...scene('incidents-in-list'),
    arrange: async (page, app) => {
      await feedAttention(app, fed('incidents-in-list'));
      await page.getByRole('radio', { name: /^Attention/ }).click();
      await page.waitForTimeout(2_000);
    },
  },
  {
    // What the core itself tells of an engine on which things happen.
    name: 'incidents-live',
    open: () => onDemo(40, false),
    arrange: async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      await page.keyboard.press('Control+3');
      await page.getByRole('grid', { name: 'Incidents' }).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(8_000);
      await openStory(page);
    },
    clear: back,
  },
];
