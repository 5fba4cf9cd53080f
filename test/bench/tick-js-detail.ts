import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './harness/bench.ts';
import { withDemoApp } from './harness/demo-app.ts';
import { usualSize } from './harness/launch.ts';
import { keepProfile, perSecond, profileScript } from './harness/profile.ts';
import { summarize } from './harness/statistics.ts';
import { chartPoints, hasCharts } from './page/charts.ts';

const containers = 50;
const points = 300;

/** What a tick costs the window while a container's detail is open with its charts, five minutes of readings in them. */
export const tickJsDetail: Bench = {
  id: 'tick-js-detail',
  run: (context) =>
    withDemoApp(context, { containers, size: usualSize, still: true }, async ({ page }) => {
      const seconds = context.long ? 60 : 30;
      await page.press('ArrowDown');
      await page.press('ArrowDown');
      await page.press('Enter');
      await page.until(5_000, hasCharts);
      context.say(`tick-js-detail: the charts fill with ${points} readings, which takes ${Math.round(points / 60)} minutes`);
      await delay(points * 1000, undefined, { signal: context.signal });
      const shown = Number(await page.run(chartPoints));
      const { time, profile } = await profileScript(page, () => delay(seconds * 1000, undefined, { signal: context.signal }));
      keepProfile(context, 'tick-js-detail', profile);
      const all = perSecond(time);
      const { median, p95, n } = summarize(all.map((it) => it.tick));
      const whole = summarize(all.map((it) => it.whole)).median;
      return {
        what: `JavaScript of the window for a tick of the samples (CPU profile, garbage collection included; with clocks and all else ${whole.toFixed(1)} ms a second), median; demo engine without events, ${containers} containers, detail of one open with its recharts charts, ${shown} points in the longest line, 1280x820`,
        unit: 'ms',
        value: median,
        median,
        p95,
        n,
        baseline: null,
        goal: { max: 40 },
      };
    }),
};
