import type { EvidenceFact, VerdictKind } from '../../src-shared/incidents.ts';
import type { Actor, Container } from '../../src-shared/model.ts';
import type { RunSequence } from './sequence.ts';

/** What an end, or a container's health, means. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** Worth telling somebody who did not ask; else it is listed at most. */
  readonly news: boolean;
  readonly by: Actor;
  /** What it rests on, most telling first. */
  readonly facts: readonly EvidenceFact[];
  /** One line: 'Out of memory at 512 MiB', 'Exited 1'. `withErrorLine` adds the log's word to it where it fits. */
  readonly what: string;
  readonly exitCode: number | null;
  readonly diedAtMs: number | null;
  readonly ranForMs: number | null;
  /** Its restart policy starts it again. */
  readonly startsAgain: boolean;
}

/** An earlier death of the same container that nobody had asked for. */
export interface PastDeath {
  readonly atMs: number;
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
}

/** What is known when a run is over: its events (sequence.ts), and what inspect says as soon as it does. */
export interface RunEnd {
  readonly run: RunSequence;
  /** Its list facts, before or after the end. `end.outOfMemory` is inspect's OOMKilled. */
  readonly container: Container;
  /** Config.StopSignal; null while inspect has not told. */
  readonly stopSignal: string | null;
  /** The setting: interactive and `--rm` jobs that end with another code than 0 are news. */
  readonly notifyJobs: boolean;
  /** Oldest first, without this one; those of the last `loopWindowMs` count. */
  readonly earlier: readonly PastDeath[];
}

/** Three deaths by itself within this time, each followed by a restart of the policy, are a loop. */
export const loopWindowMs = 600_000;

/** What the end of a run means; null: nothing has ended (a reload signal, a child that ran out of memory). */
export function classifyEnd(end: RunEnd): Verdict | null {
  void end;
  return null;
}

/** What an `oom` means that no death has followed for `childOutOfMemoryMs`: a process of the container was killed, it goes on. */
export function classifyOutOfMemory(end: Pick<RunEnd, 'run' | 'container'>): Verdict | null {
  void end;
  return null;
}

/** How long after an `oom` a death still comes from it. */
export const childOutOfMemoryMs = 2_000;
