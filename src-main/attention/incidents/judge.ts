import type { IncidentKind } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { redactText } from '../../lib/redact.ts';
import { findErrorLine, withErrorLine } from '../evidence/error-line.ts';
import { plainTail } from '../evidence/evidence.ts';
import type { Examination } from '../evidence/examiner.ts';
import type { PastDeath } from '../verdicts/restart-loop.ts';
import type { RunSequence } from '../verdicts/sequence.ts';
import { classifyEnd, type Verdict } from '../verdicts/verdict.ts';
import { type Run, rememberDeath, type Track } from './run-book.ts';
import type { Blow } from './story.ts';

/** A death of which it is not known yet what it means. */
export interface Death {
  readonly track: Track;
  readonly run: Run;
  readonly atMs: number;
  /** The kernel shows it, and the engine has not told it yet. */
  readonly early: boolean;
  readonly examination: Examination;
  /** Deaths before this one that nobody had asked for. */
  readonly earlier: readonly PastDeath[];
}

/** What a death means as far as it is known by now; null: nothing to tell of. Pure. */
export function judgeDeath(death: Death, notifyJobs: boolean): Verdict | null {
  const { track, examination, earlier } = death;
  return classifyEnd({
    run: sequenceOf(death),
    container: containerAtEnd(track, examination),
    stopSignal: examination.facts?.stopSignal ?? null,
    notifyJobs,
    earlier,
  });
}

/** By the time that it is judged, the engine may have told of an early one. */
function sequenceOf({ run: { sequence }, early, atMs }: Death): RunSequence {
  return early && sequence.death === null ? { ...sequence, death: { atMs, exitCode: null, isPodmans: false } } : sequence;
}

/** One that is gone as soon as it has ended, though nobody removed it, ran with `--rm`. */
function containerAtEnd(track: Track, { facts }: Examination): Container {
  if (facts) return facts.container;
  return facts === null ? { ...track.container, autoRemove: true } : track.container;
}

/**
 * Whether inspect may show that there is nothing to tell: it alone knows of `--rm` and of a stop signal of one's own. Out of
 * memory may turn up late too, but then it is news all the same.
 */
export function needsInspect({ track, examination }: Death, verdict: Verdict | null): boolean {
  if (examination.facts !== undefined || examination.skipped || verdict === null) return false;
  return !verdict.certain || (verdict.news && !track.inspected);
}

/** A death that nobody had asked for counts for what comes later. */
export function rememberJudged({ track, run, atMs }: Death, { kind, exitCode }: Verdict): void {
  if (kind === 'stopped' || kind === 'takenDownWithEngine') return;
  rememberDeath(track, { atMs, exitCode, outOfMemory: kind === 'outOfMemory' || run.sequence.outOfMemory !== null });
}

/** What is told of a verdict; null where nothing is. Pure. */
export function blowOf(death: Death, verdict: Verdict): Blow | null {
  const kind = incidentKindOf(verdict);
  if (kind === null) return null;
  const { track, atMs } = death;
  const errorLine = errorLineOf(death.examination)?.text ?? null;
  return {
    kind,
    voice: verdict.news ? 'told' : 'quiet',
    container: containerAtEnd(track, death.examination),
    atMs,
    by: verdict.by,
    what: oneLine(withErrorLine(verdict.what, errorLine)),
    errorLine: errorLine === null ? null : oneLine(errorLine),
    afterStartByHand: isStartedByHand(death),
  };
}

/** What its policy would start has most likely been started by it, where nobody is known to have. */
function isStartedByHand({ track, run, examination }: Death): boolean {
  if (run.sequence.startedAtMs === null) return false;
  const { kind } = run.startedBy;
  if (kind !== 'notKnown') return kind === 'you' || kind === 'person' || kind === 'script';
  const isKnown = track.inspected || Boolean(examination.facts);
  return isKnown && containerAtEnd(track, examination).restartPolicy === 'no';
}

export function errorLineOf({ tail }: Examination): { readonly index: number; readonly text: string } | null {
  return tail === null ? null : findErrorLine(plainTail(tail));
}

/** Which incident a verdict makes; null for none. Pure. */
export function incidentKindOf({ kind, news }: Pick<Verdict, 'kind' | 'news'>): IncidentKind | null {
  switch (kind) {
    case 'finished':
    case 'stopped':
      return null;
    case 'jobEnded':
      return news ? kind : null;
    case 'takenDownWithEngine':
      return 'engineTookDown';
    case 'crashed':
    case 'outOfMemory':
    case 'childOutOfMemory':
    case 'restartLoop':
    case 'unhealthy':
    case 'diedUnseen':
      return kind;
  }
}

/** Redacted, bounded, and without what would break a line. Pure. */
export function oneLine(text: string): string {
  return redactText(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 500);
}
