import type { Change, ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey, shortId } from '../../src-shared/ids.ts';
import type { Activity, Container, EngineEvent, Operation, Outcome } from '../../src-shared/model.ts';

interface Update {
  readonly operation: Operation & { readonly containerId: string };
  /** The container that takes the other's place, once the engine has told of it. */
  newId: string | null;
  readonly events: EngineEvent[];
  ended: { readonly ok: boolean; readonly atMs: number } | null;
}

const eventsKept = 20;
/** Events of what was done until an update's end come by another socket, and so a little later. */
const lateMs = 1_000;

/** Tells an update, which to the engine is a dozen events of two containers, as one line at its end. */
export class UpdateNarrator {
  private readonly updates = new Map<string, Update>();

  changed(operation: Operation): void {
    const { containerId } = operation;
    if (containerId === null || (operation.kind !== 'update' && operation.kind !== 'updateCode') || this.updates.has(operation.id)) return;
    this.updates.set(operation.id, { operation: { ...operation, containerId }, newId: null, events: [], ended: null });
  }

  /** Whether an event is part of an update, so that it gets no line of its own. */
  takes(change: ContainerEventChange, container: Container, nowMs: number): boolean {
    for (const [id, update] of this.updates) {
      if (update.ended && nowMs - update.ended.atMs > lateMs) this.updates.delete(id);
      else if (isPart(update, change, container)) {
        if (change.event && update.events.length < eventsKept) update.events.push(change.event);
        return true;
      }
    }
    return false;
  }

  /** The line of an update that has ended; none where it was refused before the engine did anything. */
  ended(fleet: Fleet, { operationId, outcome }: ChangeOf<'operationEnded'>, nowMs: number): Change[] {
    const update = this.updates.get(operationId);
    if (!update) return [];
    update.ended = { ok: outcome.ok, atMs: nowMs };
    return update.newId === null ? [] : [{ type: 'activityTold', activity: activityOf(fleet, update, outcome, nowMs) }];
  }
}

function isPart(update: Update, change: ContainerEventChange, container: Container): boolean {
  const { operation, ended } = update;
  if (change.hostId !== operation.hostId) return false;
  if (change.type === 'containerCreated' && container.name.endsWith(`-replacing-${shortId(operation.containerId)}`))
    update.newId = change.containerId;
  const isOld = change.containerId === operation.containerId;
  if (!isOld && change.containerId !== update.newId) return false;
  if (ended === null || isOld !== !ended.ok) return true;
  // The one that stays is on its own from now on; only what brought it there may come late.
  return change.type === 'containerCreated' || change.type === 'containerStarted' || change.type === 'containerRenamed';
}

function activityOf(fleet: Fleet, { operation, newId, events }: Update, outcome: Outcome, atMs: number): Activity {
  const containerId = outcome.ok && newId !== null ? newId : operation.containerId;
  const container = fleet.containers.get(containerKey(operation.hostId, containerId));
  return {
    id: `${operation.hostId}/${operation.id}`,
    atMs,
    hostId: operation.hostId,
    containerId,
    containerName: operation.subject,
    project: container?.project ?? null,
    kind: 'lifecycle',
    tone: outcome.ok ? 'running' : 'attention',
    text: textOf(operation, outcome),
    by: operation.by,
    facts: outcome.ok ? [] : [{ label: 'Why', value: outcome.failure.message }],
    events: [...events],
  };
}

function textOf({ kind }: Operation, outcome: Outcome): string {
  if (outcome.ok) return kind === 'updateCode' ? 'Updated with new code' : 'Updated';
  const { cancelled, rolledBack } = outcome.failure.details;
  const what = cancelled === 'yes' ? 'Update cancelled' : 'Update failed';
  return rolledBack === 'yes' ? `${what}, rolled back` : what;
}
