import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, BenchContext } from './harness/bench.ts';
import { withDemoApp } from './harness/demo-app.ts';
import { launchApp, usualSize } from './harness/launch.ts';
import { numberList } from './harness/numbers.ts';
import type { BenchPage } from './harness/page.ts';
import { plainApplication } from './harness/plain-application.ts';
import { profiled } from './harness/profile.ts';
import { summarize } from './harness/statistics.ts';
import { traceTasks } from './harness/trace.ts';
import { scrollByWheel } from './harness/wheel.ts';
import { collectFrames, scrolledPx } from './page/frames.ts';

const containers = 1_000;
const at = { x: 640, y: 500 };

/** The intervals between frames while the list is scrolled by the wheel and samples come once a second. */
export const scrollFrame1000: Bench = {
  id: 'scroll-frame-1000',
  run: async (context) => {
    const plain = summarize(await framesOfPlainPage(context));
    return withDemoApp(context, { containers, size: usualSize }, async ({ page }) => {
      const forMs = context.long ? 40_000 : 12_000;
      const still = summarize(numberList(await page.run(collectFrames, 4_000)));
      const intervals = await framesWhileScrolled(context, page, forMs);
      const tasks = await traceTasks(page, () => scrollByWheel(page, at, 6_000));
      const cpu = summarize(tasks.map((task) => task.cpuMs));
      await profiled(context, page, 'scroll-frame-1000', () => scrollByWheel(page, at, 5_000));
      const { median, p95, n } = summarize(intervals);
      return {
        what: `interval between frames (requestAnimationFrame) while scrolling, p95; demo engine, ${containers} containers, samples once a second; wheel events by the DevTools protocol for ${(forMs - 1_000) / 1000} s, 1280x820, no GPU; ${late(intervals)} of ${n} over 20 ms. Without scrolling ${still.p95.toFixed(1)} ms. Of processor time the main thread's tasks of 5 ms and more took ${cpu.p95.toFixed(1)} ms, p95: a frame beyond that waited while other programs ran`,
        unit: 'ms',
        value: p95,
        median,
        p95,
        n,
        baseline: {
          what: `a page of ${containers} lines of text in a window of its own, scrolled the same way, without an engine, p95`,
          value: plain.p95,
        },
        goal: { max: 20 },
      };
    });
  },
};

async function framesWhileScrolled(context: BenchContext, page: BenchPage, forMs: number): Promise<readonly number[]> {
  const frames = page.run(collectFrames, forMs - 1_000);
  const scroll = scrollByWheel(page, at, forMs);
  await delay(2_000, undefined, { signal: context.signal });
  if (Number(await page.run(scrolledPx)) === 0) throw new Error('the wheel did not scroll the list');
  await scroll;
  return numberList(await frames);
}

const late = (intervals: readonly number[]): number => intervals.filter((it) => it > 20).length;

/** What this machine's display and Chromium can do at all. */
async function framesOfPlainPage(context: BenchContext): Promise<readonly number[]> {
  const display = await context.openDisplay(usualSize);
  try {
    const app = await launchApp(context, { display, socketPath: null, folder: plainApplication(plainRows()) });
    try {
      await delay(1_500, undefined, { signal: context.signal });
      return await framesWhileScrolled(context, app.page, 6_000);
    } finally {
      await app.stop();
    }
  } finally {
    display.stop();
  }
}

function plainRows(): string {
  const rows = Array.from(
    { length: containers },
    (_, index) => `<div>container-${index} running 12.3 % 412 MiB of 512 MiB 3 h 12 min</div>`,
  );
  const style = 'html,body{height:100%;margin:0;overflow:hidden;font:13px/40px sans-serif}main{height:100%;overflow:auto;background:#fff}';
  return `<style>${style}</style><main role="grid">${rows.join('')}</main>`;
}
