import type { Change } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { type ContainerKey, containerKey } from '../../src-shared/ids.ts';
import { isoTime } from './wire.ts';

/** What the server says on `/` without being asked. */
export const serverEventNames = [
  'container_created',
  'container_started',
  'container_stopped',
  'container_restarted',
  'container_updated',
  'container_deleted',
  'container_died',
  'container_status',
  'container_message',
  'user_activity',
  'log_entry',
  'progress_update',
  'operation_complete',
  'operation_error',
  'container_stats',
] as const;
export type ServerEventName = (typeof serverEventNames)[number];

export interface ServerEvent {
  readonly event: ServerEventName;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The event for one fact about a container; none for what programs are not told of. `fleet` includes it already. Pure. */
export function containerEventOf(change: Change, fleet: Fleet, nameBefore: string | undefined): ServerEvent | null {
  if (!('containerId' in change) || !('atMs' in change)) return null;
  const { hostId, containerId, atMs } = change;
  const name = fleet.containers.get(containerKey(hostId, containerId))?.name ?? nameBefore ?? '';
  const about = { container_id: containerId, name, host_id: hostId, timestamp: isoTime(atMs) };
  switch (change.type) {
    case 'containerCreated':
      return { event: 'container_created', payload: { ...about, name: change.container.name, image: change.container.image } };
    case 'containerStarted':
      return { event: 'container_started', payload: about };
    case 'containerStopped':
      return { event: 'container_stopped', payload: about };
    case 'containerRestarted':
      return { event: 'container_restarted', payload: about };
    case 'containerUpdated':
      return { event: 'container_updated', payload: { ...about, previous_container_id: containerId } };
    case 'containerRemoved':
      return { event: 'container_deleted', payload: about };
    case 'containerDied':
      return { event: 'container_died', payload: { ...about, exit_code: change.exitCode } };
    default:
      return null;
  }
}

/** The line of the feed as programs get it; the same `activity_id` again replaces what it said before. */
export function activityEventOf({ activity }: Extract<Change, { type: 'activityTold' }>): ServerEvent {
  const { id, kind, containerId, containerName, hostId, text, by, facts, atMs } = activity;
  return {
    event: 'user_activity',
    payload: {
      activity_id: id,
      activity_type: kind,
      container_id: containerId,
      name: containerName,
      host_id: hostId,
      message: text,
      actor: { kind: by.kind, name: by.name },
      details: Object.fromEntries(facts.map(({ label, value }) => [label, value])),
      timestamp: isoTime(atMs),
    },
  };
}

interface Standing {
  readonly state: string;
  readonly health: string;
  readonly connected: boolean;
}

/** Tells of each container whose state, health or connection is another than before. */
export class Standings {
  private readonly last = new Map<ContainerKey, Standing>();

  /** The names of before, for what is gone by now. */
  constructor(fleet: Fleet) {
    for (const key of fleet.containers.keys()) this.last.set(key, standingOf(fleet, key));
  }

  take(changes: readonly Change[], fleet: Fleet, nowMs: number): ServerEvent[] {
    const touched = touchedBy(changes, fleet);
    // A list, or a host that goes, takes containers away without naming them.
    if (changes.some(({ type }) => type === 'containersListed' || type === 'hostForgotten'))
      for (const key of this.last.keys()) if (!fleet.containers.has(key)) touched.add(key);
    return [...touched].flatMap((key) => {
      const container = fleet.containers.get(key);
      const before = this.last.get(key);
      if (!container) {
        this.last.delete(key);
        return [];
      }
      const now = standingOf(fleet, key);
      if (before && before.state === now.state && before.health === now.health && before.connected === now.connected) return [];
      this.last.set(key, now);
      const { id, name, hostId } = container;
      const payload = { container_id: id, name, host_id: hostId, state: now.state, health: now.health, socket_connected: now.connected };
      return [{ event: 'container_status' as const, payload: { ...payload, timestamp: isoTime(nowMs) } }];
    });
  }
}

function standingOf(fleet: Fleet, key: ContainerKey): Standing {
  const container = fleet.containers.get(key);
  const connected = fleet.flows.get(key)?.state.state === 'connected';
  return { state: container?.state ?? '', health: container?.health ?? '', connected };
}

function touchedBy(changes: readonly Change[], fleet: Fleet): Set<ContainerKey> {
  const touched = new Set<ContainerKey>();
  for (const change of changes) {
    if (change.type === 'flowChanged') touched.add(containerKey(change.flow.hostId, change.flow.containerId));
    else if (change.type === 'containersListed') for (const key of fleet.containers.keys()) touched.add(key);
    else if ('containerId' in change) touched.add(containerKey(change.hostId, change.containerId));
  }
  return touched;
}
