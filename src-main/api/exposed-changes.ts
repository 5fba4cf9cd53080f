import type { Change, ChangeOf } from '../../src-shared/changes.ts';
import type { Snapshot } from '../../src-shared/fleet.ts';
import { isRemoteHostId } from '../../src-shared/remote-wire.ts';

/** The feed's lines that a client gets at first; older ones are read where they were told. */
const linesExposed = 1_000;

/** Whether we reach the host ourselves. What others reach for us is not passed on: no chains, no loops. */
export function isOwnHost(hostId: string): boolean {
  return !isRemoteHostId(hostId);
}

/** Which host a Change is about; null: none. */
export function hostIdOf(change: Exclude<Change, ChangeOf<'operationEnded'>>): string | null {
  switch (change.type) {
    case 'discoveryReported':
      return null;
    case 'hostFound':
      return change.host.id;
    case 'operationChanged':
      return change.operation.hostId;
    case 'flowChanged':
      return change.flow.hostId;
    case 'deletionBegun':
      return change.deletion.hostId;
    case 'activityTold':
    case 'activityRecalled':
      return change.activity.hostId;
    case 'incidentTold':
      return change.incident.hostId;
    default:
      return change.hostId;
  }
}

/** The part of a snapshot that is about our own engines. */
export function ownSnapshot(snapshot: Snapshot, sequence: number): Snapshot {
  const own = (it: { readonly hostId: string }) => isOwnHost(it.hostId);
  return {
    sequence,
    hosts: snapshot.hosts.filter((host) => isOwnHost(host.id)),
    containers: snapshot.containers.filter(own),
    operations: snapshot.operations.filter(own),
    activities: snapshot.activities.filter(own).slice(-linesExposed),
    discovery: null,
    flows: snapshot.flows.filter(own),
    deletions: snapshot.deletions.filter(own),
    incidents: snapshot.incidents.filter(own),
    mutes: snapshot.mutes.filter((it) => own(it.scope)),
  };
}

/** Every host id that a command's argument names, wherever the contract puts one. */
export function hostIdsIn(argument: unknown): readonly string[] {
  if (typeof argument !== 'object' || argument === null) return [];
  const lists = ['watched', 'containers'].flatMap((name) => {
    const list: unknown = Reflect.get(argument, name);
    return Array.isArray(list) ? list.map((it: unknown) => hostIdIn(it)) : [];
  });
  return [hostIdIn(argument), ...lists].filter((id) => id !== null);
}

function hostIdIn(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'hostId' in value && typeof value.hostId === 'string' ? value.hostId : null;
}
