import { describe, expect, it } from 'vitest';
import { readSample } from '../../../src-main/attention/rules/rule-readings.ts';
import { calmMs, calmState, durationMs, evaluateRule, type Reading, type RuleState } from '../../../src-main/attention/rules/rule-watch.ts';
import type { Rule } from '../../../src-shared/rules.ts';
import { buildContainer } from '../../support/build.ts';
import { aRule, aSample, randomNumbers } from './rule-stage.ts';

const cpu = aRule({ condition: { kind: 'cpuOver', percent: 95, forSeconds: 120 } });

/** What a rule says of CPU readings: 'begun' and 'ended' with the second. */
function play(rule: Rule, readings: readonly (readonly [second: number, percent: number])[]): string[] {
  let state: RuleState = calmState;
  const said: string[] = [];
  for (const [second, percent] of readings) {
    const reading = readSample(rule.condition, aSample({ atMs: second * 1_000, cpuPercent: percent }), buildContainer(), state);
    const evaluation = evaluateRule(rule, reading, state, 0);
    state = evaluation.state;
    if (evaluation.event) said.push(`${evaluation.event} ${second}`);
  }
  return said;
}

const seconds = (from: number, to: number, every: number, percent: number) =>
  Array.from({ length: Math.floor((to - from) / every) }, (_, index): [number, number] => [from + index * every, percent]);

describe('a rule on CPU', () => {
  it('is broken once it was over for long enough, seen every second or every ten', () => {
    expect(play(cpu, seconds(0, 200, 1, 121))).toEqual(['begun 120']);
    expect(play(cpu, seconds(0, 200, 10, 121))).toEqual(['begun 120']);
    expect(play(cpu, seconds(0, 120, 1, 121))).toEqual([]);
    expect(play(cpu, seconds(0, 400, 1, 95))).toEqual([]);
  });

  it('ends once it was well for 30 s, and not before', () => {
    expect(play(cpu, [...seconds(0, 150, 1, 121), ...seconds(150, 170, 1, 3), ...seconds(170, 200, 1, 121)])).toEqual(['begun 120']);
    const ended = play(cpu, [...seconds(0, 150, 10, 121), ...seconds(150, 300, 10, 3)]);
    expect(ended).toEqual(['begun 120', 'ended 180']);
  });

  it('is not kept from it by the dip of a second, and not broken by peaks', () => {
    const dips = seconds(0, 200, 1, 121).map(([second]): [number, number] => [second, second % 15 === 14 ? 80 : 121]);
    expect(play(cpu, dips)).toEqual(['begun 120']);
    const peaks = seconds(0, 600, 1, 4).map(([second]): [number, number] => [second, second % 10 === 0 ? 400 : 4]);
    expect(play(cpu, peaks)).toEqual([]);
  });

  it('takes no data for neither good nor bad', () => {
    const sleeps = [...seconds(0, 60, 1, 121), ...seconds(3_600, 3_660, 1, 121)];
    expect(play(cpu, sleeps)).toEqual([]);
    const gap = [...seconds(0, 150, 1, 121), [3_600, 121] as const, [3_601, 2] as const, [7_200, 2] as const];
    expect(play(cpu, gap)).toEqual(['begun 120']);
    const state = { ...calmState, breachSinceMs: 5, overSinceMs: 5, lastAtMs: 9, runMs: 0 };
    expect(evaluateRule(cpu, null, state, 0)).toEqual({ state, event: null, dueMs: null });
  });

  it('begins anew with each run of the container, while a breach goes on over them', () => {
    const over = (atMs: number): Reading => ({ atMs, over: true, value: 121, sinceMs: null, lasting: false });
    const first = evaluateRule(cpu, over(110_000), { ...calmState, overSinceMs: 0, lastAtMs: 109_000, runMs: 0 }, 111_000);
    expect(first.state.overSinceMs).toBe(110_000);
    const broken = { ...calmState, overSinceMs: 0, breachSinceMs: 0, lastAtMs: 109_000, runMs: 0 };
    expect(evaluateRule(cpu, over(110_000), broken, 111_000).state).toMatchObject({ overSinceMs: 110_000, breachSinceMs: 0 });
  });

  it('does not lose its way where the clock is set back', () => {
    expect(play(cpu, [...seconds(1_000, 1_060, 1, 121), ...seconds(10, 200, 1, 121)])).toEqual(['begun 130']);
  });
});

describe('a rule on a state', () => {
  const unhealthy = aRule({ condition: { kind: 'unhealthy', forSeconds: 30 } });
  const lasting = (atMs: number, over: boolean, sinceMs: number | null): Reading => ({ atMs, over, value: null, sinceMs, lasting: true });

  it('says when to look again, as nothing new will be told', () => {
    const seen = evaluateRule(unhealthy, lasting(5_000, true, 4_000), calmState, 0);
    expect(seen).toMatchObject({ event: null, dueMs: 34_000 });
    const begun = evaluateRule(unhealthy, lasting(34_000, true, 4_000), seen.state, 0);
    expect(begun).toMatchObject({ event: 'begun', dueMs: null, state: { breachSinceMs: 4_000 } });
    const well = evaluateRule(unhealthy, lasting(40_000, false, 39_000), begun.state, 0);
    expect(well).toMatchObject({ event: null, dueMs: 69_000 });
    expect(evaluateRule(unhealthy, lasting(69_000, false, 39_000), well.state, 0)).toMatchObject({ event: 'ended', dueMs: null });
  });

  it('is broken at once where the engine knows that it was so long before', () => {
    expect(evaluateRule(unhealthy, lasting(100_000, true, 1_000), calmState, 0).event).toBe('begun');
  });
});

describe('whatever the readings are', () => {
  it('a breach lasts at least as long as it takes to be well, and two are apart by as long as it takes to be bad', () => {
    for (let seed = 1; seed <= 80; seed += 1) {
      const random = randomNumbers(seed);
      const forSeconds = 1 + Math.floor(random() * 90);
      const rule = aRule({ condition: { kind: 'cpuOver', percent: 50, forSeconds } });
      let state: RuleState = calmState;
      let atMs = 0;
      let begunMs: number | null = null;
      let endedMs: number | null = null;
      for (let step = 0; step < 1_500; step += 1) {
        atMs += random() < 0.02 ? 60_000 : random() < 0.5 ? 1_000 : 10_000;
        const calm = Math.sin(atMs / (20_000 + seed * 500)) > 0;
        const sample = aSample({ atMs, cpuPercent: calm ? random() * 60 : 40 + random() * 60 });
        const { state: after, event } = evaluateRule(rule, readSample(rule.condition, sample, buildContainer(), state), state, 0);
        state = after;
        if (event === 'begun') {
          expect(begunMs === null || (endedMs !== null && begunMs < endedMs)).toBe(true);
          expect(atMs - (state.breachSinceMs ?? atMs)).toBeGreaterThanOrEqual(durationMs(rule.condition));
          if (endedMs !== null) expect(atMs - endedMs).toBeGreaterThanOrEqual(durationMs(rule.condition));
          begunMs = atMs;
        }
        if (event === 'ended') {
          expect(begunMs).not.toBeNull();
          expect(atMs - (begunMs ?? atMs)).toBeGreaterThanOrEqual(calmMs(rule.condition));
          endedMs = atMs;
        }
      }
    }
  });
});
