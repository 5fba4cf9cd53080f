import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './harness/bench.ts';
import { withDemoApp } from './harness/demo-app.ts';
import { runningContainers } from './harness/fleet-view.ts';
import { numbersOf } from './harness/numbers.ts';
import { keepProfile, perSecond, profileScript } from './harness/profile.ts';
import { summarize } from './harness/statistics.ts';
import { countSamples } from './page/frames.ts';
import { sortBy } from './page/list-use.ts';

/** Enough that 200 of them run; the rest of a lifelike fleet is stopped, crashed or new. */
const containers = 280;
const running = 200;
/** 30 rows of 40 px, the groups' headers between them, and what is above and below the table. */
const size = { width: 1440, height: 1_560 };

/** What a tick of samples of 200 running containers costs the window in JavaScript. */
export const tickJs200: Bench = {
  id: 'tick-js-200',
  run: (context) =>
    withDemoApp(context, { containers, size, still: true }, async ({ page, demo }) => {
      const seconds = context.long ? 60 : 30;
      const watched = [...(await runningContainers(page)).values()].slice(0, running);
      if (watched.length < running) throw new Error(`only ${watched.length} containers run`);
      // Sorting by a live figure puts the rows into order with each tick. The pointer over them holds them where they are:
      // else the rows in view would change, and with them what the window asks to be read.
      await page.run(sortBy, 'CPU');
      await page.cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 640, y: 600 });
      await delay(1_000, undefined, { signal: context.signal });
      // Left to itself the window asks for a sample a second of the rows in view only.
      await page.invoke('watchSamples', { watched });
      await delay(3_000, undefined, { signal: context.signal });
      const counted = numbersOf(await page.run(countSamples, 5_000));
      const perTick = (counted.get('rows') ?? 0) / Math.max(1, counted.get('batches') ?? 0);
      const { time, profile } = await profileScript(page, () => delay(seconds * 1000, undefined, { signal: context.signal }));
      keepProfile(context, 'tick-js-200', profile);
      const { statsStreams } = await demo.state();
      await page.cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 640, y: 5 });
      await delay(3_000, undefined, { signal: context.signal });
      const moving = await profileScript(page, () => delay(seconds * 500, undefined, { signal: context.signal }));
      keepProfile(context, 'tick-js-200-moving', moving.profile);
      const all = perSecond(time);
      const { median, p95, n } = summarize(all.map((it) => it.tick));
      const whole = summarize(all.map((it) => it.whole)).median;
      return {
        what: `JavaScript of the window for a tick of the samples (CPU profile: receiving, fold, sort, figures, sparklines, garbage collection; with clocks and all else ${whole.toFixed(1)} ms a second), median; demo engine without events, ${containers} containers, all of ${statsStreams} running ones asked for every second by watchSamples (${Math.round(perTick)} readings in a batch, ${((counted.get('batches') ?? 0) / 5).toFixed(1)} batches a second), sorted by CPU, ${size.width}x${size.height}`,
        unit: 'ms',
        value: median,
        median,
        p95,
        n,
        baseline: {
          what: 'rows free to move, and only those in view read every second, median',
          value: summarize(perSecond(moving.time).map((it) => it.tick)).median,
        },
        goal: { max: 4 },
      };
    }),
};
