import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './harness/bench.ts';
import { runningContainers } from './harness/fleet-view.ts';
import { launchApp, usualSize } from './harness/launch.ts';
import { callText } from './harness/page.ts';
import { benchName, openBareClient } from './harness/real-fleet.ts';
import { summarize } from './harness/statistics.ts';
import { timeCommand } from './page/commands.ts';
import { stampListed, wasListed } from './page/list.ts';

const containers = 50;
/** An engine takes a pause's own late event for a new pause when the next call comes at once. */
const apartMs = 60;

/** Pauses and unpauses one container from the window and by a bare HTTP call, in turns, each timed where it is asked. */
export const actionOverhead: Bench = {
  id: 'action-overhead',
  run: async (context) => {
    const rounds = context.long ? 200 : 60;
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const display = await context.openDisplay(usualSize);
    const app = await launchApp(context, { display, socketPath: fleet.socketPath, inject: [callText(stampListed, [containers, 8])] });
    const bare = openBareClient(fleet.socketPath);
    try {
      await app.page.until(20_000, wasListed);
      await delay(2_000, undefined, { signal: context.signal });
      const subject = (await runningContainers(app.page)).get(benchName(0));
      if (!subject) throw new Error(`the window does not know ${benchName(0)}`);
      const times = { ours: [] as number[], bare: [] as number[] };
      const ours = async (command: string, keep: boolean) => {
        const tookMs = Number(await app.page.run(timeCommand, command, subject));
        if (keep) times.ours.push(tookMs);
      };
      const direct = async (action: string, keep: boolean) => {
        const startedAtMs = performance.now();
        await bare.call('POST', `/v1.41/containers/${subject.containerId}/${action}`);
        if (keep) times.bare.push(performance.now() - startedAtMs);
      };
      const apart = () => delay(apartMs, undefined, { signal: context.signal });
      for (let round = -3; round < rounds && !context.signal.aborted; round += 1) {
        await ours('pauseContainer', round >= 0);
        await apart();
        await ours('unpauseContainer', round >= 0);
        await apart();
        await direct('pause', round >= 0);
        await apart();
        await direct('unpause', round >= 0);
        await apart();
      }
      const bySide = { ours: summarize(times.ours), bare: summarize(times.bare) };
      return {
        what: `pause and unpause of a container, the difference of the medians; real engine, ${containers} containers; window.quarterdeck.invoke -> IPC -> operations -> dockerode against bare HTTP on the same socket, in turns. Median and p95 are those through the window`,
        unit: 'ms',
        value: bySide.ours.median - bySide.bare.median,
        median: bySide.ours.median,
        p95: bySide.ours.p95,
        n: bySide.ours.n,
        baseline: { what: 'the bare HTTP call, median', value: bySide.bare.median },
        goal: { max: 3 },
      };
    } finally {
      bare.close();
      await app.stop();
      display.stop();
    }
  },
};
