import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './harness/bench.ts';
import { withDemoApp } from './harness/demo-app.ts';
import { usualSize } from './harness/launch.ts';
import { numberList } from './harness/numbers.ts';
import { profiled } from './harness/profile.ts';
import { summarize } from './harness/statistics.ts';
import { traceTasks } from './harness/trace.ts';
import { scrollByWheel } from './harness/wheel.ts';
import { collectFrames, scrolledPx } from './page/frames.ts';

const containers = 1_000;

/** The intervals between frames while the list is scrolled by the wheel and samples come once a second. */
export const scrollFrame1000: Bench = {
  id: 'scroll-frame-1000',
  run: (context) =>
    withDemoApp(context, { containers, size: usualSize }, async ({ page }) => {
      const forMs = context.long ? 40_000 : 12_000;
      const still = numberList(await page.run(collectFrames, 4_000));
      const frames = page.run(collectFrames, forMs - 1_000);
      const scroll = scrollByWheel(page, { x: 640, y: 500 }, forMs);
      await delay(2_000, undefined, { signal: context.signal });
      if (Number(await page.run(scrolledPx)) === 0) throw new Error('the wheel did not scroll the list');
      await scroll;
      const intervals = numberList(await frames);
      const tasks = await traceTasks(page, () => scrollByWheel(page, { x: 640, y: 500 }, 6_000));
      const cpu = summarize(tasks.map((task) => task.cpuMs));
      await profiled(context, page, 'scroll-frame-1000', () => scrollByWheel(page, { x: 640, y: 500 }, 5_000));
      const { median, p95, n } = summarize(intervals);
      const late = intervals.filter((it) => it > 20).length;
      return {
        what: `interval between frames (requestAnimationFrame) while scrolling, p95; demo engine, ${containers} containers, samples once a second; wheel events by the DevTools protocol for ${(forMs - 1_000) / 1000} s, 1280x820, no GPU; ${late} of ${n} over 20 ms. Of processor time the main thread's tasks of 5 ms and more took ${cpu.p95.toFixed(1)} ms, p95: a frame beyond that waited while other programs ran`,
        unit: 'ms',
        value: p95,
        median,
        p95,
        n,
        baseline: { what: 'the same list without scrolling, p95', value: summarize(still).p95 },
        goal: { max: 20 },
      };
    }),
};
