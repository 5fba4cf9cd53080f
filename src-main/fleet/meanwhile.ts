import type { ChangeOf } from '../../src-shared/changes.ts';
import { isRunning } from '../../src-shared/describe.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Activity, Container } from '../../src-shared/model.ts';
import { notKnown } from './sentences.ts';

/** Told one by one up to here; beyond, one line counts the rest. */
const toldOneByOne = 20;

/**
 * What the list after a gap shows that no event told: the engine keeps its last 256 events only, and a container that
 * dies while the engine is down has none at all. Compares what was known with what is. Pure.
 */
export function whatHappenedMeanwhile(fleet: Fleet, change: ChangeOf<'containersListed'>): Activity[] {
  const now = new Map(change.containers.map((it) => [it.id, it]));
  const told: Activity[] = [];
  for (const container of change.containers) {
    const before = fleet.containers.get(containerKey(container.hostId, container.id));
    const line = before
      ? compare(before, container)
      : {
          tone: 'neutral' as const,
          text: 'Created while Quarterdeck could not see it',
        };
    if (line) told.push(activity(container, line, change.atMs));
  }
  for (const before of fleet.containers.values()) {
    if (before.hostId !== change.hostId || now.has(before.id)) continue;
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

type Told = Pick<Activity, 'tone' | 'text'> & { kind?: Activity['kind'] };

function compare(before: Container, now: Container): Told | null {
  const wasRunning = isRunning(before);
  const runs = isRunning(now);
  if (wasRunning && !runs) {
    const code = now.end?.exitCode;
    // Who ended it can't be known any more: an engine that goes down takes its containers with it, with 137.
    return {
      tone: 'stopped',
      text: code === null || code === undefined ? 'Ended while the engine was away' : `Exited ${code} while the engine was away`,
    };
  }
  if (!wasRunning && runs) return { tone: 'running', text: 'Started while the engine was away' };
  if (
    wasRunning &&
    runs &&
    before.startedAtMs !== null &&
    now.startedAtMs !== null &&
    Math.abs(now.startedAtMs - before.startedAtMs) > 2_000
  ) {
    return {
      tone: 'restarting',
      text: 'Started again while the engine was away',
    };
  }
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
    by: notKnown,
    facts: [],
    events: [],
  };
}
