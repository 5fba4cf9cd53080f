import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueAt } from '../../support/json-read.ts';
import type { BenchContext } from './bench.ts';
import { numberList } from './numbers.ts';
import type { BenchPage } from './page.ts';

/** Time between two looks of the profiler; its own cost is in what it measures, so the figures are rather too high. */
const intervalUs = 200;
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

/**
 * JavaScript's time in each whole second, in ms. The seconds are cut where least happens, so that what a sample tick
 * sets off is in one of them; everything else that ran in that second is in it too.
 */
export function perSecond({ atMs, tookMs }: ScriptTime, cuts = 50): readonly number[] {
  const ends = atMs.at(-1) ?? 0;
  const phase = new Array<number>(cuts).fill(0);
  for (const [index, at] of atMs.entries()) {
    const slot = Math.floor(((at % 1000) / 1000) * cuts);
    phase[slot] = (phase[slot] ?? 0) + (tookMs[index] ?? 0);
  }
  // The quietest tenth of a second, so that jitter of the ticks does not cross the cut.
  const around = (slot: number) => [-2, -1, 0, 1, 2].reduce((sum, by) => sum + (phase[(slot + by + cuts) % cuts] ?? 0), 0);
  let cut = 0;
  for (let slot = 1; slot < cuts; slot += 1) if (around(slot) < around(cut)) cut = slot;
  const firstMs = ((cut + 0.5) / cuts) * 1000;
  const seconds = new Array<number>(Math.max(0, Math.floor((ends - firstMs) / 1000))).fill(0);
  for (const [index, at] of atMs.entries()) {
    const second = Math.floor((at - firstMs) / 1000);
    const sum = seconds[second];
    if (sum !== undefined) seconds[second] = sum + (tookMs[index] ?? 0);
  }
  return seconds;
}
