import { engineTookThemDown, type Gap } from '../../../src-main/attention/verdicts/gap.ts';
import type { PastDeath } from '../../../src-main/attention/verdicts/restart-loop.ts';
import { follow, intentOf, type OwnAct, type RunSequence, unseenRun } from '../../../src-main/attention/verdicts/sequence.ts';
import { classifyEnd, classifyOutOfMemory, type Verdict } from '../../../src-main/attention/verdicts/verdict.ts';
import { classifyHealth } from '../../../src-main/attention/verdicts/verdict-health.ts';
import { classifyUnseen } from '../../../src-main/attention/verdicts/verdict-unseen.ts';
import type { ChangeOf, ContainerEventChange } from '../../../src-shared/changes.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { GapRow, VerdictRow } from './row.ts';
import { changesOf, containerOf, healthOf, stopSignalOf, type Tape } from './tape.ts';

type Known = Pick<VerdictRow, 'own' | 'notifyJobs'>;

/** What is said of each of a tape's containers, one list a container, oldest first. */
export function judgeTape(tape: Tape, row: Known, events: readonly unknown[] = tape.events): Verdict[][] {
  return tape.containers.map(({ before, after }) => {
    const container = containerOf(after) ?? containerOf(before);
    if (!container) throw new Error(`${tape.row}: no container on its tape`);
    const own: OwnAct | null = row.own ? { kind: row.own, by: { kind: 'you', name: null }, sinceMs: tape.beganAtMs } : null;
    const stopSignal = stopSignalOf(after) ?? stopSignalOf(before);
    const changes = changesOf(events, container.id);
    const health = changes.flatMap((change) => (change.type === 'containerHealthChanged' ? [judgeHealth(change, container, after)] : []));
    return [
      ...health.flatMap((it) => (it ? [it] : [])),
      ...judgeChanges(changes, { container, own, stopSignal, notifyJobs: row.notifyJobs ?? false }),
    ];
  });
}

function judgeHealth(change: ChangeOf<'containerHealthChanged'>, container: Container, inspected: unknown): Verdict | null {
  const { lastCheck, failingStreak } = healthOf(inspected);
  return classifyHealth({ change, container, lastCheck, failingStreak, ending: false });
}

interface Circumstances {
  readonly container: Container;
  readonly own: OwnAct | null;
  readonly stopSignal: string | null;
  readonly notifyJobs: boolean;
}

/** Follows a container's events as the attention does, and classifies each run when the next one begins, or at the end. */
export function judgeChanges(
  changes: readonly ContainerEventChange[],
  { container, own, stopSignal, notifyJobs }: Circumstances,
): Verdict[] {
  const verdicts: Verdict[] = [];
  const earlier: PastDeath[] = [];
  let run = unseenRun;
  let deaths = 0;
  const judge = (ended: RunSequence) => {
    // The engine has counted the restarts that came after this death, too.
    const restartCount = container.restartPolicy === 'no' ? 0 : deaths;
    const verdict = classifyEnd({
      run: ended,
      container: { ...container, state: 'exited', restartCount },
      stopSignal,
      notifyJobs,
      earlier,
    });
    if (verdict) verdicts.push(verdict);
    const child = verdict ? null : classifyOutOfMemory({ run: ended, container });
    if (child) verdicts.push(child);
    if (!ended.death) return;
    deaths += 1;
    if (!intentOf(ended, { restartPolicy: container.restartPolicy, stopSignal }))
      earlier.push({ ...ended.death, outOfMemory: verdict?.kind === 'outOfMemory' });
  };
  for (const change of changes) {
    if (change.type === 'containerStarted') judge(run);
    run = follow(run, change, own && change.atMs >= own.sinceMs ? own : null);
  }
  judge(run);
  return verdicts;
}

/** What is said of each container that nobody watched for a while. */
export function judgeGap(tape: Tape, row: GapRow): Verdict[][] {
  const gap: Gap = { how: row.how, fromMs: tape.beganAtMs, untilMs: tape.endedAtMs, engineWasDown: row.engineWasDown, liveRestore: null };
  const pairs = tape.containers.map(({ before, after }) => ({ before: containerOf(before), now: containerOf(after), after }));
  const befores = pairs.flatMap((it) => (it.before ? [it.before] : []));
  const nows = pairs.flatMap((it) => (it.now ? [it.now] : []));
  const engineTookDown = engineTookThemDown(befores, nows, gap);
  return pairs.map(({ before, now, after }) => {
    if (!before || !now) throw new Error(`${tape.row}: no container on its tape`);
    const remembered = tape.remembered && changesOf(tape.remembered, now.id);
    const verdict = classifyUnseen({
      before,
      now,
      gap,
      engineTookDown,
      run: unseenRun,
      remembered,
      stopSignal: stopSignalOf(after),
      notifyJobs: row.notifyJobs ?? false,
    });
    return verdict ? [verdict] : [];
  });
}
