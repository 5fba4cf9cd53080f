import type { Page } from 'playwright';
import { plain } from './list.ts';

export interface FeedLine {
  readonly text: string;
  /** Who is named at the line's end; '' where the engine does not say. */
  readonly by: string;
}

/** The lines of the feed about a container (or whatever else the line names), newest first. The activity view has to be shown. */
export async function feedOf(page: Page, name: string): Promise<readonly FeedLine[]> {
  const lines = page.getByRole('grid', { name: 'Activity' }).locator('.feed-line');
  const cells = await lines.evaluateAll((rows) =>
    rows.map((row) => ['.feed-text', '.feed-where', '.feed-by'].map((part) => row.querySelector(part)?.textContent ?? '')),
  );
  return cells.flatMap(([text = '', where = '', by = '']) =>
    where === name || where.startsWith(`${name} in `) ? [{ text: plain(text), by: plain(by) }] : [],
  );
}

export async function showActivity(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
  await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
}

export async function showContainers(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.getByRole('heading', { name: 'Containers', level: 1 }).waitFor();
}
