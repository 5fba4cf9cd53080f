import type { ContainerEventChange } from '../../../src-shared/changes.ts';
import { signalName } from '../../../src-shared/describe.ts';
import type { Actor, Operation, OperationKind } from '../../../src-shared/model.ts';

/** What we ourselves do to a container: an Operation, as far as its end depends on it. */
export type OwnAct = Pick<Operation, 'kind' | 'by' | 'sinceMs'>;

interface SentSignal {
  readonly atMs: number;
  readonly lastAtMs: number;
  /** 'SIGTERM', also where the engine wrote '15'. */
  readonly name: string;
  /** Whose it was, if a kill of ours or an operation that ends containers was under way. */
  readonly by: Actor | null;
  /** It came of an operation of ours that ends containers, so that it meant the end, whichever it is. */
  readonly ends: boolean;
}

/** One run of a container as the engine's events tell it: from a start to what follows its death, up to the next start. */
export interface RunSequence {
  /** Null: it ran before its events were followed. */
  readonly startedAtMs: number | null;
  /** Each once, in the order in which they first came. */
  readonly signals: readonly SentSignal[];
  readonly stoppedAtMs: number | null;
  readonly outOfMemory: { readonly count: number; readonly firstAtMs: number; readonly lastAtMs: number } | null;
  readonly death: {
    readonly atMs: number;
    readonly exitCode: number | null;
    /** Podman's word for it, who tells of no signal before a stop. */
    readonly isPodmans: boolean;
  } | null;
  readonly removedAtMs: number | null;
  /** The operation of ours within which it was started. */
  readonly startedWithin: OwnAct | null;
  /** The last operation of ours that ends containers and was begun during this run. */
  readonly own: OwnAct | null;
}

/** A run of which no event has come yet. */
export const unseenRun: RunSequence = {
  startedAtMs: null,
  signals: [],
  stoppedAtMs: null,
  outOfMemory: null,
  death: null,
  removedAtMs: null,
  startedWithin: null,
  own: null,
};

export interface KnownOfRun {
  readonly restartPolicy: string;
  /** The image's or container's own stop signal; null where inspect has not told. */
  readonly stopSignal: string | null;
}

/** Somebody wanted the run to end. */
export interface Intent {
  readonly how: 'stop' | 'kill' | 'operation';
  readonly by: Actor;
}

const signalsKept = 64;
/** The engine tells of one death's `die`, `stop` and `kill` within milliseconds, in no certain order. */
const sameDeathMs = 2_000;
/** A stop waits 10 s by default before it kills. */
const stopTakesMs = 15_000;

/** Signals whose arrival means that somebody wants the container to end; HUP, USR1 or WINCH alone do not. */
const terminating: ReadonlySet<string> = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGQUIT']);

export function isTerminating(signal: string): boolean {
  return terminating.has(signalName(signal));
}

/** What ends a container on its way. A kill is not here: its signal decides, as it may be a HUP. */
const ends: Readonly<Record<OperationKind, boolean>> = {
  stop: true,
  restart: true,
  restartGracefully: true,
  remove: true,
  delete: true,
  update: true,
  updateCode: true,
  start: false,
  kill: false,
  pause: false,
  unpause: false,
  rename: false,
  prune: false,
  create: false,
  pull: false,
  undoDelete: false,
  ensureRunning: false,
};

export function endsContainers(kind: OperationKind): boolean {
  return ends[kind];
}

/** The run after one more event. `own`: what we are doing to the container at that time. A start begins a new run. */
export function follow(run: RunSequence, change: ContainerEventChange, own: OwnAct | null): RunSequence {
  const ending = own !== null && ends[own.kind] ? own : null;
  // What our restart has started and what fails at once did end by itself.
  const known = ending && !isSameAct(run.startedWithin, ending) ? { ...run, own: ending } : run;
  const { atMs } = change;
  switch (change.type) {
    case 'containerStarted':
      return { ...unseenRun, startedAtMs: atMs, startedWithin: ending };
    case 'containerSignalled': {
      const sent = {
        atMs,
        lastAtMs: atMs,
        name: signalName(change.signal),
        by: own && (ending || own.kind === 'kill') ? own.by : null,
        ends: ending !== null,
      };
      return { ...known, signals: withSignal(known.signals, sent) };
    }
    case 'containerRanOutOfMemory': {
      const { count, firstAtMs } = known.outOfMemory ?? { count: 0, firstAtMs: atMs };
      return { ...known, outOfMemory: { count: count + 1, firstAtMs, lastAtMs: atMs } };
    }
    case 'containerDied':
      return { ...known, death: known.death ?? { atMs, exitCode: change.exitCode, isPodmans: change.event?.action === 'died' } };
    case 'containerStopped':
      return { ...known, stoppedAtMs: atMs };
    case 'containerRemoved':
      return { ...known, removedAtMs: atMs };
    case 'containerCreated':
    case 'containerRestarted':
    case 'containerPaused':
    case 'containerUnpaused':
    case 'containerRenamed':
    case 'containerHealthChanged':
    case 'containerUpdated':
      return known;
  }
}

function isSameAct(one: OwnAct | null, other: OwnAct): boolean {
  return one !== null && one.kind === other.kind && one.sinceMs === other.sinceMs;
}

function withSignal(signals: readonly SentSignal[], sent: SentSignal): readonly SentSignal[] {
  const at = signals.findIndex((it) => it.name === sent.name);
  if (at < 0) return signals.length < signalsKept ? [...signals, sent] : signals;
  return signals.map((it, index) => (index === at ? { ...it, lastAtMs: sent.atMs, by: sent.by ?? it.by, ends: sent.ends || it.ends } : it));
}

/** The last run that these events tell of, oldest first. */
export function runOf(events: readonly ContainerEventChange[], own: OwnAct | null = null): RunSequence {
  return events.reduce((run, change) => follow(run, change, own), unseenRun);
}

/** Whether somebody wanted this run to end, and who; null: nobody did, so far as its events tell. */
export function intentOf(run: RunSequence, known: KnownOfRun): Intent | null {
  const by = run.own?.by ?? run.signals.findLast((it) => it.by)?.by ?? { kind: 'notKnown' as const, name: null };
  if (stopMeant(run, known)) return { how: 'stop', by };
  if (run.signals.some((it) => terminates(it, known) && isBeforeEnd(run, it.atMs))) return { how: 'kill', by };
  if (run.own) return { how: 'operation', by: run.own.by };
  return null;
}

/**
 * Whether a signal came so shortly before the death that it may have been the image's own stop signal, which nobody has
 * told us yet: the engine's `stop` comes up to 100 ms after the death.
 */
export function mayBecomeStop(run: RunSequence, stopSignal: string | null): boolean {
  const { death } = run;
  return stopSignal === null && death !== null && run.signals.some((it) => death.atMs - it.lastAtMs < stopTakesMs);
}

function terminates(signal: SentSignal, { stopSignal }: KnownOfRun): boolean {
  return (
    signal.ends || terminating.has(signal.name) || (stopSignal !== null && stopSignal !== '' && signalName(stopSignal) === signal.name)
  );
}

function isBeforeEnd({ death }: RunSequence, atMs: number): boolean {
  return death === null || atMs <= death.atMs + sameDeathMs;
}

/**
 * A stop sends a signal first, whichever the image wants. One that comes without a signal, after the death of a container
 * that its restart policy starts again, ended the wait for that start: the death before it was nobody's wish.
 */
function stopMeant(run: RunSequence, { restartPolicy }: KnownOfRun): boolean {
  const { death, stoppedAtMs } = run;
  if (stoppedAtMs === null) return false;
  if (death === null || stoppedAtMs < death.atMs) return true;
  return stoppedAtMs - death.atMs <= sameDeathMs && (run.signals.length > 0 || restartPolicy === 'no' || death.isPodmans);
}
