import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder } from '../support/run-folder.ts';
import type { Bench } from './harness/bench.ts';
import { launchApp, usualSize } from './harness/launch.ts';
import { callText } from './harness/page.ts';
import { cpuBetween, cpuOfGroup } from './harness/processes.ts';
import { openProxy } from './harness/proxy.ts';
import { summarize } from './harness/statistics.ts';
import { minimiseWindows } from './harness/x11.ts';
import { stampListed, wasListed } from './page/list.ts';

const containers = 10;
const sliceMs = 10_000;
const settleMs = 25_000;

/** CPU time of every process of the application while its window is minimised and the containers do nothing. */
export const idleCpuHidden: Bench = {
  id: 'idle-cpu-hidden',
  run: async (context) => {
    const slices = context.long ? 12 : 6;
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const display = await context.openDisplay(usualSize);
    // Between the two only to see what streams; it runs in our own process and costs the application nothing.
    const proxy = openProxy(join(makeFolder('proxy'), 'engine.sock'), fleet.socketPath);
    await proxy.listen();
    const app = await launchApp(context, { display, socketPath: proxy.socketPath, inject: [callText(stampListed, [containers, 8])] });
    try {
      await app.page.until(20_000, wasListed);
      await delay(3_000, undefined, { signal: context.signal });
      const measure = async () => {
        const before = cpuOfGroup(app.processId);
        const startedAtMs = performance.now();
        await delay(sliceMs, undefined, { signal: context.signal });
        return (cpuBetween(before, cpuOfGroup(app.processId)) / (performance.now() - startedAtMs)) * 100;
      };
      const shown = await measure();
      if ((await minimiseWindows(display)) !== 1) throw new Error('there is not one window to minimise');
      await app.page.until(5_000, isHidden);
      // What the sight of the list left behind ends first: streams, a last round, and V8's one tidying of its memory,
      // which takes 150 ms some 10 to 20 s after everything has become quiet.
      await delay(settleMs, undefined, { signal: context.signal });
      const percents: number[] = [];
      for (let slice = 0; slice < slices; slice += 1) {
        percents.push(await measure());
        const streams = proxy.open().filter((path) => path.includes('/stats') && !/stream=(0|false)/.test(path));
        if (streams.length > 0) throw new Error(`${streams.length} stats streams are open while the window is hidden: ${streams[0]}`);
      }
      if (!(await app.page.run(isHidden))) throw new Error('the window was seen again');
      const { median, p95, n } = summarize(percents);
      const mean = percents.reduce((sum, it) => sum + it, 0) / percents.length;
      return {
        what: `CPU time of all our processes over ${(slices * sliceMs) / 1000} s (/proc), mean; real engine, ${containers} idle containers, window minimised (visibilityState hidden), no stats stream open, ${settleMs / 1000} s after it was minimised. Median and p95 over slices of ${sliceMs / 1000} s`,
        unit: '% of one core',
        value: mean,
        median,
        p95,
        n,
        baseline: { what: 'the same with the window shown', value: shown },
        goal: { max: 0.5 },
      };
    } finally {
      await app.stop();
      await proxy.close();
      display.stop();
    }
  },
};

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}
