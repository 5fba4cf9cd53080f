import { setTimeout as delay } from 'node:timers/promises';
import { removeContainer, runContainer } from '../support/containers.ts';
import { callEngine } from '../support/engine-call.ts';
import type { Bench, BenchContext } from './harness/bench.ts';
import { pidIn, recordDeaths } from './harness/deaths.ts';
import { launchNotified } from './harness/notified-app.ts';
import { summarize } from './harness/statistics.ts';

const containers = 50;
/** More in half a minute are told in one: so many for each launch. */
const deathsOfLaunch = 5;
const errorLine = 'Error: connect ECONNREFUSED db:5432';
/** Says its error, and ends by itself when it is given a signal that no engine sends. */
const shell = `echo listening; echo '${errorLine}' >&2; trap 'exit 3' USR1; while :; do sleep 3600 & wait $!; done`;

interface Measured {
  readonly oursMs: number[];
  readonly engineMs: number[];
  withLine: number;
}

/** Half of them end by themselves, half by a SIGKILL from outside; never by the engine's API, which would be somebody's wish. */
export const deathToNotification: Bench = {
  id: 'death-to-notification',
  run: async (context) => {
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const measured: Measured = { oursMs: [], engineMs: [], withLine: 0 };
    const launches = context.long ? 20 : 6;
    for (let launch = 0; launch < launches && !context.signal.aborted; launch += 1)
      await measureLaunch(context, fleet.socketPath, launch, measured);
    const { median, p95, n } = summarize(measured.oursMs);
    return {
      what: `a death's own timeNano -> Notify received on the session bus, p95; ${containers} containers run beside it, half of the deaths an exit 3, half a SIGKILL from outside; the quiet gap of 40 ms is in it, and the last error line in ${measured.withLine} of ${n}`,
      unit: 'ms',
      value: p95,
      median,
      p95,
      n,
      baseline: { what: 'the engine’s own part: the signal -> the death’s timeNano, median', value: summarize(measured.engineMs).median },
      goal: { max: 80 },
    };
  },
};

async function measureLaunch(context: BenchContext, socketPath: string, launch: number, measured: Measured): Promise<void> {
  const named = Array.from({ length: deathsOfLaunch }, (_, at) => `death-${launch}-${at}`);
  const ids = await Promise.all(named.map((name) => runContainer(socketPath, { name, shell, hostConfig: { NetworkMode: 'none' } })));
  const record = await recordDeaths(socketPath);
  const notified = await launchNotified(context, socketPath);
  try {
    for (const [at, id] of ids.entries()) {
      const name = named[at] ?? '';
      const pid = pidIn((await callEngine(socketPath, 'GET', `/containers/${id}/json`)).json);
      const killedAtMs = performance.timeOrigin + performance.now();
      process.kill(pid, at % 2 === 0 ? 'SIGUSR1' : 'SIGKILL');
      await delay(700 + Math.random() * 200, undefined, { signal: context.signal });
      const diedAtMs = record.diedAtMs.get(id);
      const notice = notified.daemon.shown.find((it) => it.title.includes(name));
      if (diedAtMs === undefined || !notice) {
        context.say(`death-to-notification: ${name} was ${diedAtMs === undefined ? 'not seen to die' : 'not told'} within 0.7 s`);
        continue;
      }
      measured.oursMs.push(notice.atMs - diedAtMs);
      measured.engineMs.push(diedAtMs - killedAtMs);
      if (notice.body.includes('ECONNREFUSED')) measured.withLine += 1;
    }
  } finally {
    record.close();
    await notified.stop();
    await Promise.all(ids.map((id) => removeContainer(socketPath, id)));
  }
}
