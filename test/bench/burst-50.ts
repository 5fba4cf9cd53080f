import { setTimeout as delay } from 'node:timers/promises';
import { callEngine } from '../support/engine-call.ts';
import type { Bench, BenchContext, BenchResult } from './harness/bench.ts';
import { pidIn, recordDeaths } from './harness/deaths.ts';
import { launchNotified } from './harness/notified-app.ts';
import { summarize } from './harness/statistics.ts';

const containers = 50;
/** Longer than the engine takes to tell all deaths. */
const watchMs = 6_000;
const askEveryMs = 25;

interface Burst {
  readonly notices: number;
  /** Until the first notice, and until the last one, which tells of all. */
  readonly firstMs: number;
  readonly untilToldMs: number;
  /** From the first to the last death's own timeNano: the engine's part. */
  readonly engineMs: number;
  /** The longest that the window took to answer meanwhile. */
  readonly longestAnswerMs: number;
  readonly texts: string;
}

const rounds = (context: BenchContext) => (context.long ? 5 : 2);
/** Both figures come of the same crashes. */
const measured = new WeakMap<BenchContext, Promise<readonly Burst[]>>();

function bursts(context: BenchContext): Promise<readonly Burst[]> {
  const known = measured.get(context) ?? measureAll(context);
  measured.set(context, known);
  return known;
}

async function measureAll(context: BenchContext): Promise<readonly Burst[]> {
  const all: Burst[] = [];
  for (let round = 0; round < rounds(context) && !context.signal.aborted; round += 1) all.push(await measureOne(context));
  return all;
}

async function measureOne(context: BenchContext): Promise<Burst> {
  const fleet = await context.fleet();
  const { socketPath } = fleet;
  await fleet.resize(containers);
  const pids = await Promise.all(fleet.ids.map(async (id) => pidIn((await callEngine(socketPath, 'GET', `/containers/${id}/json`)).json)));
  const record = await recordDeaths(socketPath);
  const notified = await launchNotified(context, socketPath);
  try {
    const { daemon, app } = notified;
    const killedAtMs = performance.timeOrigin + performance.now();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    let longestAnswerMs = 0;
    while (performance.timeOrigin + performance.now() < killedAtMs + watchMs) {
      const askedAtMs = performance.now();
      await app.page.run(nothing);
      longestAnswerMs = Math.max(longestAnswerMs, performance.now() - askedAtMs);
      await delay(askEveryMs, undefined, { signal: context.signal });
    }
    const [first] = daemon.shown;
    const last = daemon.shown.at(-1);
    const all = last?.title.startsWith(`${containers} containers`) === true;
    const times = fleet.ids.flatMap((id) => record.diedAtMs.get(id) ?? []);
    return {
      notices: daemon.shown.length,
      firstMs: (first?.atMs ?? Number.NaN) - killedAtMs,
      untilToldMs: all ? last.atMs - killedAtMs : Number.NaN,
      engineMs: Math.max(...times) - Math.min(...times),
      longestAnswerMs,
      texts: daemon.shown.map((it) => `${it.title}: ${it.body}`).join(' | '),
    };
  } finally {
    record.close();
    await notified.stop();
    // They do not run any more: the next one who asks gets others.
    await fleet.resize(0);
  }
}

function nothing(): number {
  return 0;
}

const how = `${containers} containers killed at once by SIGKILL from outside`;

export const burst50Notifications: Bench = {
  id: 'burst-50-notifications',
  run: async (context): Promise<Omit<BenchResult, 'id'>> => {
    const all = await bursts(context);
    for (const it of all)
      context.say(
        `burst-50: ${it.notices} told, the first after ${Math.round(it.firstMs)} ms, all after ${Math.round(it.untilToldMs)} ms: ${it.texts}`,
      );
    const counts = all.map((it) => it.notices);
    return {
      what: `Notify calls for ${how}, the most of ${all.length} crashes`,
      unit: 'calls',
      value: Math.max(...counts),
      ...summarize(counts),
      baseline: null,
      goal: { max: 1 },
    };
  },
};

export const burst50Ms: Bench = {
  id: 'burst-50-ms',
  run: async (context): Promise<Omit<BenchResult, 'id'>> => {
    const all = await bursts(context);
    const times = all.map((it) => it.untilToldMs);
    const answer = Math.round(Math.max(...all.map((it) => it.longestAnswerMs)));
    return {
      what: `${how} -> the Notify that tells of all of them received on the session bus, the longest of ${all.length} crashes; the window answered within ${answer} ms throughout`,
      unit: 'ms',
      value: Math.max(...times),
      ...summarize(times),
      baseline: {
        what: 'from the first to the last death in the engine’s own words, the longest',
        value: Math.max(...all.map((it) => it.engineMs)),
      },
      goal: { max: 1_000 },
    };
  },
};
