import type { Rule, RuleCondition } from '../../../src-shared/rules.ts';

/** What is known of a rule's condition on one container at one time. */
export interface Reading {
  readonly atMs: number;
  readonly over: boolean;
  /** Per cent, bytes or a count; null where the condition measures nothing. */
  readonly value: number | null;
  /** Since when it is exactly so, where that is known. */
  readonly sinceMs: number | null;
  /** It stays so until something else is told (a state), or it is of this moment only (a sample). */
  readonly lasting: boolean;
}

/** A rule on one container, from reading to reading. */
export interface RuleState {
  readonly lastAtMs: number | null;
  /** Made even over a few seconds, so that one dip or peak of a second is none. */
  readonly value: number | null;
  readonly overSinceMs: number | null;
  readonly wellSinceMs: number | null;
  readonly breachSinceMs: number | null;
  /** The run that it was read of: what was over in an earlier one counts no more. */
  readonly runMs: number | null;
}

export const calmState: RuleState = {
  lastAtMs: null,
  value: null,
  overSinceMs: null,
  wellSinceMs: null,
  breachSinceMs: null,
  runMs: null,
};

export interface Evaluation {
  readonly state: RuleState;
  readonly event: 'begun' | 'ended' | null;
  /** When to look again though nothing new is told; null: never. */
  readonly dueMs: number | null;
}

/** Samples come every second or every ten. Between two that are further apart nothing is known. */
export const readingGapMs = 30_000;
/** A breach has ended when it has been well for as long as it must have been over, but not longer than this. */
const longestCalmMs = 30_000;
const evenedOverMs = 2_000;

/** How long it must be over, in ms. */
export function durationMs(condition: RuleCondition): number {
  return condition.kind === 'restartsOver' ? 0 : condition.forSeconds * 1_000;
}

export function calmMs(condition: RuleCondition): number {
  const seconds = condition.kind === 'restartsOver' ? condition.withinSeconds : condition.forSeconds;
  return Math.min(seconds * 1_000, longestCalmMs);
}

/**
 * What a reading means for a rule. Pure. Null is no data, which is neither a breach nor a recovery. `runMs`: when the
 * container's run began.
 */
export function evaluateRule(rule: Rule, reading: Reading | null, before: RuleState, runMs: number | null): Evaluation {
  const { condition } = rule;
  const state = runMs === before.runMs ? before : newRun(condition, before, runMs);
  if (reading === null) return { state, event: null, dueMs: null };
  const sinceLastMs = state.lastAtMs === null ? null : reading.atMs - state.lastAtMs;
  // Also where the clock was set back.
  const goesOn = sinceLastMs !== null && sinceLastMs >= 0 && (reading.lasting || sinceLastMs <= readingGapMs);
  const since = (known: number | null) => Math.min(reading.sinceMs ?? (goesOn ? known : null) ?? reading.atMs, reading.atMs);
  const read = { ...state, lastAtMs: reading.atMs, value: reading.value };

  if (reading.over) {
    const overSinceMs = since(state.overSinceMs);
    const over: RuleState = { ...read, overSinceMs, wellSinceMs: null };
    const dueMs = overSinceMs + durationMs(condition);
    if (reading.atMs < dueMs) return { state: over, event: null, dueMs: reading.lasting ? dueMs : null };
    if (state.breachSinceMs !== null) return { state: over, event: null, dueMs: null };
    return { state: { ...over, breachSinceMs: overSinceMs }, event: 'begun', dueMs: null };
  }
  const wellSinceMs = since(state.wellSinceMs);
  const well: RuleState = { ...read, overSinceMs: null, wellSinceMs };
  if (state.breachSinceMs === null) return { state: well, event: null, dueMs: null };
  const dueMs = wellSinceMs + calmMs(condition);
  if (reading.atMs < dueMs) return { state: well, event: null, dueMs: reading.lasting ? dueMs : null };
  return { state: { ...well, breachSinceMs: null }, event: 'ended', dueMs: null };
}

/** Since when the container has broken the rule long enough in this run; null while it has not. */
export function establishedMs(rule: Rule, state: RuleState): number | null {
  if (state.overSinceMs === null || state.lastAtMs === null || state.breachSinceMs === null) return null;
  const atMs = state.overSinceMs + durationMs(rule.condition);
  return atMs <= state.lastAtMs ? atMs : null;
}

/** `value` made even with the one before it: a reading counts by the time that it stands for. */
export function evened(state: RuleState, value: number, atMs: number): number {
  const sinceLastMs = state.lastAtMs === null ? Number.POSITIVE_INFINITY : atMs - state.lastAtMs;
  if (state.value === null || sinceLastMs < 0 || sinceLastMs > readingGapMs) return value;
  return value + (state.value - value) * Math.exp(-sinceLastMs / evenedOverMs);
}

function newRun(condition: RuleCondition, before: RuleState, runMs: number | null): RuleState {
  // Restarts are counted over runs, and not running is no property of a run.
  if (condition.kind === 'restartsOver' || condition.kind === 'notRunning') return { ...before, runMs };
  return { ...calmState, breachSinceMs: before.breachSinceMs, runMs };
}
