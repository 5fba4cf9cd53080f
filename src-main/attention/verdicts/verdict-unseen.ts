import type { ContainerEventChange } from '../../../src-shared/changes.ts';
import { exitCodeWords, isRunning } from '../../../src-shared/describe.ts';
import { formatDuration } from '../../../src-shared/format.ts';
import type { EvidenceFact } from '../../../src-shared/incidents.ts';
import type { Actor, Container } from '../../../src-shared/model.ts';
import { exitCodeText, jobExitText, timesText } from './exit-words.ts';
import type { Gap } from './gap.ts';
import { isSameRun } from './gap.ts';
import { isJob } from './jobs.ts';
import { policyStartsAgain } from './restart-loop.ts';
import { follow, intentOf, type RunSequence, unseenRun } from './sequence.ts';
import { classifyEnd, type Verdict } from './verdict.ts';
import { atLimit } from './verdict-facts.ts';

export interface Unseen {
  /** As it was known before; it ran then. */
  readonly before: Container;
  /** As it is now, inspected. */
  readonly now: Container;
  readonly gap: Gap;
  /** `engineTookThemDown` (gap.ts) of all of the host's containers. */
  readonly engineTookDown: boolean;
  /** Its last run before the gap, as far as its events had come. */
  readonly run: RunSequence;
  /** What the engine still remembers of the gap (docker/past-events.ts), oldest first; null where it was not asked. */
  readonly remembered: readonly ContainerEventChange[] | null;
  /** As in RunEnd. */
  readonly stopSignal: string | null;
  readonly notifyJobs: boolean;
}

const notKnown: Actor = { kind: 'notKnown', name: null };
const itself: Actor = { kind: 'itself', name: null };
const loopRestarts = 3;

/**
 * What a stop by Ctrl-C, `kill` or `stop` leaves as well as a crash. Nobody having watched, nobody is to be alarmed; what
 * the engine remembers tells them apart.
 */
const ambiguousExitCodes: ReadonlySet<number> = new Set([130, 137, 143]);

/** What happened to a container that ran when it was last seen; null: the same run goes on. */
export function classifyUnseen(unseen: Unseen): Verdict | null {
  const { before, now, gap } = unseen;
  if (!isRunning(before) || now.state === 'created' || isSameRun(before, now, gap)) return null;
  const base = {
    certain: true,
    facts: factsOf(unseen),
    exitCode: now.end?.exitCode ?? null,
    diedAtMs: now.end?.atMs ?? null,
    ranForMs: ranFor(before, now),
    startsAgain: isRunning(now),
  };
  return { ...base, ...meaningOf(unseen) };
}

type Said = Pick<Verdict, 'kind' | 'news' | 'by' | 'what'> & Partial<Verdict>;

function meaningOf(unseen: Unseen): Said {
  const { now, run, stopSignal, engineTookDown, gap } = unseen;
  const told = rememberedEnd(unseen);
  if (told) return asUnseen(told, unseen);
  if (engineTookDown)
    return { kind: 'takenDownWithEngine', news: false, by: { kind: 'engine', name: null }, what: 'Taken down with the engine' };
  const intent = intentOf(run, { restartPolicy: now.restartPolicy, stopSignal });
  if (intent) return { kind: 'stopped', news: false, by: intent.by, what: `Stopped ${whileText(gap)}` };
  if (now.state === 'restarting') return tryingAgain(unseen);
  if (isRunning(now)) return runsAgain(unseen);
  return endedUnseen(unseen);
}

/** The last end that the engine remembers. */
function rememberedEnd({ remembered, run, now, stopSignal, notifyJobs }: Unseen): Verdict | null {
  let last: Verdict | null = null;
  let current = run.death ? unseenRun : run;
  const judge = () => {
    if (current.death && !current.startedAtMs && !run.startedAtMs && last) return;
    last = classifyEnd({ run: current, container: { ...now, restartCount: 0 }, stopSignal, notifyJobs, earlier: [] }) ?? last;
  };
  for (const change of remembered ?? []) {
    if (change.type === 'containerStarted') judge();
    current = follow(current, change, null);
  }
  judge();
  return last;
}

function asUnseen(told: Verdict, { now, gap, before }: Unseen): Said {
  const { kind, news, by, facts, exitCode, diedAtMs } = told;
  const base = { by, facts: [...facts, seenFact(gap)], exitCode, diedAtMs };
  const restarts = restartsOf(before, now);
  if (news && restarts >= loopRestarts) return { ...base, kind: 'restartLoop', news, what: loopText(exitCode, restarts, gap) };
  if (kind === 'outOfMemory') return { ...base, kind: 'diedUnseen', news, what: outOfMemoryText(now, gap) };
  if (kind === 'crashed') return { ...base, kind: 'diedUnseen', news, what: diedText(exitCode, gap) };
  return { ...base, kind, news, what: `${told.what}${kind === 'finished' ? ',' : ''} ${whileText(gap)}` };
}

function tryingAgain({ before, now, gap }: Unseen): Said {
  const exitCode = now.end?.exitCode ?? null;
  const restarts = restartsOf(before, now);
  const news = exitCode !== 0;
  if (restarts < loopRestarts) return { kind: 'diedUnseen', news, by: itself, what: diedText(exitCode, gap) };
  return { kind: 'restartLoop', news, by: itself, what: loopText(exitCode, restarts, gap) };
}

function runsAgain({ before, now, gap }: Unseen): Said {
  const restarts = restartsOf(before, now);
  // The engine counts its own restarts only, and those come of ends by itself.
  if (restarts === 0) return { kind: 'stopped', news: false, by: notKnown, what: `Started again ${whileText(gap)}` };
  return { kind: 'diedUnseen', news: true, by: itself, what: `Died and was restarted ${timesText(restarts)} ${whileText(gap)}` };
}

function endedUnseen({ now, gap, notifyJobs }: Unseen): Said {
  const exitCode = now.end?.exitCode ?? null;
  const outOfMemory = now.end?.outOfMemory === true && exitCode === 137;
  if (exitCode === 0) return { kind: 'finished', news: false, by: notKnown, what: `Finished, code 0, ${whileText(gap)}` };
  if (isJob(now, unseenRun))
    return { kind: 'jobEnded', news: notifyJobs, by: notKnown, what: `${jobExitText(exitCode)} ${whileText(gap)}` };
  // Its policy would have started it again, had nobody stopped it.
  if (policyStartsAgain(now.restartPolicy, exitCode, now.restartCount))
    return { kind: 'stopped', news: false, by: notKnown, what: `Stopped ${whileText(gap)}${exited(exitCode)}` };
  if (outOfMemory) return { kind: 'diedUnseen', news: true, by: { kind: 'kernel', name: null }, what: outOfMemoryText(now, gap) };
  // After a machine's sudden end the engine writes 255 for the codes that it does not know.
  const isLost = exitCode === 255 && gap.engineWasDown !== false;
  if (exitCode === null || isLost || ambiguousExitCodes.has(exitCode))
    return { kind: 'stopped', news: false, by: notKnown, what: `Ended ${whileText(gap)}${exited(exitCode)}` };
  return { kind: 'diedUnseen', news: true, by: itself, what: diedText(exitCode, gap) };
}

function restartsOf(before: Container, now: Container): number {
  return now.restartCount >= before.restartCount ? now.restartCount - before.restartCount : now.restartCount;
}

function ranFor(before: Container, now: Container): number | null {
  const endedAtMs = now.end?.atMs ?? null;
  if (before.startedAtMs === null || endedAtMs === null || endedAtMs < before.startedAtMs) return null;
  return endedAtMs - before.startedAtMs;
}

export function whileText(gap: Gap): string {
  if (gap.how === 'closed') return 'while Quarterdeck was closed';
  return gap.engineWasDown === false ? 'while the engine was out of sight' : 'while the engine was away';
}

function exited(exitCode: number | null): string {
  return exitCode === null ? '' : `, exited ${exitCode}`;
}

/** 'Died while Quarterdeck was closed, SIGSEGV, exited 139' */
function diedText(exitCode: number | null, gap: Gap): string {
  const signal = exitCode === null || ambiguousExitCodes.has(exitCode) ? null : exitCodeWords(exitCode)?.match(/^killed by (\w+)$/)?.[1];
  return `Died ${whileText(gap)}${signal ? `, ${signal}` : ''}${exited(exitCode)}`;
}

function outOfMemoryText(container: Container, gap: Gap): string {
  return `Out of memory${atLimit(container.memoryLimitBytes)} ${whileText(gap)}`;
}

function loopText(exitCode: number | null, restarts: number, gap: Gap): string {
  return `Restart loop: ${exitCode === null ? 'ended' : `exited ${exitCode}`}, restarted ${timesText(restarts)} ${whileText(gap)}`;
}

function factsOf({ now, gap, before }: Unseen): EvidenceFact[] {
  const facts: EvidenceFact[] = [];
  if (now.end && now.end.exitCode !== null) facts.push({ label: 'Exit code', value: exitCodeText(now.end.exitCode) });
  if (now.end?.outOfMemory) facts.push({ label: 'Engine’s OOMKilled', value: 'true' });
  const ranForMs = ranFor(before, now);
  if (ranForMs !== null) facts.push({ label: 'Ran for', value: formatDuration(ranForMs) });
  const restarts = restartsOf(before, now);
  if (restarts > 0) facts.push({ label: 'Restarts by the policy', value: String(restarts) });
  if (now.restartPolicy !== 'no') facts.push({ label: 'Restart policy', value: now.restartPolicy });
  return [...facts, seenFact(gap)];
}

function seenFact(gap: Gap): EvidenceFact {
  const forText = formatDuration(Math.max(0, gap.untilMs - gap.fromMs));
  return { label: 'Seen', value: `by listing, after ${forText} ${whileText(gap).replace('while', 'in which')}` };
}
