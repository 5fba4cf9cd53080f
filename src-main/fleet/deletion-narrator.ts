import type { Change, ChangeOf } from '../../src-shared/changes.ts';
import type { Deletion } from '../../src-shared/deletion.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Activity, Operation } from '../../src-shared/model.ts';
import { notKnown } from './sentences.ts';

/** Tells a deletion that can be undone: one line for all that it does, told anew where it is undone. */
export class DeletionNarrator {
  private readonly told = new Map<string, Activity>();

  /** `operation`: what we are doing to the container. What the last run began is told where it was asked for only. */
  begin(fleet: Fleet, deletion: Deletion, operation: Operation | null, nowMs: number): Change[] {
    const { hostId, containerId, name } = deletion;
    const key = containerKey(hostId, containerId);
    const container = fleet.containers.get(key);
    if (!container || operation?.kind !== 'delete') return [];
    const activity: Activity = {
      id: `${key}:${nowMs}:deletion`,
      atMs: nowMs,
      hostId,
      containerId,
      containerName: name,
      project: container.project,
      kind: 'lifecycle',
      tone: 'removed',
      text: 'Deleted',
      by: operation.by,
      facts: [],
      events: [],
    };
    this.told.set(key, activity);
    return [{ type: 'activityTold', activity }];
  }

  end(fleet: Fleet, change: ChangeOf<'deletionEnded'>, operation: Operation | null): Change[] {
    const key = containerKey(change.hostId, change.containerId);
    const told = this.told.get(key);
    const container = fleet.containers.get(key);
    this.told.delete(key);
    if (!told || !container) return [];
    const activity: Activity =
      operation?.kind === 'undoDelete'
        ? { ...told, atMs: change.atMs, tone: 'neutral', text: 'Deleted, then brought back', by: operation.by }
        : { ...told, atMs: change.atMs, tone: 'attention', text: 'Could not be deleted', by: notKnown };
    return [{ type: 'activityTold', activity }];
  }

  /** It is gone for good. */
  forget(key: string): void {
    this.told.delete(key);
  }
}
