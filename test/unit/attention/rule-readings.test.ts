import { describe, expect, it } from 'vitest';
import { changesAtMs, emptyMemory, inScope, readSample, readState } from '../../../src-main/attention/rules/rule-readings.ts';
import { calmState } from '../../../src-main/attention/rules/rule-watch.ts';
import { breachText, endText } from '../../../src-main/attention/rules/rule-words.ts';
import type { FlowStatus } from '../../../src-shared/flow.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { RuleCondition } from '../../../src-shared/rules.ts';
import { buildContainer } from '../../support/build.ts';
import { aSample } from './rule-stage.ts';

const nowMs = 100_000;
const flow = (state: FlowStatus['state']): FlowStatus => ({
  hostId: 'h-1',
  containerId: 'a'.repeat(64),
  socketPath: '/x',
  state,
  saidName: null,
  lastCommunicationAtMs: null,
});
const waiting = flow({ state: 'waiting' });
const died = (requested: 'yes' | 'no' | 'notKnown', state: Container['state'] = 'exited') =>
  buildContainer({ state, end: { exitCode: 1, outOfMemory: false, atMs: 90_000, requested, by: { kind: 'itself', name: null } } });

const read = (condition: RuleCondition, container: Container, memory = emptyMemory, status: FlowStatus | undefined = undefined) => {
  const reading = readState(condition, container, status, memory, nowMs);
  return reading === null ? 'nothing known' : `${reading.over ? 'broken' : 'well'} since ${reading.sinceMs ?? 'now'}`;
};

describe('what rules read of a container', () => {
  it('knows its scope by name and project, so that it outlives an update', () => {
    const container = buildContainer({ name: 'web', project: 'shop' });
    expect(inScope({ kind: 'all' }, container)).toBe(true);
    expect(inScope({ kind: 'project', project: 'shop' }, container)).toBe(true);
    expect(inScope({ kind: 'project', project: 'web' }, container)).toBe(false);
    expect(inScope({ kind: 'container', name: 'web' }, container)).toBe(true);
    expect(inScope({ kind: 'container', name: 'we' }, container)).toBe(false);
  });

  it.each<[string, Container, string]>([
    ['that runs', buildContainer({ startedAtMs: 7 }), 'well since 7'],
    ['that died by itself', died('no'), 'broken since 90000'],
    ['that is dead', died('no', 'dead'), 'broken since 90000'],
    ['that somebody stopped', died('yes'), 'well since 90000'],
    ['that died while nobody looked', died('notKnown'), 'nothing known'],
    ['that its restart policy will start', died('no', 'restarting'), 'nothing known'],
    ['that is being removed', died('no', 'removing'), 'nothing known'],
    ['that never ran', buildContainer({ state: 'created' }), 'well since now'],
  ])('not running: one %s', (_, container, expected) => {
    expect(read({ kind: 'notRunning', forSeconds: 1 }, container)).toBe(expected);
  });

  it('not running: an end that was known before Quarterdeck was started anew', () => {
    expect(read({ kind: 'notRunning', forSeconds: 1 }, died('notKnown'), { ...emptyMemory, knownEndMs: 90_300 })).toBe(
      'broken since 90000',
    );
    expect(read({ kind: 'notRunning', forSeconds: 1 }, died('notKnown'), { ...emptyMemory, knownEndMs: 50_000 })).toBe('nothing known');
    expect(read({ kind: 'notRunning', forSeconds: 1 }, died('yes'), { ...emptyMemory, knownEndMs: 90_000 })).toBe('well since 90000');
  });

  it('unhealthy: one that is starting is neither', () => {
    const unhealthy: RuleCondition = { kind: 'unhealthy', forSeconds: 1 };
    expect(read(unhealthy, buildContainer({ health: 'unhealthy', healthSinceMs: 3 }))).toBe('broken since 3');
    expect(read(unhealthy, buildContainer({ health: 'starting', healthSinceMs: 3 }))).toBe('nothing known');
    expect(read(unhealthy, buildContainer({ health: 'healthy', healthSinceMs: 3 }))).toBe('well since 3');
    expect(read(unhealthy, died('no'))).toBe('well since 90000');
  });

  it('restarts: more than so many in the time, and no longer than they are in it', () => {
    const condition: RuleCondition = { kind: 'restartsOver', count: 2, withinSeconds: 60 };
    const memory = { ...emptyMemory, restartsAtMs: [10_000, 50_000, 60_000, 70_000] };
    expect(readState(condition, buildContainer(), undefined, memory, nowMs)).toMatchObject({ over: true, value: 3 });
    expect(changesAtMs(condition, memory, nowMs)).toBe(110_000);
    expect(readState(condition, buildContainer(), undefined, memory, 110_000)).toMatchObject({ over: false, value: 2 });
  });

  it('not connected: since it runs, or lost its connection', () => {
    const condition: RuleCondition = { kind: 'flowNotConnected', forSeconds: 1 };
    expect(read(condition, buildContainer())).toBe('well since now');
    expect(read(condition, buildContainer({ startedAtMs: 20 }), { ...emptyMemory, flowSinceMs: 10 }, waiting)).toBe('broken since 20');
    expect(read(condition, buildContainer({ startedAtMs: 20 }), { ...emptyMemory, flowSinceMs: 30 }, waiting)).toBe('broken since 30');
    // Its socket is known before the container is: nothing may be lost by that.
    expect(read(condition, buildContainer({ startedAtMs: 20 }), emptyMemory, waiting)).toBe('broken since 20');
    expect(read(condition, buildContainer(), emptyMemory, flow({ state: 'connected', sinceMs: 8 }))).toBe('well since 8');
    expect(read(condition, died('no'), emptyMemory, waiting)).toBe('well since 90000');
  });

  it('memory: of the container’s own limit only', () => {
    const condition: RuleCondition = { kind: 'memoryOverPercent', percent: 90, forSeconds: 1 };
    const sample = aSample({ memoryBytes: 95, memoryLimitBytes: 1_000 });
    expect(readSample(condition, sample, buildContainer({ memoryLimitBytes: 100 }), calmState)).toMatchObject({ over: true, value: 95 });
    expect(readSample(condition, sample, buildContainer(), calmState)).toMatchObject({ over: false });
    expect(readSample({ kind: 'memoryOverBytes', bytes: 94, forSeconds: 1 }, sample, buildContainer(), calmState)).toMatchObject({
      over: true,
    });
  });

  it('says in words what is so and what it was', () => {
    const plain = (text: string) => text.replaceAll('\u00a0', ' ');
    const words = (condition: RuleCondition, value: number | null) => [
      plain(breachText(condition, value, 120_000)),
      plain(endText(condition, true)),
      plain(endText(condition, false)),
    ];
    expect(words({ kind: 'cpuOver', percent: 95, forSeconds: 120 }, 121)).toEqual([
      'CPU 121 % for 2 min',
      'CPU is back under 95 %',
      'Runs no more',
    ]);
    expect(words({ kind: 'memoryOverPercent', percent: 90, forSeconds: 60 }, 93.2)[0]).toBe('Memory 93.2 % of its limit for 2 min');
    expect(words({ kind: 'memoryOverBytes', bytes: 8_589_934_592, forSeconds: 60 }, 9e9)).toEqual([
      'Memory 8.38 GiB for 2 min',
      'Memory is back under 8 GiB',
      'Runs no more',
    ]);
    expect(words({ kind: 'restartsOver', count: 3, withinSeconds: 600 }, 4)[0]).toBe('4 restarts in 10 min');
    expect(words({ kind: 'notRunning', forSeconds: 60 }, null)).toEqual(['Not running for 2 min', 'Runs again', 'Stopped']);
  });
});
