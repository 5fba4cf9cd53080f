import { expect, it } from 'vitest';
import type { Gap } from '../../../src-main/attention/verdicts/gap.ts';
import { unseenRun } from '../../../src-main/attention/verdicts/sequence.ts';
import { classifyUnseen } from '../../../src-main/attention/verdicts/verdict-unseen.ts';
import { buildContainer } from '../../support/build.ts';

/** The only container of an engine ended with this code while no Quarterdeck ran. */
function judged(exitCode: number, engineWasDown: Gap['engineWasDown']): string | undefined {
  const by = { kind: 'notKnown' as const, name: null };
  const before = buildContainer({ startedAtMs: 50_000 });
  const now = {
    ...before,
    state: 'exited' as const,
    end: { exitCode, outOfMemory: false, atMs: 130_000, requested: 'notKnown' as const, by },
  };
  const gap: Gap = { how: 'closed', fromMs: 100_000, untilMs: 140_000, engineWasDown, liveRestore: false };
  const known = { before, now, gap, engineTookDown: false, run: unseenRun, remembered: null, stopSignal: '', notifyJobs: false };
  const verdict = classifyUnseen(known);
  return verdict ? `${verdict.kind} ${verdict.news}` : undefined;
}

it('a machine that lost its power leaves 255 for a code that was lost, which alarms nobody', () => {
  expect(judged(255, null)).toBe('stopped false');
  expect(judged(1, null)).toBe('diedUnseen true');
});

it('255 is the program’s own where the engine went on all the time', () => {
  expect(judged(255, false)).toBe('diedUnseen true');
});
