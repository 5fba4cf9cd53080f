import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder } from '../support/run-folder.ts';
import type { Bench, BenchContext, Display } from './harness/bench.ts';
import { launchApp, usualSize } from './harness/launch.ts';
import { callText } from './harness/page.ts';
import { openProxy } from './harness/proxy.ts';
import { summarize } from './harness/statistics.ts';
import { wallOffsetMs } from './harness/wall-clock.ts';
import { listedAtMs, stampListed, wasListed } from './page/list.ts';

const containers = 200;
/** The window is up and has told that no engine answers. */
const settleMs = 1_500;

/** The application waits for an engine that is not there; then its socket appears. */
export const firstList200: Bench = {
  id: 'first-list-200',
  run: async (context) => {
    const rounds = context.long ? 20 : 8;
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const display = await context.openDisplay(usualSize);
    try {
      const times: number[] = [];
      // The first one warms the engine and the files.
      for (let round = -1; round < rounds && !context.signal.aborted; round += 1) {
        const tookMs = await oneRound(context, display, fleet.socketPath);
        if (round >= 0) times.push(tookMs);
      }
      const { median, p95, n } = summarize(times);
      return {
        what: `the engine's first answer -> first frame with the list, median; real engine that comes while the window waits, ${containers} containers, through a proxy of ours that sees the first answer`,
        unit: 'ms',
        value: median,
        median,
        p95,
        n,
        baseline: null,
        goal: { max: 300 },
      };
    } finally {
      display.stop();
    }
  },
};

async function oneRound(context: BenchContext, display: Display, enginePath: string): Promise<number> {
  const proxy = openProxy(join(makeFolder('proxy'), 'engine.sock'), enginePath);
  const app = await launchApp(context, { display, socketPath: proxy.socketPath, inject: [callText(stampListed, [containers, 8])] });
  try {
    await delay(settleMs, undefined, { signal: context.signal });
    if (await app.page.run(wasListed)) throw new Error('the list was there before the engine');
    await proxy.listen();
    await app.page.until(20_000, wasListed);
    const answeredAtMs = proxy.firstAnswerAtMs();
    if (answeredAtMs === null) throw new Error('nothing was asked through the proxy');
    const listed = Number(await app.page.run(listedAtMs)) + Number(await app.page.run(wallOffsetMs));
    return listed - (answeredAtMs + wallOffsetMs());
  } finally {
    await app.stop();
    await proxy.close();
  }
}
