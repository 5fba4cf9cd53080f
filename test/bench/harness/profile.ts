import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueAt } from '../../support/json-read.ts';
import type { BenchContext } from './bench.ts';
import { numberList } from './numbers.ts';
import type { BenchPage } from './page.ts';

/** Time between two looks of the profiler; its own cost is in what it measures, so the figures are rather too high. */
const intervalUs = 400;
/** What V8 names that is no JavaScript of anybody's. */
const notScript = new Set(['(root)', '(program)', '(idle)']);

/** When JavaScript (garbage collection included) ran in the window, as moments and how long each stands for. */
export interface ScriptTime {
  readonly atMs: readonly number[];
  readonly tookMs: readonly number[];
}

/** Takes a CPU profile of the window while `work` runs. */
export async function profileScript(page: BenchPage, work: () => Promise<unknown>): Promise<{ time: ScriptTime; profile: unknown }> {
  await page.cdp.send('Profiler.enable');
  await page.cdp.send('Profiler.setSamplingInterval', { interval: intervalUs });
  await page.cdp.send('Profiler.start');
  await work();
  const profile = valueAt(await page.cdp.send('Profiler.stop'), 'profile');
  await page.cdp.send('Profiler.disable');
  return { time: scriptTime(profile), profile };
}

/** Writes a CPU profile of the window while `work` runs, where profiles are wanted; else does nothing. */
export async function profiled(context: BenchContext, page: BenchPage, name: string, work: () => Promise<unknown>): Promise<void> {
  if (context.profileFolder === null) return;
  keepProfile(context, name, (await profileScript(page, work)).profile);
}

export function keepProfile(context: BenchContext, name: string, profile: unknown): void {
  if (context.profileFolder !== null) writeFileSync(join(context.profileFolder, `${name}.cpuprofile`), JSON.stringify(profile));
}

function scriptTime(profile: unknown): ScriptTime {
  const nodes = valueAt(profile, 'nodes');
  const others = new Set<number>();
  for (const node of Array.isArray(nodes) ? nodes : []) {
    const name = valueAt(node, 'callFrame', 'functionName');
    if (typeof name === 'string' && notScript.has(name)) others.add(Number(valueAt(node, 'id')));
  }
  const samples = numberList(valueAt(profile, 'samples'));
  const deltas = numberList(valueAt(profile, 'timeDeltas'));
  const atMs: number[] = [];
  const tookMs: number[] = [];
  let now = 0;
  for (const [index, node] of samples.entries()) {
    now += (deltas[index] ?? 0) / 1000;
    // A sample stands for the time until the next one.
    if (others.has(node)) continue;
    atMs.push(now);
    tookMs.push(Math.max(0, deltas[index + 1] ?? 0) / 1000);
  }
  return { atMs, tookMs };
}

/** What a second of the window costs in JavaScript, in ms. */
export interface Second {
  /** Within `tickMs` of the moment of the second in which most happens: the tick of the samples, to its last sparkline. */
  readonly tick: number;
  /** All that ran in the second: other beats too. */
  readonly whole: number;
}

const tickMs = 150;
const stepMs = 10;

/** Cuts a profile into its whole seconds. The samples' tick comes once in each, at the same moment of it. */
export function perSecond({ atMs, tookMs }: ScriptTime): readonly Second[] {
  const steps = 1000 / stepMs;
  const byMoment = new Array<number>(steps).fill(0);
  for (const [index, at] of atMs.entries()) {
    const step = Math.floor((at % 1000) / stepMs);
    byMoment[step] = (byMoment[step] ?? 0) + (tookMs[index] ?? 0);
  }
  const within = (step: number) =>
    Array.from({ length: tickMs / stepMs }, (_, by) => byMoment[(step + by) % steps] ?? 0).reduce((sum, it) => sum + it, 0);
  let busiest = 0;
  for (let step = 1; step < steps; step += 1) if (within(step) > within(busiest)) busiest = step;
  // Some room before it, as ticks come a little early and late.
  const firstMs = busiest * stepMs - 3 * stepMs;
  const seconds = Array.from({ length: Math.max(0, Math.floor(((atMs.at(-1) ?? 0) - firstMs) / 1000)) }, () => ({ tick: 0, whole: 0 }));
  for (const [index, at] of atMs.entries()) {
    const second = seconds[Math.floor((at - firstMs) / 1000)];
    if (!second) continue;
    const took = tookMs[index] ?? 0;
    second.whole += took;
    if ((at - firstMs) % 1000 <= tickMs + 3 * stepMs) second.tick += took;
  }
  return seconds;
}
