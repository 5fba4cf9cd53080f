import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const violationSchema = z.object({
  id: z.string(),
  impact: z.string().nullable(),
  help: z.string(),
  nodes: z.array(z.object({ target: z.array(z.unknown()), html: z.string(), failureSummary: z.string().optional() })),
});

/** What axe finds wrong on the page as it is that is serious or critical: a line each, with where and why. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // What fades in has too little contrast for a moment.
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(moving.map((it) => it.finished));
  });
  // Into the page by the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => Reflect.has(window, 'axe')))) await page.evaluate(source);
  const result: unknown = await page.evaluate(() => Reflect.get(window, 'axe').run(document, { resultTypes: ['violations'] }));
  const { violations } = z.object({ violations: z.array(violationSchema) }).parse(result);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes
        .slice(0, 5)
        .map(
          ({ target, html, failureSummary = '' }) =>
            `${id}: ${help} at ${target.join(' ')} ${html.slice(0, 160)} (${failureSummary.split('\n')[1]?.trim() ?? ''})`,
        ),
    );
}
