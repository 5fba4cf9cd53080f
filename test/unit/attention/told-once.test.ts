import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../../../src-shared/changes.ts';
import { randomNumbers } from './rule-stage.ts';
import { aContainer, hostId, idOf, type ToldOnceStage, toldOnceStage } from './told-once-stage.ts';

const beganMs = 100_000;
const stepMs = 5;

beforeEach(() => {
  vi.useFakeTimers({ now: beganMs });
});
afterEach(() => {
  vi.useRealTimers();
});

type Deed = readonly [atMs: number, act: (stage: ToldOnceStage) => void];

const died = (index: number, atMs: number): Change => ({
  type: 'containerDied',
  hostId,
  containerId: idOf(index),
  atMs,
  event: null,
  exitCode: 1,
});
const started = (index: number, atMs: number): Change => ({
  type: 'containerStarted',
  hostId,
  containerId: idOf(index),
  atMs,
  event: null,
});
const inspected = (index: number, atMs: number): Change => {
  const end = { atMs, exitCode: 1, outOfMemory: false, requested: 'notKnown', by: { kind: 'notKnown', name: null } } as const;
  const container = aContainer(index, { state: 'exited', end });
  return { type: 'containerInspected', hostId, atMs: Date.now(), containerId: idOf(index), container };
};

/** Does each deed when its time comes, and then waits until all is told. */
async function play(
  count: number,
  deeds: readonly Deed[],
  atOnce: () => boolean,
  whileSent?: (changes: readonly Change[]) => Change[],
): Promise<ToldOnceStage> {
  const stage = toldOnceStage(count, atOnce, whileSent);
  const sorted = [...deeds].sort(([one], [other]) => one - other);
  for (let nowMs = beganMs; sorted.length > 0; nowMs += stepMs) {
    while ((sorted[0]?.[0] ?? Number.POSITIVE_INFINITY) <= nowMs) sorted.shift()?.[1](stage);
    await vi.advanceTimersByTimeAsync(stepMs);
  }
  await vi.advanceTimersByTimeAsync(3_000);
  stage.end();
  return stage;
}

/** The kernel ends a container, and the engine tells it sooner or later, once or twice, around a list or what inspect knows. */
function crashOf(count: number, random: () => number, isGap: boolean): { readonly deeds: Deed[]; readonly deaths: number } {
  const deeds: Deed[] = [];
  let deaths = 0;
  const fromMs = beganMs + 1_000;
  const listedMs = fromMs + random() * 1_500;
  const ends = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    if (random() < 0.1) continue;
    const spreadMs = random() < 0.5 ? 60 : 900;
    let goneMs = Math.round(fromMs + random() * spreadMs);
    for (let run = 0; run < (isGap || random() < 0.7 ? 1 : 3); run += 1) {
      const atMs = goneMs;
      const toldMs = atMs + Math.round(random() * (random() < 0.2 ? 12_000 : 900));
      deaths += 1;
      ends.set(index, atMs);
      deeds.push([atMs, (stage) => stage.kernel(index, false)]);
      if (random() < 0.2) deeds.push([toldMs - 1, (stage) => stage.deliver(inspected(index, atMs))]);
      deeds.push([toldMs, (stage) => stage.deliver(died(index, atMs))]);
      if (random() < 0.3) deeds.push([toldMs + random() * 300, (stage) => stage.deliver(died(index, atMs))]);
      if (run === 2 || isGap || random() < 0.3) break;
      const againMs = Math.round(toldMs + 400 + random() * 400);
      deeds.push([againMs - 1, (stage) => stage.kernel(index, true)], [againMs, (stage) => stage.deliver(started(index, againMs))]);
      goneMs = againMs + 250 + Math.round(random() * 500);
    }
  }
  if (isGap) {
    const containers = () =>
      Array.from({ length: count }, (_, index) => {
        const atMs = ends.get(index);
        const change = atMs !== undefined && atMs <= Date.now() ? inspected(index, atMs) : null;
        return change?.type === 'containerInspected' ? change.container : aContainer(index);
      });
    deeds.push([listedMs, (stage) => stage.deliver({ type: 'containersListed', hostId, atMs: Date.now(), containers: containers() })]);
  }
  return { deeds, deaths };
}

describe('a death is told once', () => {
  it('also where the engine tells it while the window hears of it from the kernel', async () => {
    const deeds: Deed[] = [0, 1, 2].map((index): Deed => [beganMs + 1_000, (stage) => stage.kernel(index, false)]);
    deeds.push([beganMs + 1_000, (stage) => stage.deliver(died(0, beganMs + 1_000))]);
    let said = false;
    const whileSent = (changes: readonly Change[]) => {
      if (said || !changes.some((it) => it.type === 'incidentTold')) return [];
      said = true;
      return [1, 2].map((index) => died(index, beganMs + 1_005));
    };
    const stage = await play(3, deeds, () => true, whileSent);
    expect(said).toBe(true);
    expect(stage.incidents().map((it) => [it.kind, it.deaths])).toEqual([1, 2, 3].map(() => ['crashed', 1]));
  });

  it('and in one with all who die with it, however late the engine tells them', async () => {
    const goneMs = (index: number) => beganMs + 1_000 + index * 15;
    const deeds = Array.from({ length: 12 }, (_, index) => index).flatMap((index): Deed[] => [
      [goneMs(index), (stage) => stage.kernel(index, false)],
      [goneMs(index) + 60 + index * 120, (stage) => stage.deliver(died(index, goneMs(index)))],
    ]);
    const sizes: number[] = [];
    const whileSent = (changes: readonly Change[]) => {
      const opened = changes.filter((it) => it.type === 'incidentTold' && it.news === 'opened');
      if (opened.length > 0) sizes.push(opened.length);
      return [];
    };
    const stage = await play(12, deeds, () => false, whileSent);
    expect(sizes).toEqual([12]);
    expect(stage.incidents().map((it) => it.deaths)).toEqual(Array.from({ length: 12 }, () => 1));
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))('in whatever order the kernel and the engine tell it (%i)', async (seed) => {
    const random = randomNumbers(seed + 1);
    const { deeds, deaths } = crashOf(6, random, false);
    const stage = await play(6, deeds, () => random() < 0.5);
    expect(stage.deaths()).toBe(deaths);
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))('and around a list that shows it too (%i)', async (seed) => {
    const random = randomNumbers(seed + 1_001);
    const { deeds, deaths } = crashOf(6, random, true);
    const stage = await play(6, deeds, () => random() < 0.5);
    expect(stage.deaths()).toBe(deaths);
  });
});
