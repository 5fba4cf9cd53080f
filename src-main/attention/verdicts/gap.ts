import { isRunning } from '../../../src-shared/describe.ts';
import type { Container, ProblemKind } from '../../../src-shared/model.ts';
import { sameStartMs } from './same-time.ts';

/** A time in which nobody watched a host, and what is known of it. */
export interface Gap {
  /** `away`: the connection to the engine was lost; `closed`: no Quarterdeck ran. */
  readonly how: 'away' | 'closed';
  /** When we last heard of the engine, and when it was listed. */
  readonly fromMs: number;
  readonly untilMs: number;
  /**
   * Whether the engine itself was down meanwhile. True: nothing listened, it was stopped, or its machine was started since.
   * False: it was hung, or remembers events from before the deaths. Null where that is not known.
   */
  readonly engineWasDown: boolean | null;
  /** Whether containers outlive the daemon (docker/live-restore.ts); null where that was not asked. */
  readonly liveRestore: boolean | null;
}

/** What is wrong only where the engine itself is down: nothing listens, or it was stopped. */
export function isEngineDown(kind: ProblemKind): boolean {
  return kind === 'socketMissing' || kind === 'refused' || kind === 'stoppedOnPurpose';
}

/** A daemon that is stopped gives its containers 15 s unless told otherwise; one that was killed ends them as it comes back. */
const togetherMs = 30_000;
/** What the signals of an engine that goes down leave, so that a lone container's end may be its doing. */
const endsByEngine: ReadonlySet<number> = new Set([0, 130, 137, 143, 255]);

/** Whether what runs now is the run that was known before. */
export function isSameRun(before: Container, now: Container, gap: Gap): boolean {
  if (now.state !== 'running' && now.state !== 'paused') return false;
  if (now.startedAtMs === null) return true;
  if (before.startedAtMs === null) return now.startedAtMs <= gap.fromMs;
  const endedBetween = now.end?.atMs != null && now.end.atMs > before.startedAtMs && now.end.atMs <= now.startedAtMs;
  return !endedBetween && Math.abs(now.startedAtMs - before.startedAtMs) <= sameStartMs;
}

/**
 * Whether the engine's end, and not their own, ended what ran before the gap: without live-restore no run outlives the
 * daemon, so one that did shows that the others ended by themselves. Takes all containers of the host, before and now.
 */
export function engineTookThemDown(before: readonly Container[], now: readonly Container[], gap: Gap): boolean {
  if (gap.engineWasDown === false || gap.liveRestore === true) return false;
  const after = new Map(now.map((it) => [it.id, it]));
  const ran = before.filter(isRunning).flatMap((it) => {
    const later = after.get(it.id);
    return later ? [{ before: it, now: later }] : [];
  });
  if (ran.length === 0 || ran.some((it) => isSameRun(it.before, it.now, gap))) return false;
  const ends = ran.flatMap((it) => (it.now.end?.atMs ? [it.now.end.atMs] : []));
  if (ran.length > 1) return Math.max(...ends) - Math.min(...ends) <= togetherMs;
  if (gap.engineWasDown !== true) return false;
  return gap.liveRestore === false || ran.every((it) => looksTakenDown(it.now));
}

function looksTakenDown(now: Container): boolean {
  const exitCode = now.end?.exitCode ?? null;
  return (isRunning(now) || exitCode === null || endsByEngine.has(exitCode)) && now.end?.outOfMemory !== true;
}
