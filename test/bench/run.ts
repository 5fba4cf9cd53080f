import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processesOf } from '../../scripts/lib/processes.mjs';
import { runFolder } from '../support/run-folder.ts';
import { actionOverhead } from './action-overhead.ts';
import { apiLifecycle } from './api-lifecycle.ts';
import { apiList100 } from './api-list-100.ts';
import { burst50Ms, burst50Notifications } from './burst-50.ts';
import { coldStart } from './cold-start.ts';
import { deathToNotification } from './death-to-notification.ts';
import { eventToPaint } from './event-to-paint.ts';
import { firstList200 } from './first-list-200.ts';
import { flowBroadcast100 } from './flow-broadcast-100.ts';
import { flowRate64 } from './flow-rate-64.ts';
import { flowRtt, flowRttRatio } from './flow-rtt.ts';
import type { Bench, BenchContext, BenchResult } from './harness/bench.ts';
import type { BenchEntry, RunOptions } from './harness/entry.ts';
import { load, machineFacts } from './harness/machine.ts';
import { goAhead } from './harness/precedence.ts';
import { type RealFleet, startFleet } from './harness/real-fleet.ts';
import { rounded } from './harness/statistics.ts';
import { tableOf } from './harness/table.ts';
import { idleCpuHidden } from './idle-cpu-hidden.ts';
import { longestTask1000 } from './longest-task-1000.ts';
import { loopHourNotifications } from './loop-hour-notifications.ts';
import { resync200 } from './resync-200.ts';
import { scrollFrame1000 } from './scroll-frame-1000.ts';
import { tickJs200 } from './tick-js-200.ts';
import { tickJsDetail } from './tick-js-detail.ts';

/** In this order the engine's containers only grow in number; the demo engine's benches come last. */
const benches: readonly Bench[] = [
  idleCpuHidden,
  eventToPaint,
  actionOverhead,
  coldStart,
  resync200,
  firstList200,
  scrollFrame1000,
  tickJs200,
  longestTask1000,
  tickJsDetail,
  flowRtt,
  flowRttRatio,
  flowRate64,
  flowBroadcast100,
  apiList100,
  ...apiLifecycle,
  loopHourNotifications,
  deathToNotification,
  // Last: they leave no container running.
  burst50Notifications,
  burst50Ms,
];

export const { benchIds, runBenches }: BenchEntry = { benchIds: () => benches.map((bench) => bench.id), runBenches: run };

/** One that fails is said so and leaves the others alone. */
async function run(options: RunOptions): Promise<readonly string[]> {
  const { say, signal } = options;
  const loadBefore = load();
  const ahead = options.ahead && goAhead('self');
  if (options.ahead && !ahead) say('This system lets nothing go before other programs: --ahead is left out.');
  // At most one: started with the first bench that asks.
  const fleets: Promise<RealFleet>[] = [];
  const context: BenchContext = {
    long: options.long,
    root: options.root,
    electronBinary: options.electron.binary,
    openDisplay: async (size) => {
      const display = await options.openDisplay(size);
      // The display's server has the run's folder on its command line.
      if (ahead) for (const id of processesOf(runFolder())) goAhead(id);
      return display;
    },
    fleet: () => {
      fleets[0] ??= startFleet(ahead);
      return fleets[0];
    },
    ahead,
    signal,
    say,
    profileFolder: options.profileFolder,
  };
  if (options.profileFolder) mkdirSync(options.profileFolder, { recursive: true });
  const results: BenchResult[] = [];
  const failed: string[] = [];
  try {
    for (const bench of benches) {
      if (signal.aborted) return failed;
      if (options.only.length > 0 && !options.only.includes(bench.id)) continue;
      const startedAt = performance.now();
      try {
        const result = shortened({ id: bench.id, ...(await bench.run(context)) });
        results.push(result);
        say(`${bench.id}: ${result.value} ${result.unit} (took ${Math.round((performance.now() - startedAt) / 1000)} s)`);
      } catch (error) {
        if (signal.aborted) return failed;
        failed.push(bench.id);
        say(`${bench.id}: not measured. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
    const engineVersion = (await fleets[0]?.catch(() => null))?.engineVersion ?? null;
    const machine = machineFacts(options.electron.version, engineVersion, loadBefore, ahead);
    say(tableOf(machine, results));
    writeFileSync(join(options.root, 'bench-results.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`);
    return failed;
  } finally {
    await (await fleets[0]?.catch(() => null))?.dispose();
  }
}

function shortened(result: BenchResult): BenchResult {
  const { value, median, p95, baseline } = result;
  return {
    ...result,
    value: rounded(value),
    median: rounded(median),
    p95: rounded(p95),
    baseline: baseline && { ...baseline, value: rounded(baseline.value) },
  };
}
