import type { Page } from 'playwright';
import { plain } from './list.ts';

/** The figure beside a chart's title: '46.1 %', '61.2 MiB'; '' where there is no such chart. */
export async function chartValue(page: Page, chart: 'CPU' | 'Memory'): Promise<string> {
  const value = page.getByRole('region', { name: chart, exact: true }).locator('.chart-value');
  return (await value.count()) === 1 ? plain(await value.innerText()) : '';
}

const units: Readonly<Record<string, number>> = { B: 1, KiB: 1_024, MiB: 1_048_576, GiB: 1_073_741_824 };

/** '61.2 MiB' as bytes; NaN where it is no such figure. */
export function inBytes(text: string): number {
  const parts = /^([\d.]+)\s?(B|KiB|MiB|GiB)$/.exec(plain(text));
  return Number(parts?.[1]) * (units[parts?.[2] ?? ''] ?? Number.NaN);
}

export async function openTab(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await page.locator('[role=tab][aria-selected=true]').getByText(tab).waitFor();
}
