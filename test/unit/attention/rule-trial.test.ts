import { describe, expect, it } from 'vitest';
import { containersOf, tryRule } from '../../../src-main/attention/rules/rule-trial.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import { ruleTrialSchema } from '../../../src-shared/rules.ts';
import type { Sample } from '../../../src-shared/samples.ts';
import { buildContainer } from '../../support/build.ts';
import { aRule, aSample, packed } from './rule-stage.ts';

const web = buildContainer();
const rule = aRule({ condition: { kind: 'cpuOver', percent: 95, forSeconds: 60 } });
const history = (samples: readonly Sample[]) => [{ hostId: web.hostId, containerId: web.id, values: packed(samples) }];
const every10s = (from: number, to: number, cpuPercent: number) =>
  Array.from({ length: (to - from) / 10 }, (_, index) => aSample({ atMs: (from + index * 10) * 1_000, cpuPercent }));

describe('trying a rule', () => {
  it('shows what it would have done over what is kept', () => {
    const past = [...every10s(100, 300, 121), ...every10s(300, 600, 3), ...every10s(600, 900, 150)];
    const trial = tryRule(rule, [web], history(past));
    expect(ruleTrialSchema.parse(trial)).toEqual(trial);
    const breaches = trial.breaches.map(({ fromMs, untilMs, text }) => [fromMs / 1_000, untilMs, text.replaceAll('\u00a0', ' ')]);
    expect(trial).toMatchObject({ containers: 1, sinceMs: 100_000, notTriable: null });
    expect(breaches).toEqual([
      [100, 300_000, 'CPU 121 % for 3 min 10 s'],
      [600, null, 'CPU 150 % for 4 min 50 s'],
    ]);
  });

  it('ends with the container’s last reading where it runs no more', () => {
    const stopped = { ...web, state: 'exited' as const };
    expect(tryRule(rule, [stopped], history(every10s(0, 200, 121))).breaches[0]?.untilMs).toBe(190_000);
  });

  it('says why where the past is not kept', () => {
    const trial = tryRule(aRule({ condition: { kind: 'unhealthy', forSeconds: 5 } }), [web], []);
    expect(trial).toMatchObject({ containers: 1, sinceMs: null, breaches: [], notTriable: expect.stringContaining('Switch the rule on') });
  });

  it('is about the containers of its scope on our own engines', () => {
    const theirs = { ...web, hostId: 'remote-0123abcd-h-1' };
    const other = { ...web, id: 'b'.repeat(64), name: 'db' };
    const containers = new Map([web, theirs, other].map((it) => [containerKey(it.hostId, it.id), it]));
    expect(containersOf(rule, { ...emptyFleet, containers })).toEqual([web, other]);
    expect(containersOf({ ...rule, scope: { kind: 'container', name: 'db' } }, { ...emptyFleet, containers })).toEqual([other]);
  });

  it('tells at most 200 breaches, the last ones', () => {
    const short = aRule({ condition: { kind: 'cpuOver', percent: 50, forSeconds: 1 } });
    const past = Array.from({ length: 2_000 }, (_, index) => aSample({ atMs: index * 1_000, cpuPercent: index % 8 < 4 ? 110 : 0 }));
    const { breaches } = tryRule(short, [web], history(past));
    expect(breaches).toHaveLength(200);
    expect(breaches.at(-1)?.fromMs).toBeGreaterThan(1_900_000);
  });
});
