import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './harness/bench.ts';
import { programName, withFlow } from './harness/flow-bench.ts';
import { summarize } from './harness/statistics.ts';

const containers = 100;

/** One command to a hundred containers, until the last has answered. */
export const flowBroadcast100: Bench = {
  id: 'flow-broadcast-100',
  run: async (context) => {
    const rounds = context.long ? 300 : 60;
    return withFlow(context, containers, async ({ ids, send }) => {
      const tookMs: number[] = [];
      for (let round = -10; round < rounds && !context.signal.aborted; round += 1) {
        const beganMs = performance.now();
        await Promise.all(ids.map(send));
        if (round >= 0) tookMs.push(performance.now() - beganMs);
        await delay(50, undefined, { signal: context.signal });
      }
      const summary = summarize(tookMs);
      return {
        what: `one command of 64 bytes to ${containers} containers (${programName}) until all have answered, median; real engine`,
        unit: 'ms',
        value: summary.median,
        ...summary,
        baseline: null,
        goal: { max: 6 },
      };
    });
  },
};
