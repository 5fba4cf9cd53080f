import type { Change } from '../../src-shared/changes.ts';
import type { Deletion } from '../../src-shared/deletion.ts';
import type { FlowStatus } from '../../src-shared/flow.ts';
import type { Activity, Actor, Circuit, Container, Host, HostStatus, Operation } from '../../src-shared/model.ts';
import { remapIncident, remapMute, remapScope } from './remap-incident.ts';
import { localHostId, localIncidentId } from './remote-ids.ts';

/** How one remote's facts are told here. */
export interface Remap {
  readonly remoteId: string;
  /** What the user calls the remote. */
  readonly server: string;
  readonly url: string;
  /** How much our clock is ahead of the remote's, in ms; 0 where both show about the same. */
  readonly aheadMs: number;
}

/** A remote's Change as one of ours: other host ids, our clock, and 'you' is whoever sits there. Null for what is its own affair. Pure. */
export function remapChange(change: Change, to: Remap): Change | null {
  switch (change.type) {
    case 'discoveryReported':
      return null;
    case 'hostFound':
      return { ...change, host: remapHost(change.host, to) };
    case 'hostDescribed':
      return { ...change, ...where(change, to), capabilities: remapCapabilities(change.capabilities) };
    case 'hostStatusChanged':
      return { ...change, ...where(change, to), status: remapStatus(change.status, to) };
    case 'hostCircuitChanged':
      return { ...change, ...where(change, to), circuit: remapCircuit(change.circuit, to) };
    case 'containersListed':
      return { ...change, ...where(change, to), containers: change.containers.map((it) => remapContainer(it, to)) };
    case 'containerCreated':
      return { ...change, ...where(change, to), container: remapContainer(change.container, to) };
    case 'containerInspected':
      return { ...change, ...where(change, to), container: remapContainer(change.container, to) };
    case 'endExplained':
      return { ...change, ...where(change, to), by: remapActor(change.by, to) };
    case 'operationChanged':
      return { ...change, operation: remapOperation(change.operation, to) };
    case 'operationEnded':
      return change;
    case 'flowChanged':
      return { ...change, flow: remapFlow(change.flow, to) };
    case 'deletionBegun':
      return { ...change, deletion: remapDeletion(change.deletion, to) };
    case 'activityTold':
    case 'activityRecalled':
      return { ...change, activity: remapActivity(change.activity, to) };
    case 'incidentTold':
      return { ...change, incident: remapIncident(change.incident, to) };
    case 'incidentForgotten':
      return { ...change, ...where(change, to), incidentId: localIncidentId(to.remoteId, change.incidentId) };
    case 'muted':
      return { ...change, ...where(change, to), mute: remapMute(change.mute, to) };
    case 'unmuted':
      return { ...change, ...where(change, to), scope: remapScope(change.scope, to) };
    case 'hostSeen':
    case 'hostForgotten':
    case 'flowForgotten':
    case 'deletionEnded':
    case 'containerStarted':
    case 'containerSignalled':
    case 'containerRanOutOfMemory':
    case 'containerDied':
    case 'containerStopped':
    case 'containerRestarted':
    case 'containerPaused':
    case 'containerUnpaused':
    case 'containerRenamed':
    case 'containerHealthChanged':
    case 'containerUpdated':
    case 'containerRemoved':
      return { ...change, ...where(change, to) };
  }
}

/** With its own name; what it is called beside the remote's others is decided where all of them are known. */
function remapHost(host: Host, to: Remap): Host {
  return {
    ...host,
    id: localHostId(to.remoteId, host.id),
    address: to.url,
    capabilities: remapCapabilities(host.capabilities),
    status: remapStatus(host.status, to),
    circuit: remapCircuit(host.circuit, to),
    lastSeenAtMs: later(host.lastSeenAtMs, to),
  };
}

/** Where the readings are taken is the remote's affair. */
function remapCapabilities(capabilities: Host['capabilities']): Host['capabilities'] {
  return { ...capabilities, samples: capabilities.samples === 'none' ? 'none' : 'remote' };
}

function remapStatus(status: HostStatus, to: Remap): HostStatus {
  const sinceMs = status.sinceMs + to.aheadMs;
  return status.state === 'reconnecting' ? { ...status, sinceMs, nextTryAtMs: later(status.nextTryAtMs, to) } : { ...status, sinceMs };
}

function remapCircuit(circuit: Circuit, to: Remap): Circuit {
  return circuit.state === 'open' ? { ...circuit, untilMs: circuit.untilMs + to.aheadMs } : circuit;
}

/** A container as it is known here. */
export function remapContainer(container: Container, to: Remap): Container {
  return {
    ...container,
    hostId: localHostId(to.remoteId, container.hostId),
    createdAtMs: container.createdAtMs + to.aheadMs,
    startedAtMs: later(container.startedAtMs, to),
    healthSinceMs: later(container.healthSinceMs, to),
    end: container.end && { ...container.end, atMs: later(container.end.atMs, to), by: remapActor(container.end.by, to) },
  };
}

function remapOperation(operation: Operation, to: Remap): Operation {
  return {
    ...operation,
    hostId: localHostId(to.remoteId, operation.hostId),
    sinceMs: operation.sinceMs + to.aheadMs,
    by: remapActor(operation.by, to),
  };
}

function remapFlow(flow: FlowStatus, to: Remap): FlowStatus {
  return {
    ...flow,
    hostId: localHostId(to.remoteId, flow.hostId),
    state: flow.state.state === 'connected' ? { ...flow.state, sinceMs: flow.state.sinceMs + to.aheadMs } : flow.state,
    lastCommunicationAtMs: later(flow.lastCommunicationAtMs, to),
  };
}

function remapDeletion(deletion: Deletion, to: Remap): Deletion {
  return { ...deletion, hostId: localHostId(to.remoteId, deletion.hostId), undoUntilMs: deletion.undoUntilMs + to.aheadMs };
}

/** Two engines at the same address of two machines have the same host id, so that a line's id needs the remote's too. */
function remapActivity(activity: Activity, to: Remap): Activity {
  return {
    ...activity,
    id: `${to.remoteId}:${activity.id}`,
    hostId: localHostId(to.remoteId, activity.hostId),
    atMs: activity.atMs + to.aheadMs,
    by: remapActor(activity.by, to),
  };
}

export function remapActor(actor: Actor, to: Remap): Actor {
  return actor.kind === 'you' ? { kind: 'person', name: to.server } : actor;
}

function where(change: { readonly hostId: string; readonly atMs: number }, to: Remap): { readonly hostId: string; readonly atMs: number } {
  return { hostId: localHostId(to.remoteId, change.hostId), atMs: change.atMs + to.aheadMs };
}

function later(atMs: number | null, to: Remap): number | null {
  return atMs === null ? null : atMs + to.aheadMs;
}
