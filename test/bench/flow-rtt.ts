import type { Bench, BenchContext, BenchResult } from './harness/bench.ts';
import { openBareSocket, programName, withFlow } from './harness/flow-bench.ts';
import { type Summary, summarize } from './harness/statistics.ts';

interface Trips {
  readonly ours: Summary;
  readonly bare: Summary;
}

const block = 50;
const how = `64 bytes; real engine, a container that answers at once (${programName}); turns of 50 with a bare Node socket to a container of the same image`;

/** Turns about between the manager and a bare socket, so that both meet the same moods of the machine. */
function measure(context: BenchContext): Promise<Trips> {
  const blocks = context.long ? 400 : 100;
  return withFlow(context, 1, async ({ world, side, ids, send }) => {
    const [id = ''] = ids;
    const bare = await openBareSocket(world, side);
    const times = { ours: [] as number[], bare: [] as number[] };
    const time = async (into: number[] | null, trip: () => Promise<void>) => {
      for (let count = 0; count < block; count += 1) {
        const beganMs = performance.now();
        await trip();
        into?.push(performance.now() - beganMs);
      }
    };
    for (let at = -20; at < blocks && !context.signal.aborted; at += 1) {
      await time(at < 0 ? null : times.ours, () => send(id));
      await time(at < 0 ? null : times.bare, () => bare.roundTrip());
    }
    await bare.close();
    return { ours: summarize(times.ours), bare: summarize(times.bare) };
  });
}

export const flowRtt: Bench = {
  id: 'flow-rtt',
  run: async (context) => {
    const { ours, bare } = await measure(context);
    return {
      what: `round trip through the flow manager, median; ${how}`,
      unit: 'ms',
      value: ours.median,
      ...ours,
      baseline: { what: 'the bare socket, median', value: bare.median },
      goal: { max: 0.3 },
    };
  },
};

export const flowRttRatio: Bench = {
  id: 'flow-rtt-ratio',
  run: async (context): Promise<Omit<BenchResult, 'id'>> => {
    const { ours, bare } = await measure(context);
    return {
      what: `round trip through the flow manager by that of the bare socket, medians; ${how}. Median and p95 are those through the manager, in ms`,
      unit: 'times',
      value: ours.median / bare.median,
      ...ours,
      baseline: { what: 'the bare socket, median, ms', value: bare.median },
      goal: { max: 2 },
    };
  },
};
