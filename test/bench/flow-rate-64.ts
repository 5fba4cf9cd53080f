import type { Bench } from './harness/bench.ts';
import { programName, withFlow } from './harness/flow-bench.ts';
import { summarize } from './harness/statistics.ts';

const inFlight = 64;

/** Keeps 64 commands under way to one container and counts the replies. */
export const flowRate64: Bench = {
  id: 'flow-rate-64',
  run: async (context) => {
    const rounds = context.long ? 20 : 7;
    const windowMs = 1_000;
    return withFlow(context, 1, async ({ ids, send }) => {
      const [id = ''] = ids;
      const rates: number[] = [];
      for (let round = -1; round < rounds && !context.signal.aborted; round += 1) {
        let replies = 0;
        const beganMs = performance.now();
        const keepSending = async () => {
          while (performance.now() - beganMs < windowMs) {
            await send(id);
            replies += 1;
          }
        };
        await Promise.all(Array.from({ length: inFlight }, keepSending));
        if (round >= 0) rates.push((replies / (performance.now() - beganMs)) * 1_000);
      }
      const summary = summarize(rates);
      return {
        what: `commands answered in a second with ${inFlight} under way, 64 bytes, one container (${programName}), median of seconds; every one correlated, kept and counted. A command and its reply count as one`,
        unit: '1/s',
        value: summary.median,
        ...summary,
        baseline: null,
        goal: { min: 100_000 },
      };
    });
  },
};
