import type { Bench, BenchContext } from './harness/bench.ts';
import { type LaunchOptions, launchApp, usualSize } from './harness/launch.ts';
import { callText } from './harness/page.ts';
import { plainApplication } from './harness/plain-application.ts';
import { summarize } from './harness/statistics.ts';
import { wallOffsetMs } from './harness/wall-clock.ts';
import { listedAtMs, stampFirstFrame, stampListed, wasListed } from './page/list.ts';

const containers = 50;

/** From the spawn of the process to the first frame with the list, against an empty window of the same Electron, in turns. */
export const coldStart: Bench = {
  id: 'cold-start',
  run: async (context) => {
    const rounds = context.long ? 40 : 15;
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const display = await context.openDisplay(usualSize);
    try {
      const ours = { display, socketPath: fleet.socketPath, inject: [callText(stampListed, [containers, 8])] };
      const empty = {
        display,
        socketPath: null,
        inject: [callText(stampFirstFrame, [])],
        folder: plainApplication('<p>An empty window</p>'),
      };
      const times = { ours: [] as number[], empty: [] as number[] };
      for (let round = -2; round < rounds && !context.signal.aborted; round += 1) {
        const oursMs = await startMs(context, ours);
        const emptyMs = await startMs(context, empty);
        // The first two bring the files into the page cache.
        if (round < 0) continue;
        times.ours.push(oursMs);
        times.empty.push(emptyMs);
      }
      const { median, p95, n } = summarize(times.ours);
      return {
        what: `spawn of the process -> first frame with the list, files in the page cache, median; real engine, ${containers} containers, DOCKER_HOST, 1280x820. Observed by a script injected before the page's own and some short looks at the page by the DevTools protocol`,
        unit: 'ms',
        value: median,
        median,
        p95,
        n,
        baseline: { what: 'an empty window of the same Electron, same method, median', value: summarize(times.empty).median },
        goal: { max: 1_000 },
      };
    } finally {
      display.stop();
    }
  },
};

async function startMs(context: BenchContext, options: LaunchOptions): Promise<number> {
  const app = await launchApp(context, options);
  try {
    await app.page.until(20_000, wasListed);
    return Number(await app.page.run(listedAtMs)) + Number(await app.page.run(wallOffsetMs)) - app.spawnedAtMs;
  } finally {
    await app.stop();
  }
}
