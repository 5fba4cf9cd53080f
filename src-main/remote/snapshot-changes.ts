import { applyChanges } from '../../src-shared/apply-changes.ts';
import type { Change, ChangeOf } from '../../src-shared/changes.ts';
import { makeFailure } from '../../src-shared/failure.ts';
import type { Fleet, Snapshot } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import { muteKey } from '../../src-shared/incidents.ts';
import type { Activity, Container } from '../../src-shared/model.ts';
import { unseenRun } from '../attention/verdicts/sequence.ts';
import { whatHappenedMeanwhile } from '../fleet/meanwhile.ts';
import { withNews } from './snapshot-news.ts';

/** What a snapshot says, as the Changes that tell it from nothing. */
export function tellSnapshot(snapshot: Snapshot, atMs: number): Change[] {
  return [
    ...snapshot.hosts.map((host): Change => ({ type: 'hostFound', host })),
    ...snapshot.hosts.map(
      (host): Change => ({
        type: 'containersListed',
        hostId: host.id,
        atMs: host.lastSeenAtMs ?? atMs,
        containers: snapshot.containers.filter((it) => it.hostId === host.id),
      }),
    ),
    ...snapshot.operations.map((operation): Change => ({ type: 'operationChanged', operation })),
    ...snapshot.flows.map((flow): Change => ({ type: 'flowChanged', flow })),
    ...snapshot.deletions.map((deletion): Change => ({ type: 'deletionBegun', deletion })),
    ...snapshot.incidents.map((incident): Change => ({ type: 'incidentTold', incident, news: null })),
    ...snapshot.mutes.map((mute): Change => ({ type: 'muted', hostId: mute.scope.hostId, atMs: mute.sinceMs, mute })),
    ...snapshot.activities.map((activity): Change => ({ type: 'activityTold', activity })),
  ];
}

/**
 * The Changes that lead from what is known of a remote to what its snapshot tells (`told`, as ours): what is gone is ended,
 * lines that are known are not told twice. `restarted`: the remote has forgotten its containers with its process, so that only we
 * can tell what happened meanwhile. Pure.
 */
export function changesTo(known: Fleet, told: readonly Change[], restarted: boolean, atMs: number): Change[] {
  const lines = told.flatMap((change) => (change.type === 'activityTold' ? [change.activity] : []));
  const facts = withNews(
    known,
    told.filter((change) => change.type !== 'activityTold'),
  );
  const changes = [...endings(known, told, atMs), ...facts];
  changes.push(...explanations(applyChanges(known, changes), told));
  const news = [...newLines(known, lines), ...(restarted ? meanwhile(known, told, lines) : [])].sort((one, other) => one.atMs - other.atMs);
  return [...changes, ...news.map((activity): Change => ({ type: 'activityTold', activity }))];
}

/** The end of an operation of which nothing more is heard. */
export function endUnknown(operationId: string): Change {
  const message = 'The connection was lost, so it is not known how this ended. Look at the container.';
  return { type: 'operationEnded', operationId, outcome: { ok: false, failure: makeFailure('socket_communication_error', message) } };
}

/** What was known and is not any more. */
function endings(known: Fleet, told: readonly Change[], atMs: number): Change[] {
  const hosts = new Set(pick(told, 'hostFound').map(({ host }) => host.id));
  const operations = new Set(pick(told, 'operationChanged').map(({ operation }) => operation.id));
  const flows = new Set(pick(told, 'flowChanged').map(({ flow }) => containerKey(flow.hostId, flow.containerId)));
  const deletions = new Set(pick(told, 'deletionBegun').map(({ deletion }) => containerKey(deletion.hostId, deletion.containerId)));
  const incidents = new Set(pick(told, 'incidentTold').map(({ incident }) => incident.id));
  const mutes = new Set(pick(told, 'muted').map(({ mute }) => muteKey(mute.scope)));
  return [
    ...[...known.operations.keys()].filter((id) => !operations.has(id)).map(endUnknown),
    ...[...known.flows]
      .filter(([key]) => !flows.has(key))
      .map(([, { hostId, containerId }]): Change => ({ type: 'flowForgotten', hostId, containerId, atMs })),
    ...[...known.deletions]
      .filter(([key]) => !deletions.has(key))
      .map(([, { hostId, containerId }]): Change => ({ type: 'deletionEnded', hostId, containerId, atMs })),
    ...[...known.incidents.values()]
      .filter(({ id }) => !incidents.has(id))
      .map(({ id, hostId }): Change => ({ type: 'incidentForgotten', hostId, atMs, incidentId: id })),
    ...[...known.mutes]
      .filter(([key]) => !mutes.has(key))
      .map(([, { scope }]): Change => ({ type: 'unmuted', hostId: scope.hostId, atMs, scope })),
    ...[...known.hosts.keys()].filter((id) => !hosts.has(id)).map((hostId): Change => ({ type: 'hostForgotten', hostId, atMs })),
  ];
}

/** A list keeps what was known of a death that it knows too; the remote may have learned more since. */
function explanations(folded: Fleet, told: readonly Change[]): Change[] {
  return pick(told, 'containersListed').flatMap(({ hostId, containers, atMs }) =>
    containers.flatMap(({ id, end }): Change[] => {
      const now = folded.containers.get(containerKey(hostId, id))?.end;
      if (!end || !now || end.requested === 'notKnown') return [];
      if (now.requested === end.requested && now.by.kind === end.by.kind && now.by.name === end.by.name) return [];
      return [{ type: 'endExplained', hostId, containerId: id, atMs, requested: end.requested, by: end.by }];
    }),
  );
}

function newLines(known: Fleet, lines: readonly Activity[]): Activity[] {
  const before = new Map(known.activities.map((it) => [it.id, it]));
  return lines.filter((line) => {
    const ours = before.get(line.id);
    // A remote that was killed may remember a story's earlier telling only.
    return !ours || (line.atMs >= ours.atMs && JSON.stringify(ours) !== JSON.stringify(line));
  });
}

/** What no line of the remote tells that is new here: it happened while no Quarterdeck looked. Lines of before may be kept there. */
function meanwhile(known: Fleet, told: readonly Change[], lines: readonly Activity[]): Activity[] {
  const toldOf = new Set(newLines(known, lines).map((line) => `${line.hostId}/${line.containerId}`));
  const untold = (it: Pick<Container, 'hostId' | 'id'>) => !toldOf.has(`${it.hostId}/${it.id}`);
  return pick(told, 'containersListed').flatMap((change) => {
    const before = { ...known, containers: new Map([...known.containers].filter(([, it]) => untold(it))) };
    if (![...known.containers.values()].some((it) => it.hostId === change.hostId)) return [];
    const fromMs = known.hosts.get(change.hostId)?.lastSeenAtMs ?? change.atMs;
    const gap = { how: 'away', fromMs, untilMs: change.atMs, engineWasDown: null, liveRestore: null } as const;
    return whatHappenedMeanwhile(before, { ...change, containers: change.containers.filter(untold) }, gap, () => unseenRun);
  });
}

function pick<T extends Change['type']>(changes: readonly Change[], type: T): ChangeOf<T>[] {
  return changes.filter((change): change is ChangeOf<T> => change.type === type);
}
