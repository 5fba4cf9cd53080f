import type { Page } from 'playwright';
import type { AppOptions, LaunchedApp } from '../../support/app.ts';
import { type Demo, startDemo } from '../../support/demo.ts';

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

export const samplesToSeeMs = 8_000;

/** A window on a demo engine of so many containers, once sparklines have something to draw. */
export async function onDemo(containers: number, still = true): Promise<World & { readonly demo: Demo }> {
  const demo = await startDemo({ containers: Math.max(10, containers), still });
  if (containers < 10) await demo.order({ do: 'resize', containers });
  return { demo, app: { socketPath: demo.socketPath }, close: () => demo.stop() };
}

/** Waits until the first row is there, then for a line of samples to grow. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).waitFor();
  await page.waitForTimeout(samplesToSeeMs);
}

export async function openFirst(page: Page, tabKey: string): Promise<void> {
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

export function goingTo(keys: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press(keys);
    await page.waitForTimeout(500);
  };
}

export const back = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+1');
};
