import type { Page } from 'playwright';
import type { AppOptions, LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';

export interface World {
  readonly app: AppOptions;
  close?(): Promise<void>;
}

/** One thing to picture: what has to run, and what to do in the window before. */
export interface Scene {
  readonly name: string;
  open(): Promise<World>;
  arrange?(page: Page, app: LaunchedApp): Promise<void>;
  /** Undoes `arrange`, so that the next size starts where this one did. */
  clear?(page: Page, app: LaunchedApp): Promise<void>;
  readonly sizes?: readonly { readonly name: string; readonly width: number; readonly height: number; readonly zoom: number }[];
}

const samplesToSeeMs = 8_000;

/** A window on a demo engine of so many containers, once sparklines have something to draw. */
async function onDemo(containers: number, still = true): Promise<World & { readonly demo: Demo }> {
  const demo = await startDemo({ containers: Math.max(10, containers), still });
  if (containers < 10) await demo.order({ do: 'resize', containers });
  return { demo, app: { socketPath: demo.socketPath }, close: () => demo.stop() };
}

/** Waits until the first row is there, then for a line of samples to grow. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).waitFor();
  await page.waitForTimeout(samplesToSeeMs);
}

async function openFirst(page: Page, tabKey: string): Promise<void> {
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('/');
  await page.keyboard.type('checkout');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('tab').first().waitFor();
  await page.keyboard.press(tabKey);
  await page.waitForTimeout(samplesToSeeMs);
}

function goingTo(keys: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press(keys);
    await page.waitForTimeout(500);
  };
}

const back = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+1');
};

export const scenes: readonly Scene[] = [
  { name: 'containers-0', open: () => onDemo(0), arrange: (page) => page.waitForTimeout(1_000) },
  { name: 'containers-5', open: () => onDemo(5), arrange: settle },
  { name: 'containers-40', open: () => onDemo(40), arrange: settle },
  { name: 'containers-200', open: () => onDemo(200), arrange: settle },
  { name: 'containers-1000', open: () => onDemo(1_000), arrange: settle },
  {
    name: 'containers-selected',
    open: () => onDemo(40),
    arrange: async (page) => {
      await settle(page);
      for (const key of ['ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Home');
    },
  },
  {
    name: 'containers-no-match',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('posgres');
      await page.waitForTimeout(300);
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'containers-menu',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(2).waitFor();
      await page.getByRole('row').nth(2).click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
    clear: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'remove-dialog',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(2).waitFor();
      for (const key of ['ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Delete']) await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
  { name: 'detail-overview', open: () => onDemo(40), arrange: (page) => openFirst(page, '1'), clear: back },
  { name: 'detail-logs', open: () => onDemo(40, false), arrange: (page) => openFirst(page, '2'), clear: back },
  { name: 'detail-activity', open: () => onDemo(40, false), arrange: (page) => openFirst(page, '3'), clear: back },
  { name: 'detail-inspect', open: () => onDemo(40), arrange: (page) => openFirst(page, '4'), clear: back },
  {
    name: 'activity',
    open: async () => {
      const world = await onDemo(40, false);
      await world.demo.order({ do: 'flood', kind: 'rename', perSecond: 2, seconds: 5 });
      return world;
    },
    arrange: async (page) => {
      await page.waitForTimeout(samplesToSeeMs);
      await goingTo('Control+2')(page);
    },
    clear: back,
  },
  { name: 'hosts', open: () => onDemo(40), arrange: goingTo('Control+3'), clear: back },
  { name: 'settings', open: () => onDemo(40), arrange: goingTo('Control+4'), clear: back },
  { name: 'help', open: () => onDemo(40), arrange: goingTo('Shift+?'), clear: back },
  {
    name: 'engine-lost',
    open: async () => {
      const world = await onDemo(40);
      // Long enough for the window to have shown it; a stopped process answers nothing and keeps its connections.
      setTimeout(() => world.demo.child.kill('SIGSTOP'), samplesToSeeMs);
      return world;
    },
    arrange: async (page) => {
      await page
        .getByRole('button', { name: /Retry now/ })
        .first()
        .waitFor({ timeout: 30_000 });
      await page.waitForTimeout(1_000);
    },
  },
  { name: 'no-engine', open: async () => ({ app: {} }), arrange: (page) => page.waitForTimeout(1_500) },
  {
    name: 'no-engine-refused',
    open: async () => ({ app: { socketPath: '/tmp/quarterdeck-nobody-listens.sock' } }),
    arrange: (page) => page.waitForTimeout(1_500),
  },
  {
    name: 'no-engine-malformed',
    open: async () => ({ app: { environment: { DOCKER_HOST: 'dockr:/where' } } }),
    arrange: (page) => page.waitForTimeout(1_500),
  },
];
