import type { EvidenceFact, VerdictKind } from '../../../src-shared/incidents.ts';
import type { Actor, Container, End } from '../../../src-shared/model.ts';
import { exitText, jobExitText } from './exit-words.ts';
import { isBuildStep, isJob } from './jobs.ts';
import { findRestartLoop, type PastDeath, policyStartsAgain, type RestartLoop } from './restart-loop.ts';
import { type Intent, intentOf, mayBecomeStop, type RunSequence } from './sequence.ts';
import { atLimit, endFacts } from './verdict-facts.ts';

/** What an end, or a container's health, means. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** Worth telling somebody who did not ask; else it is listed at most. */
  readonly news: boolean;
  /**
   * False: a signal came that may be the image's own stop signal, and neither the engine's `stop`, which may come 100 ms
   * after the death, nor inspect (`stopSignal`) has said yet. Ask again with either before telling it, for 500 ms at most.
   */
  readonly certain: boolean;
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

/** What is known when a run is over: its events (sequence.ts), and what inspect says as soon as it does. */
export interface RunEnd {
  readonly run: RunSequence;
  /** Its list facts, before or after the end. `end.outOfMemory` is inspect's OOMKilled. */
  readonly container: Container;
  /** Config.StopSignal, '' where it has none; null while inspect has not told. */
  readonly stopSignal: string | null;
  /** The setting: interactive and `--rm` jobs that end with another code than 0 are news. */
  readonly notifyJobs: boolean;
  /** Deaths that nobody asked for, oldest first, without this one; as far as restart-loop.ts looks. */
  readonly earlier: readonly PastDeath[];
}

/** How long after an `oom` without a death it is told as a child's. */
export const childOutOfMemoryMs = 2_000;
/** An end this soon after an `oom` comes of it. */
const oomCauseMs = 10_000;
/** The event's and inspect's times of one death differ by some milliseconds. */
const sameEndMs = 2_000;

const itself: Actor = { kind: 'itself', name: null };
const kernel: Actor = { kind: 'kernel', name: null };

/** What the end of a run means; null: nothing has ended (a reload signal, a child that ran out of memory). */
export function classifyEnd(end: RunEnd): Verdict | null {
  const { run, container } = end;
  const intent = intentOf(run, { restartPolicy: container.restartPolicy, stopSignal: end.stopSignal });
  if (run.death === null && run.stoppedAtMs === null) return null;
  const seen = seenOf(end);
  if (intent) return { ...seen, kind: 'stopped', by: intent.by, what: stoppedText(run, seen.exitCode, intent) };
  const certain = !mayBecomeStop(run, end.stopSignal);
  return { ...seen, certain, ...byItself(end, seen) };
}

/** What an `oom` means that no death has followed for `childOutOfMemoryMs`: a process of the container was killed, it goes on. */
export function classifyOutOfMemory({ run, container }: Pick<RunEnd, 'run' | 'container'>): Verdict | null {
  if (!run.outOfMemory || run.death) return null;
  const { what, ...rest } = childOutOfMemory(container);
  const facts = endFacts({ run, container, exitCode: null, ranForMs: null, outOfMemory: true, oomKilled: false });
  return { ...rest, what, facts, certain: true, exitCode: null, diedAtMs: null, ranForMs: null, startsAgain: false };
}

type Seen = Omit<Verdict, 'kind' | 'by' | 'what'> & { readonly outOfMemory: boolean };
type Said = Pick<Verdict, 'kind' | 'news' | 'by' | 'what'> & Partial<Pick<Verdict, 'startsAgain'>>;

/** What the events and inspect say of the end, whoever was behind it. */
function seenOf({ run, container }: RunEnd): Seen {
  const inspected = sameEnd(run, container.end);
  const exitCode = run.death ? (run.death.exitCode ?? inspected?.exitCode ?? null) : null;
  const diedAtMs = run.death?.atMs ?? null;
  const outOfMemory = ranOutOfMemory(run, exitCode, inspected?.outOfMemory ?? false);
  const startedAtMs = run.startedAtMs ?? container.startedAtMs;
  const ranForMs = diedAtMs === null || startedAtMs === null || startedAtMs > diedAtMs ? null : diedAtMs - startedAtMs;
  const facts = endFacts({ run, container, exitCode, ranForMs, outOfMemory, oomKilled: inspected?.outOfMemory ?? false });
  return { news: false, certain: true, facts, exitCode, diedAtMs, ranForMs, startsAgain: false, outOfMemory };
}

function sameEnd({ death, startedAtMs }: RunSequence, end: End | null): End | null {
  if (!death || !end || end.atMs === null || (startedAtMs !== null && end.atMs < startedAtMs)) return null;
  return Math.abs(end.atMs - death.atMs) <= sameEndMs ? end : null;
}

/** A death carries no mark of its own. inspect's may be of a child, hours ago: the kernel's own signal must be seen beside it. */
function ranOutOfMemory({ outOfMemory, death }: RunSequence, exitCode: number | null, oomKilled: boolean): boolean {
  if (!death || exitCode === 0) return false;
  if (outOfMemory) return death.atMs - outOfMemory.lastAtMs <= oomCauseMs;
  return oomKilled && exitCode === 137;
}

function byItself(end: RunEnd, seen: Seen): Said {
  const { run, container } = end;
  if (isBuildStep(container) || isJob(container, run)) return jobEnded(end, seen);
  const { outOfMemory, exitCode, diedAtMs } = seen;
  const startedSince = container.startedAtMs !== null && diedAtMs !== null && container.startedAtMs > diedAtMs;
  const again =
    startedSince || container.state === 'restarting' || policyStartsAgain(container.restartPolicy, exitCode, container.restartCount);
  const deaths = diedAtMs === null ? end.earlier : [...end.earlier, { atMs: diedAtMs, exitCode, outOfMemory }];
  const loop = findRestartLoop(deaths, container.restartPolicy);
  if (loop) return { ...restartLoop(loop, again), startsAgain: again };
  return { ...single(end, seen), startsAgain: again };
}

function single({ run, container }: RunEnd, { exitCode, outOfMemory }: Seen): Said {
  if (outOfMemory) return { kind: 'outOfMemory', news: true, by: kernel, what: `Out of memory${atLimit(container.memoryLimitBytes)}` };
  if (exitCode !== 0) return { kind: 'crashed', news: true, by: itself, what: exitText(exitCode) };
  const childKilled = run.outOfMemory && run.death && run.death.atMs - run.outOfMemory.lastAtMs <= oomCauseMs;
  if (!childKilled) return { kind: 'finished', news: false, by: itself, what: 'Finished, code 0' };
  const child = childOutOfMemory(container);
  return { ...child, what: `${child.what}; finished, code 0` };
}

function childOutOfMemory(container: Container): Said {
  return { kind: 'childOutOfMemory', news: true, by: kernel, what: `A process ran out of memory${atLimit(container.memoryLimitBytes)}` };
}

function jobEnded({ container, notifyJobs }: RunEnd, { exitCode, outOfMemory }: Seen): Said {
  if (exitCode === 0) return { kind: 'finished', news: false, by: itself, what: 'Finished, code 0' };
  const what = outOfMemory ? `Out of memory${atLimit(container.memoryLimitBytes)}` : jobExitText(exitCode);
  return { kind: 'jobEnded', news: notifyJobs && !isBuildStep(container), by: outOfMemory ? kernel : itself, what };
}

function restartLoop(loop: RestartLoop, again: boolean): Said {
  return { kind: 'restartLoop', news: loop.failing, by: itself, what: `Restart loop: ${loop.text}${again ? '' : ', gave up'}` };
}

function stoppedText(run: RunSequence, exitCode: number | null, { how }: Intent): string {
  if (run.death === null) return 'Stopped while it waited to restart';
  const killed = exitCode === 137 && run.signals.some((it) => it.name === 'SIGKILL');
  if (killed) return how === 'kill' && run.signals.length === 1 ? 'Killed' : 'Stopped, had to be killed';
  return exitCode === 0 || exitCode === 143 || exitCode === null ? 'Stopped' : `Stopped, exited ${exitCode}`;
}
