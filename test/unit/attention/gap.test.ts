import { describe, expect, it } from 'vitest';
import { engineTookThemDown, type Gap, isSameRun } from '../../../src-main/attention/verdicts/gap.ts';
import { runOf, unseenRun } from '../../../src-main/attention/verdicts/sequence.ts';
import { classifyHealth } from '../../../src-main/attention/verdicts/verdict-health.ts';
import { classifyUnseen } from '../../../src-main/attention/verdicts/verdict-unseen.ts';
import type { Container, End } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

const gap: Gap = { how: 'away', fromMs: 100_000, untilMs: 140_000, engineWasDown: true, liveRestore: null };
const id = (index: number) => String(index).repeat(64);
const ran = (index: number, facts: Partial<Container> = {}) => buildContainer({ id: id(index), startedAtMs: 50_000, ...facts });
const end = (exitCode: number, atMs: number): End => ({
  exitCode,
  outOfMemory: false,
  atMs,
  requested: 'notKnown',
  by: { kind: 'notKnown', name: null },
});
const ended = (index: number, exitCode: number, atMs: number, facts: Partial<Container> = {}) =>
  ran(index, { state: 'exited', end: end(exitCode, atMs), ...facts });

describe('whether the engine took its containers down', () => {
  it('it did where all that ran ended together', () => {
    expect(engineTookThemDown([ran(1), ran(2)], [ended(1, 1, 101_000), ended(2, 0, 110_000)], gap)).toBe(true);
    expect(engineTookThemDown([ran(1), ran(2)], [ended(1, 137, 139_000), ended(2, 137, 139_100)], { ...gap, engineWasDown: null })).toBe(
      true,
    );
  });

  it('it did not where one outlived it, where they ended minutes apart, or where containers outlive the daemon', () => {
    expect(engineTookThemDown([ran(1), ran(2)], [ended(1, 1, 101_000), ran(2)], gap)).toBe(false);
    expect(engineTookThemDown([ran(1), ran(2)], [ended(1, 1, 101_000), ended(2, 1, 135_000)], gap)).toBe(false);
    expect(engineTookThemDown([ran(1), ran(2)], [ended(1, 1, 101_000), ended(2, 1, 101_000)], { ...gap, liveRestore: true })).toBe(false);
    expect(engineTookThemDown([ran(1), ran(2)], [ended(1, 1, 101_000), ended(2, 1, 101_000)], { ...gap, engineWasDown: false })).toBe(
      false,
    );
    expect(engineTookThemDown([], [], gap)).toBe(false);
    expect(engineTookThemDown([ran(1)], [], gap)).toBe(false);
  });

  it('of a lone container it did only where the engine was down and the end looks like it', () => {
    expect(engineTookThemDown([ran(1)], [ended(1, 137, 101_000)], gap)).toBe(true);
    expect(engineTookThemDown([ran(1)], [ended(1, 139, 101_000)], gap)).toBe(false);
    expect(engineTookThemDown([ran(1)], [ended(1, 1, 101_000)], { ...gap, liveRestore: false })).toBe(true);
    expect(engineTookThemDown([ran(1)], [ended(1, 137, 101_000)], { ...gap, engineWasDown: null })).toBe(false);
  });

  it('one that runs again did not go on', () => {
    expect(isSameRun(ran(1), ran(1, { startedAtMs: 50_040 }), gap)).toBe(true);
    expect(isSameRun(ran(1), ran(1, { startedAtMs: 120_000 }), gap)).toBe(false);
    expect(isSameRun(ran(1), ran(1, { startedAtMs: 51_500, end: end(1, 51_000) }), gap)).toBe(false);
    expect(isSameRun(ran(1, { startedAtMs: null }), ran(1), gap)).toBe(true);
  });
});

describe('an end that nobody saw', () => {
  const judge = (now: Container, facts: Partial<Parameters<typeof classifyUnseen>[0]> = {}) =>
    classifyUnseen({
      before: ran(1),
      now,
      gap: { ...gap, engineWasDown: false },
      engineTookDown: false,
      run: unseenRun,
      remembered: null,
      stopSignal: '',
      notifyJobs: false,
      ...facts,
    });

  it('of one that its policy would have started again was asked for', () => {
    expect(judge(ended(1, 1, 120_000, { restartPolicy: 'unless-stopped' }))).toMatchObject({ kind: 'stopped', news: false });
    expect(judge(ended(1, 1, 120_000, { restartPolicy: 'on-failure:3', restartCount: 3 }))).toMatchObject({
      kind: 'diedUnseen',
      news: true,
    });
  });

  it('after a signal that we did see was asked for', () => {
    const about = { hostId: 'h-1', containerId: id(1), atMs: 99_990, event: null };
    const run = runOf([{ type: 'containerSignalled', ...about, signal: '15' }]);
    expect(judge(ended(1, 1, 120_000), { run })).toMatchObject({ kind: 'stopped', news: false });
  });

  it('of an interactive or --rm job is none but for who wants to know', () => {
    expect(judge(ended(1, 1, 120_000, { interactive: true }))).toMatchObject({ kind: 'jobEnded', news: false });
    expect(judge(ended(1, 1, 120_000, { autoRemove: true }), { notifyJobs: true })).toMatchObject({ kind: 'jobEnded', news: true });
  });

  it('names the signal, and what did not run or still runs has none', () => {
    expect(judge(ended(1, 139, 120_000))?.what).toBe('Died while the engine was out of sight, SIGSEGV, exited 139');
    expect(judge(ran(1))).toBeNull();
    expect(judge(ended(1, 1, 10), { before: ended(1, 1, 10) })).toBeNull();
  });

  it('that is remembered as somebody’s stop is one, whatever its code', () => {
    const about = { hostId: 'h-1', containerId: id(1), event: null };
    const remembered = [
      { type: 'containerSignalled', ...about, atMs: 119_900, signal: '15' },
      { type: 'containerDied', ...about, atMs: 119_990, exitCode: 1 },
      { type: 'containerStopped', ...about, atMs: 120_050 },
    ] as const;
    expect(judge(ended(1, 1, 120_000), { remembered })).toMatchObject({ kind: 'stopped', news: false });
    expect(judge(ended(1, 137, 120_000), { remembered: remembered.slice(1, 2) })).toMatchObject({ kind: 'diedUnseen', news: true });
  });
});

describe('health', () => {
  const judge = (exitCode: number | null, output: string, ending = false) =>
    classifyHealth({
      change: { type: 'containerHealthChanged', hostId: 'h-1', containerId: id(1), atMs: 60_000, event: null, health: 'unhealthy' },
      container: ran(1),
      lastCheck: exitCode === null && output === '' ? null : { exitCode, output, startedAtMs: null, endedAtMs: null },
      failingStreak: 3,
      ending,
    });

  it.each<readonly [number | null, string, string]>([
    [-1, 'Health check exceeded timeout (3s)', 'Unhealthy: health check timed out after 3\u00a0s'],
    [-1, 'Health check exceeded timeout (1m30s): half of it', 'Unhealthy: health check timed out after 1\u00a0min 30\u00a0s'],
    [-1, 'Health check exceeded timeout (500ms)', 'Unhealthy: health check timed out after 500\u00a0ms'],
    [-1, 'Health check exceeded timeout (1.5s)', 'Unhealthy: health check timed out after 1.5\u00a0s'],
    [1, '', 'Unhealthy: health check exited 1'],
    [null, '', 'Unhealthy'],
    [7, '  % Total\r\n\ncurl: (7) Failed to connect to localhost port 80\n', 'Unhealthy: curl: (7) Failed to connect to localhost port 80'],
    [1, 'login with password=hunter22', 'Unhealthy: login with password=[hidden]'],
  ])('%s “%s”: %s', (exitCode, output, what) => {
    expect(judge(exitCode, output)).toMatchObject({ kind: 'unhealthy', news: true, what });
  });

  it('that goes while somebody ends the container is no news, and a long output is cut', () => {
    expect(judge(1, 'x', true)?.news).toBe(false);
    expect(judge(1, 'x'.repeat(9_000))?.what.length).toBeLessThan(200);
  });
});
