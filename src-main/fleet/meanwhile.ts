import type { ChangeOf } from '../../src-shared/changes.ts';
import { isRunning } from '../../src-shared/describe.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Activity, Container } from '../../src-shared/model.ts';
import { engineTookThemDown, type Gap } from '../attention/verdicts/gap.ts';
import type { RunSequence } from '../attention/verdicts/sequence.ts';
import { classifyUnseen, whileText } from '../attention/verdicts/verdict-unseen.ts';
import { deathLine, notKnown } from './sentences.ts';

/** Told one by one up to here; beyond, one line counts the rest. */
const toldOneByOne = 20;

/**
 * What the list after a gap shows that no event told: the engine keeps its last 256 events only, and a container that
 * dies while the engine is down has none at all. Compares what was known with what is.
 * `runOf`: a container's last run as far as its events came. Pure.
 */
export function whatHappenedMeanwhile(
  fleet: Fleet,
  change: ChangeOf<'containersListed'>,
  gap: Gap,
  runOf: (key: string) => RunSequence,
): Activity[] {
  const known = [...fleet.containers.values()].filter((it) => it.hostId === change.hostId);
  const engineTookDown = engineTookThemDown(known, change.containers, gap);
  const now = new Map(change.containers.map((it) => [it.id, it]));
  const told: Activity[] = [];
  for (const container of change.containers) {
    const key = containerKey(container.hostId, container.id);
    const before = fleet.containers.get(key);
    const line = before
      ? compare(before, container, { gap, engineTookDown, run: runOf(key) })
      : {
          tone: 'neutral' as const,
          text: 'Created while Quarterdeck could not see it',
        };
    if (line) told.push(activity(container, line, change.atMs));
  }
  for (const before of known) {
    if (now.has(before.id)) continue;
    told.push(activity(before, { tone: 'removed', text: 'Removed while Quarterdeck could not see it' }, change.atMs));
  }
  if (told.length <= toldOneByOne) return told;
  const [first] = told;
  const rest = told.slice(toldOneByOne).length;
  const summary = first && {
    ...first,
    id: `${first.id}:rest`,
    containerId: null,
    containerName: `${rest} containers`,
    project: null,
    text: `${rest} more changed while Quarterdeck could not see them`,
    kind: 'engine' as const,
    tone: 'neutral' as const,
  };
  return [...told.slice(0, toldOneByOne), ...(summary ? [summary] : [])];
}

type Told = Pick<Activity, 'tone' | 'text'> & Partial<Pick<Activity, 'kind' | 'by' | 'facts'>>;

interface Known {
  readonly gap: Gap;
  readonly engineTookDown: boolean;
  readonly run: RunSequence;
}

function compare(before: Container, now: Container, known: Known): Told | null {
  const { gap } = known;
  const verdict = classifyUnseen({ before, now, ...known, remembered: null, stopSignal: null, notifyJobs: false });
  if (verdict) {
    const line = deathLine({ ...verdict, ranForMs: null });
    return verdict.kind === 'takenDownWithEngine' && verdict.startsAgain
      ? { ...line, tone: 'restarting', text: `${line.text}, runs again` }
      : line;
  }
  if (!isRunning(before) && isRunning(now)) return { tone: 'running', text: `Started ${whileText(gap)}` };
  if (before.name !== now.name) return { tone: 'neutral', text: `Renamed from ${before.name}` };
  return null;
}

function activity(container: Container, line: Told, atMs: number): Activity {
  return {
    id: `${container.hostId}/${container.id}:meanwhile:${atMs}`,
    atMs,
    hostId: container.hostId,
    containerId: container.id,
    containerName: container.name,
    project: container.project,
    kind: line.kind ?? 'lifecycle',
    tone: line.tone,
    text: line.text,
    by: line.by ?? notKnown,
    facts: line.facts ?? [],
    events: [],
  };
}
