import type { Deletion } from './deletion.ts';
import type { Discovery } from './discovery.ts';
import type { Fleet } from './fleet.ts';
import type { FlowStatus } from './flow.ts';
import { type ContainerKey, containerKey } from './ids.ts';
import { type Incident, incidentsKept, isOpen, type Mute } from './incidents.ts';
import type { Activity, Container, End, Host, Operation } from './model.ts';

/** How many lines of the feed are kept in memory. */
export const activitiesKept = 5_000;

/** A story is looked for among the last lines only, unless it is of the past. */
const toldAgain = 200;

/** A line this much older than the last one is another Quarterdeck's past, and goes where its time is. */
const toldLateMs = 5_000;

/** Copies on first write, so that untouched parts keep their identity. */
export class FleetDraft {
  discovery: Discovery | null;
  private hostMap: Map<string, Host> | null = null;
  private containerMap: Map<ContainerKey, Container> | null = null;
  private operationMap: Map<string, Operation> | null = null;
  private activityList: Activity[] | null = null;
  private flowMap: Map<ContainerKey, FlowStatus> | null = null;
  private deletionMap: Map<ContainerKey, Deletion> | null = null;
  private incidentMap: Map<string, Incident> | null = null;
  private muteMap: Map<string, Mute> | null = null;

  private readonly before: Fleet;

  constructor(before: Fleet) {
    this.before = before;
    this.discovery = before.discovery;
  }

  hosts(): Map<string, Host> {
    this.hostMap ??= new Map(this.before.hosts);
    return this.hostMap;
  }

  containers(): Map<ContainerKey, Container> {
    this.containerMap ??= new Map(this.before.containers);
    return this.containerMap;
  }

  operations(): Map<string, Operation> {
    this.operationMap ??= new Map(this.before.operations);
    return this.operationMap;
  }

  flows(): Map<ContainerKey, FlowStatus> {
    this.flowMap ??= new Map(this.before.flows);
    return this.flowMap;
  }

  deletions(): Map<ContainerKey, Deletion> {
    this.deletionMap ??= new Map(this.before.deletions);
    return this.deletionMap;
  }

  incidents(): Map<string, Incident> {
    this.incidentMap ??= new Map(this.before.incidents);
    return this.incidentMap;
  }

  mutes(): Map<string, Mute> {
    this.muteMap ??= new Map(this.before.mutes);
    return this.muteMap;
  }

  /** Beyond what is kept, the oldest resolved one goes, then the oldest. */
  putIncident(incident: Incident): void {
    const all = this.incidents();
    all.set(incident.id, incident);
    if (all.size <= incidentsKept) return;
    const values = [...all.values()];
    const oldest = values.find((it) => !isOpen(it)) ?? values[0];
    if (oldest) all.delete(oldest.id);
  }

  /** What was told of a container beside its facts goes with it. */
  forgetBeside(key: ContainerKey): void {
    if ((this.flowMap ?? this.before.flows).has(key)) this.flows().delete(key);
    if ((this.deletionMap ?? this.before.deletions).has(key)) this.deletions().delete(key);
  }

  patchHost(hostId: string, patch: Partial<Host>): void {
    const host = (this.hostMap ?? this.before.hosts).get(hostId);
    if (host) this.hosts().set(hostId, { ...host, ...patch });
  }

  container(hostId: string, containerId: string): Container | undefined {
    return (this.containerMap ?? this.before.containers).get(containerKey(hostId, containerId));
  }

  putContainer(container: Container): void {
    this.containers().set(containerKey(container.hostId, container.id), container);
  }

  replaceContainers(hostId: string, listed: readonly Container[]): void {
    const known = this.containers();
    const previous = new Map(known);
    for (const [key, container] of previous) if (container.hostId === hostId) known.delete(key);
    for (const container of listed) {
      const before = previous.get(containerKey(hostId, container.id));
      this.putContainer(before ? keepWhatInspectLacks(before, container) : container);
    }
    for (const [key, container] of previous) if (container.hostId === hostId && !known.has(key)) this.forgetBeside(key);
  }

  /** A later telling of a story takes the place of the earlier one; stories are told again only while they are young. */
  tell(activity: Activity): void {
    this.activityList ??= [...this.before.activities];
    const list = this.activityList;
    const late = activity.atMs < (list.at(-1)?.atMs ?? 0) - toldLateMs;
    const from = late ? 0 : Math.max(0, list.length - toldAgain);
    const at = list.slice(from).findLastIndex((it) => it.id === activity.id);
    if (at >= 0) list[from + at] = activity;
    else if (late) list.splice(list.findLastIndex((it) => it.atMs <= activity.atMs) + 1, 0, activity);
    else list.push(activity);
    if (list.length > activitiesKept) list.splice(0, list.length - activitiesKept);
  }

  /** A line of an earlier run: what is told of the same story by now stands. */
  recall(activity: Activity): void {
    if (!(this.activityList ?? this.before.activities).some((it) => it.id === activity.id)) this.tell(activity);
  }

  finish(): Fleet {
    return {
      hosts: this.hostMap ?? this.before.hosts,
      containers: this.containerMap ?? this.before.containers,
      operations: this.operationMap ?? this.before.operations,
      activities: this.activityList ?? this.before.activities,
      discovery: this.discovery,
      flows: this.flowMap ?? this.before.flows,
      deletions: this.deletionMap ?? this.before.deletions,
      incidents: this.incidentMap ?? this.before.incidents,
      mutes: this.muteMap ?? this.before.mutes,
    };
  }
}

/**
 * Inspect knows neither who ended a run nor since when the health is what it is, nor, once it runs again, how the last
 * run ended: that is kept for the same end.
 */
export function keepWhatInspectLacks(before: Container, inspected: Container): Container {
  const end = inspected.end;
  const keepEnd = end && before.end && isSameEnd(before.end, end, inspected.startedAtMs);
  return {
    ...inspected,
    end:
      keepEnd && before.end
        ? {
            ...end,
            exitCode: end.exitCode ?? before.end.exitCode,
            outOfMemory: end.outOfMemory || before.end.outOfMemory,
            requested: before.end.requested,
            by: before.end.by,
          }
        : end,
    healthSinceMs: inspected.health === before.health ? before.healthSinceMs : inspected.healthSinceMs,
  };
}

/** The event's and inspect's times of one death differ by some milliseconds; between two deaths lies a start. */
function isSameEnd(one: End, other: End, startedAtMs: number | null): boolean {
  if (startedAtMs !== null && one.atMs !== null && other.atMs !== null && one.atMs < startedAtMs && startedAtMs <= other.atMs) return false;
  if (other.exitCode !== null && one.exitCode !== other.exitCode) return false;
  return one.atMs !== null && other.atMs !== null && Math.abs(one.atMs - other.atMs) < 2_000;
}
