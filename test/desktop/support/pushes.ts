import type { Page } from 'playwright';

/** How many messages of each kind the core has pushed to the page since `countPushes`. */
export interface Pushes {
  readonly batch: number;
  readonly samples: number;
}

const counter = 'pushesOfTheTest';

/** Begins to count what is pushed to the page. */
export async function countPushes(page: Page): Promise<void> {
  await page.evaluate((name) => {
    const counts: Record<string, number> = { batch: 0, samples: 0 };
    Reflect.set(window, name, counts);
    for (const push of Object.keys(counts)) {
      Reflect.get(window, 'quarterdeck').on(push, () => {
        counts[push] = (counts[push] ?? 0) + 1;
      });
    }
  }, counter);
}

export function pushesSoFar(page: Page): Promise<Pushes> {
  return page.evaluate((name) => ({ ...Reflect.get(window, name) }), counter);
}
