import { describe, expect, it } from 'vitest';
import {
  decideRecovery,
  delayMs,
  leftAloneText,
  type RecoveryState,
  untouched,
  whileWell,
} from '../../../src-main/attention/rules/recovery.ts';
import { printOf, readNotes, writeNotes } from '../../../src-main/attention/rules/recovery-notes.ts';
import type { Recovery } from '../../../src-shared/rules.ts';
import { aRule, randomNumbers } from './rule-stage.ts';

const recovery: Recovery = { maxRestarts: 3, withinSeconds: 600, firstDelaySeconds: 2 };

/** Plays a container that fails again `failsAfterMs` after each restart; gives when it was restarted and left alone. */
function play(failsAfterMs: number, untilMs = 3_600_000): { restartsMs: number[]; leftAloneMs: number | null } {
  let state: RecoveryState = untouched;
  let establishedMs = 0;
  const restartsMs: number[] = [];
  for (let nowMs = 0; nowMs < untilMs; nowMs += 500) {
    if (nowMs < establishedMs) continue;
    const decision = decideRecovery(recovery, state, establishedMs, nowMs);
    if (decision.do === 'leaveAlone') return { restartsMs, leftAloneMs: nowMs };
    if (decision.do !== 'restart') continue;
    expect(decision.number).toBe(state.attemptsAtMs.filter((atMs) => nowMs - atMs < 600_000).length + 1);
    restartsMs.push(nowMs);
    state = { ...state, attemptsAtMs: [...state.attemptsAtMs, nowMs] };
    establishedMs = nowMs + failsAfterMs;
  }
  return { restartsMs, leftAloneMs: null };
}

describe('a rule that recovers', () => {
  it('waits twice as long before each restart, then leaves the container alone', () => {
    expect(play(1_000)).toEqual({ restartsMs: [2_000, 7_000, 16_000], leftAloneMs: 17_000 });
  });

  it('goes on where failures are so rare that they are not too many in the time that counts', () => {
    const { restartsMs, leftAloneMs } = play(400_000);
    expect(leftAloneMs).toBeNull();
    expect(restartsMs.length).toBeGreaterThan(5);
  });

  it('never waits longer than an hour, and not at all where it shall not', () => {
    expect(delayMs({ ...recovery, firstDelaySeconds: 3_600, maxRestarts: 20 }, 19)).toBe(3_600_000);
    expect(delayMs({ ...recovery, firstDelaySeconds: 0 }, 5)).toBe(0);
  });

  it('does nothing more to what is left alone', () => {
    expect(decideRecovery(recovery, { attemptsAtMs: [1, 2, 3], leftAloneAtMs: 5 }, 0, 10_000_000)).toEqual({ do: 'nothing' });
  });

  it('forgets restarts of long ago only once the container is well', () => {
    const state = { attemptsAtMs: [1_000, 2_000], leftAloneAtMs: 3_000 };
    expect(whileWell(recovery, state, 500_000)).toBe(state);
    expect(whileWell(recovery, state, 601_500)).toEqual({ attemptsAtMs: [2_000], leftAloneAtMs: 3_000 });
    expect(whileWell(recovery, state, 700_000)).toBe(untouched);
  });

  it('says what it did and what to do', () => {
    expect(leftAloneText('Keep it up', recovery, false)).toBe(
      'Restarted 3 times by rule Keep it up, then left alone. Fix it, then start it.',
    );
    expect(leftAloneText('CPU', { ...recovery, maxRestarts: 1 }, true)).toBe(
      'Restarted once by rule CPU, then left alone. Fix it, then restart it.',
    );
  });

  it('never restarts more often than it may within its time, whatever happens', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = randomNumbers(seed);
      const wish: Recovery = {
        maxRestarts: 1 + Math.floor(random() * 6),
        withinSeconds: 10 + Math.floor(random() * 1_000),
        firstDelaySeconds: Math.floor(random() * 20),
      };
      let state: RecoveryState = untouched;
      const done: number[] = [];
      let establishedMs = 0;
      for (let nowMs = 0; nowMs < 4_000_000; nowMs += 1 + Math.floor(random() * 30_000)) {
        if (random() < 0.2) state = whileWell(wish, state, nowMs);
        if (random() < 0.3) establishedMs = nowMs;
        const decision = decideRecovery(wish, state, establishedMs, nowMs);
        if (decision.do === 'leaveAlone') state = { ...state, leftAloneAtMs: nowMs };
        if (decision.do !== 'restart') continue;
        done.push(nowMs);
        state = { ...state, attemptsAtMs: [...state.attemptsAtMs, nowMs].slice(-20) };
        expect(done.filter((atMs) => nowMs - atMs < wish.withinSeconds * 1_000).length).toBeLessThanOrEqual(wish.maxRestarts);
      }
    }
  });
});

describe('what was done', () => {
  const note = {
    ruleId: 'r-1',
    print: printOf(aRule()),
    hostId: 'h-1',
    containerId: 'a'.repeat(64),
    attemptsAtMs: [1],
    leftAloneAtMs: null,
    endMs: 5,
  };

  it('outlives Quarterdeck, and what can’t be understood is none', () => {
    expect(readNotes(JSON.parse(JSON.stringify(writeNotes([note]))))).toEqual([note]);
    for (const broken of [undefined, null, [], { version: 2, notes: [] }, { version: 1, notes: [{}] }])
      expect(readNotes(broken)).toEqual([]);
  });

  it('belongs to the rule as it was, by whatever name', () => {
    expect(printOf(aRule({ name: 'Other' }))).toBe(note.print);
    expect(printOf(aRule({ recovery }))).not.toBe(note.print);
    expect(printOf(aRule({ condition: { kind: 'notRunning', forSeconds: 2 } }))).not.toBe(note.print);
  });
});
