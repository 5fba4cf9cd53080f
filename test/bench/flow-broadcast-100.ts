import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './harness/bench.ts';
import { programName, takeOverBare, withFlow } from './harness/flow-bench.ts';
import { summarize } from './harness/statistics.ts';

const containers = 100;

/** One command to a hundred containers, until the last has answered. */
export const flowBroadcast100: Bench = {
  id: 'flow-broadcast-100',
  run: async (context) => {
    const rounds = context.long ? 300 : 60;
    return withFlow(context, containers, async (bench) => {
      const time = async (broadcast: () => Promise<unknown>) => {
        const tookMs: number[] = [];
        for (let round = -10; round < rounds && !context.signal.aborted; round += 1) {
          const beganMs = performance.now();
          await broadcast();
          if (round >= 0) tookMs.push(performance.now() - beganMs);
          await delay(50, undefined, { signal: context.signal });
        }
        return summarize(tookMs);
      };
      const summary = await time(() => Promise.all(bench.ids.map(bench.send)));
      const sockets = await takeOverBare(bench);
      const bare = await time(() => sockets.roundTrips());
      sockets.close();
      return {
        what: `one command of 64 bytes to ${containers} containers (${programName}) until all have answered, median; real engine`,
        unit: 'ms',
        value: summary.median,
        ...summary,
        baseline: { what: 'the same to bare Node sockets in the manager’s stead, median', value: bare.median },
        goal: { max: 6 },
      };
    });
  },
};
