import { z } from 'zod';
import { type Deletion, deletionSchema } from './deletion.ts';
import { type Discovery, discoverySchema } from './discovery.ts';
import { type FlowStatus, flowStatusSchema } from './flow.ts';
import { type ContainerKey, containerKey } from './ids.ts';
import { type Incident, incidentSchema, type Mute, muteKey, muteSchema } from './incidents.ts';
import {
  type Activity,
  activitySchema,
  type Container,
  containerSchema,
  type Host,
  hostSchema,
  type Operation,
  operationSchema,
} from './model.ts';

/** All hosts and the list facts of their containers: the one truth, the same in the core and in every window. */
export interface Fleet {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly containers: ReadonlyMap<ContainerKey, Container>;
  /** Only what has not ended. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Oldest first, at most `activitiesKept`. */
  readonly activities: readonly Activity[];
  readonly discovery: Discovery | null;
  /** Sockets of flow containers. */
  readonly flows: ReadonlyMap<ContainerKey, FlowStatus>;
  /** What the user deleted and may still have back. */
  readonly deletions: ReadonlyMap<ContainerKey, Deletion>;
  /** By id, oldest first, at most `incidentsKept`. */
  readonly incidents: ReadonlyMap<string, Incident>;
  /** By `muteKey`. */
  readonly mutes: ReadonlyMap<string, Mute>;
}

export const emptyFleet: Fleet = {
  hosts: new Map(),
  containers: new Map(),
  operations: new Map(),
  activities: [],
  discovery: null,
  flows: new Map(),
  deletions: new Map(),
  incidents: new Map(),
  mutes: new Map(),
};

/** A Fleet as it travels, with the number of the last batch that it includes. */
export const snapshotSchema = z.object({
  sequence: z.number().int(),
  hosts: z.array(hostSchema),
  containers: z.array(containerSchema),
  operations: z.array(operationSchema),
  activities: z.array(activitySchema),
  discovery: discoverySchema.nullable(),
  flows: z.array(flowStatusSchema),
  deletions: z.array(deletionSchema),
  incidents: z.array(incidentSchema),
  mutes: z.array(muteSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export function toSnapshot(fleet: Fleet, sequence: number): Snapshot {
  return {
    sequence,
    hosts: [...fleet.hosts.values()],
    containers: [...fleet.containers.values()],
    operations: [...fleet.operations.values()],
    activities: [...fleet.activities],
    discovery: fleet.discovery,
    flows: [...fleet.flows.values()],
    deletions: [...fleet.deletions.values()],
    incidents: [...fleet.incidents.values()],
    mutes: [...fleet.mutes.values()],
  };
}

export function fromSnapshot(snapshot: Snapshot): Fleet {
  return {
    hosts: new Map(snapshot.hosts.map((host) => [host.id, host])),
    containers: new Map(snapshot.containers.map((it) => [containerKey(it.hostId, it.id), it])),
    operations: new Map(snapshot.operations.map((it) => [it.id, it])),
    activities: snapshot.activities,
    discovery: snapshot.discovery,
    flows: new Map(snapshot.flows.map((it) => [containerKey(it.hostId, it.containerId), it])),
    deletions: new Map(snapshot.deletions.map((it) => [containerKey(it.hostId, it.containerId), it])),
    incidents: new Map(snapshot.incidents.map((it) => [it.id, it])),
    mutes: new Map(snapshot.mutes.map((it) => [muteKey(it.scope), it])),
  };
}
