import type { Change, ContainerEventChange } from './changes.ts';
import type { Fleet } from './fleet.ts';
import { FleetDraft, keepWhatInspectLacks } from './fleet-draft.ts';
import { containerKey } from './ids.ts';
import { muteKey } from './incidents.ts';
import type { Container } from './model.ts';

/**
 * Folds Changes into a Fleet. Pure; maps that nothing touched keep their identity, so that views can compare them by
 * reference, and a flood of Changes copies each map once.
 */
export function applyChanges(fleet: Fleet, changes: readonly Change[]): Fleet {
  const draft = new FleetDraft(fleet);
  for (const change of changes) applyChange(draft, change);
  return draft.finish();
}

/** Folds one Change into a draft, for whoever must look at the Fleet between two of a flood. */
export function applyChange(draft: FleetDraft, change: Change): void {
  switch (change.type) {
    case 'discoveryReported':
      draft.discovery = change.discovery;
      return;
    case 'hostFound':
      draft.hosts().set(change.host.id, change.host);
      return;
    case 'hostDescribed':
      draft.patchHost(change.hostId, {
        engine: change.engine,
        capabilities: change.capabilities,
        lastSeenAtMs: change.atMs,
      });
      return;
    case 'hostStatusChanged':
      draft.patchHost(change.hostId, { status: change.status });
      return;
    case 'hostCircuitChanged':
      draft.patchHost(change.hostId, { circuit: change.circuit });
      return;
    case 'hostSeen':
      draft.patchHost(change.hostId, { lastSeenAtMs: change.atMs });
      return;
    case 'hostForgotten':
      draft.hosts().delete(change.hostId);
      draft.replaceContainers(change.hostId, []);
      return;
    case 'containersListed':
      draft.replaceContainers(change.hostId, change.containers);
      draft.patchHost(change.hostId, { lastSeenAtMs: change.atMs });
      return;
    case 'operationChanged':
      draft.operations().set(change.operation.id, change.operation);
      return;
    case 'operationEnded':
      draft.operations().delete(change.operationId);
      return;
    case 'flowChanged':
      draft.flows().set(containerKey(change.flow.hostId, change.flow.containerId), change.flow);
      return;
    case 'flowForgotten':
      draft.flows().delete(containerKey(change.hostId, change.containerId));
      return;
    case 'deletionBegun':
      draft.deletions().set(containerKey(change.deletion.hostId, change.deletion.containerId), change.deletion);
      return;
    case 'deletionEnded':
      draft.deletions().delete(containerKey(change.hostId, change.containerId));
      return;
    case 'incidentTold':
      draft.putIncident(change.incident);
      return;
    case 'incidentForgotten':
      draft.incidents().delete(change.incidentId);
      return;
    case 'muted':
      draft.mutes().set(muteKey(change.mute.scope), change.mute);
      return;
    case 'unmuted':
      draft.mutes().delete(muteKey(change.scope));
      return;
    case 'activityTold':
      draft.tell(change.activity);
      return;
    case 'activityRecalled':
      draft.recall(change.activity);
      return;
    case 'containerInspected': {
      const before = draft.container(change.hostId, change.containerId);
      draft.putContainer(before ? keepWhatInspectLacks(before, change.container) : change.container);
      return;
    }
    case 'endExplained': {
      const before = draft.container(change.hostId, change.containerId);
      if (before?.end)
        draft.putContainer({
          ...before,
          end: { ...before.end, requested: change.requested, by: change.by },
        });
      return;
    }
    default:
      applyContainerEvent(draft, change);
  }
}

function applyContainerEvent(draft: FleetDraft, change: ContainerEventChange): void {
  if (change.type === 'containerCreated') {
    draft.putContainer(change.container);
    return;
  }
  if (change.type === 'containerRemoved') {
    const key = containerKey(change.hostId, change.containerId);
    draft.containers().delete(key);
    draft.forgetBeside(key);
    return;
  }
  const before = draft.container(change.hostId, change.containerId);
  if (!before) return;
  const after = afterEvent(before, change);
  if (after !== before) draft.putContainer(after);
}

function afterEvent(
  before: Container,
  change: Exclude<ContainerEventChange, { type: 'containerCreated' | 'containerRemoved' }>,
): Container {
  switch (change.type) {
    case 'containerStarted':
      return {
        ...before,
        state: 'running',
        startedAtMs: change.atMs,
        health: before.health === 'none' ? 'none' : 'starting',
        healthSinceMs: before.health === 'none' ? null : change.atMs,
      };
    case 'containerDied':
      return {
        ...before,
        // A restart policy's container waits in 'restarting'; the inspect that follows tells.
        state: before.state === 'removing' ? 'removing' : 'exited',
        end: {
          exitCode: change.exitCode,
          outOfMemory: false,
          atMs: change.atMs,
          requested: 'notKnown',
          by: { kind: 'notKnown', name: null },
        },
      };
    case 'containerPaused':
      return { ...before, state: 'paused' };
    case 'containerUnpaused':
      return { ...before, state: 'running' };
    case 'containerRenamed':
      return { ...before, name: change.name };
    case 'containerHealthChanged':
      return { ...before, health: change.health, healthSinceMs: change.atMs };
    case 'containerSignalled':
    case 'containerRanOutOfMemory':
    case 'containerStopped':
    case 'containerRestarted':
    case 'containerUpdated':
      return before;
  }
}
