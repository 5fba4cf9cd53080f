import { formatDuration } from '../../../src-shared/format.ts';
import type { Recovery } from '../../../src-shared/rules.ts';

/** What a rule has done to one container. */
export interface RecoveryState {
  /** When it restarted it, oldest first. */
  readonly attemptsAtMs: readonly number[];
  /** Since when it is left alone; null while it is not. */
  readonly leftAloneAtMs: number | null;
}

export const untouched: RecoveryState = { attemptsAtMs: [], leftAloneAtMs: null };

export type RecoveryDecision =
  | { readonly do: 'restart'; readonly number: number }
  | { readonly do: 'wait'; readonly number: number; readonly dueMs: number }
  | { readonly do: 'leaveAlone' }
  /** It is left alone already. */
  | { readonly do: 'nothing' };

/** However often it was doubled. */
const longestDelayMs = 3_600_000;

/** The wait before the restart after `attempts` earlier ones, in ms: doubling, an hour at most. */
export function delayMs(recovery: Recovery, attempts: number): number {
  return Math.min(recovery.firstDelaySeconds * 1_000 * 2 ** attempts, longestDelayMs);
}

/**
 * What to do about a container that has broken its rule since `establishedAtMs`. Pure. Each restart waits anew for the
 * breach, and then for its delay.
 */
export function decideRecovery(recovery: Recovery, state: RecoveryState, establishedAtMs: number, nowMs: number): RecoveryDecision {
  if (state.leftAloneAtMs !== null) return { do: 'nothing' };
  const recent = recentAttempts(recovery, state, nowMs);
  if (recent.length >= recovery.maxRestarts) return { do: 'leaveAlone' };
  const number = recent.length + 1;
  const dueMs = Math.max(establishedAtMs, recent.at(-1) ?? establishedAtMs) + delayMs(recovery, recent.length);
  return nowMs >= dueMs ? { do: 'restart', number } : { do: 'wait', number, dueMs };
}

/** Once it is well: what is older than the time that counts is forgotten, and with it that it was left alone. */
export function whileWell(recovery: Recovery, state: RecoveryState, nowMs: number): RecoveryState {
  const attemptsAtMs = recentAttempts(recovery, state, nowMs);
  if (attemptsAtMs.length === 0) return untouched;
  return attemptsAtMs.length === state.attemptsAtMs.length ? state : { ...state, attemptsAtMs };
}

/** What the incident and the feed say when no more is done. */
export function leftAloneText(ruleName: string, recovery: Recovery, runs: boolean): string {
  const times = recovery.maxRestarts === 1 ? 'once' : recovery.maxRestarts === 2 ? 'twice' : `${recovery.maxRestarts} times`;
  const next = runs ? 'restart it' : 'start it';
  return `Restarted ${times} by rule ${ruleName}, then left alone. Fix it, then ${next}.`;
}

/** 'Restart 2 of 3 in 4 s'. */
export function plannedText(number: number, of: number, inMs: number): string {
  return `Restart ${number} of ${of} in ${formatDuration(Math.ceil(inMs / 1_000) * 1_000)}`;
}

/** A clock that was set back must not make an attempt count for longer than its window. */
function recentAttempts(recovery: Recovery, state: RecoveryState, nowMs: number): readonly number[] {
  return state.attemptsAtMs.filter((atMs) => Math.abs(nowMs - atMs) < recovery.withinSeconds * 1_000);
}
