import type { Page } from 'playwright';

/** What a page did that it should not have. */
export interface Misdeeds {
  /** Whether `window.pwned` was set, by whatever text it was given. */
  readonly scriptsRun: number;
  readonly violations: readonly string[];
  readonly errors: readonly string[];
}

/** Watches a page from now on. Gives what tells all that was seen so far. */
export async function watchPage(page: Page): Promise<() => Promise<Misdeeds>> {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.evaluate(() => {
    const violations: string[] = [];
    Reflect.set(window, 'violationsOfTheTest', violations);
    document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  return async () => {
    const seen = await page.evaluate(() => ({
      scriptsRun: Reflect.has(window, 'pwned') ? 1 : 0,
      violations: [...Reflect.get(window, 'violationsOfTheTest')].map(String),
    }));
    return { ...seen, errors };
  };
}
