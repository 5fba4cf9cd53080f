import type { ChangeOf } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { Operation, OperationKind } from '../../src-shared/model.ts';
import { newcomerEnding } from '../docker/update/names.ts';
import type { ServerEvent } from './server-events.ts';
import { isoTime } from './wire.ts';

/** What an operation does, for a line that says no more of it. */
const words: Readonly<Record<OperationKind, string>> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  kill: 'Send a signal to',
  pause: 'Pause',
  unpause: 'Unpause',
  rename: 'Rename',
  remove: 'Remove',
  prune: 'Remove stopped containers of',
  create: 'Create',
  pull: 'Pull',
  updateCode: 'Update the code of',
  update: 'Update',
  delete: 'Delete',
  undoDelete: 'Bring back',
  ensureRunning: 'Start',
  restartGracefully: 'Restart',
};

/** Follows operations from their beginning to their end. */
export class OperationEvents {
  private readonly open = new Map<string, { readonly operation: Operation; readonly said: string }>();

  /** `progress_update` for each step, and `log_entry` where there is something new to read. */
  changed({ operation }: ChangeOf<'operationChanged'>, nowMs: number): ServerEvent[] {
    const percent = operation.progress?.percent ?? 0;
    const message = operation.progress?.message ?? `${words[operation.kind]} ${operation.subject}`;
    const payload = { ...about(operation), progress: percent, status: operation.state, message, timestamp: isoTime(nowMs) };
    const said = `${operation.state}: ${message}`;
    const isNew = this.open.get(operation.id)?.said !== said;
    this.open.set(operation.id, { operation, said });
    return [{ event: 'progress_update', payload }, ...(isNew ? [{ event: 'log_entry' as const, payload }] : [])];
  }

  /** `operation_complete`, its `log_entry`, and `container_updated` where a container has taken another's place. */
  ended({ operationId, outcome }: ChangeOf<'operationEnded'>, fleet: Fleet, nowMs: number): ServerEvent[] {
    const operation = this.open.get(operationId)?.operation;
    this.open.delete(operationId);
    if (!operation) return [];
    const timestamp = isoTime(nowMs);
    const end = outcome.ok
      ? { progress: 100, status: 'completed', message: `${words[operation.kind]} ${operation.subject}: done` }
      : {
          progress: operation.progress?.percent ?? 0,
          status: 'failed',
          message: outcome.failure.message,
          error_type: outcome.failure.kind,
        };
    const payload = { ...about(operation), ...end, timestamp };
    const updated = outcome.ok && (operation.kind === 'update' || operation.kind === 'updateCode') ? replacedBy(operation, fleet) : null;
    const told: ServerEvent[] = [
      { event: 'log_entry', payload },
      { event: 'operation_complete', payload },
    ];
    return updated === null ? told : [...told, { event: 'container_updated', payload: { ...updated, timestamp } }];
  }
}

function about({ id, containerId, hostId, kind, by }: Operation) {
  return { operation_id: id, container_id: containerId, host_id: hostId, operation: kind, actor: { kind: by.kind, name: by.name } };
}

/** The engine's events of the last renames may still be under way: then the new one goes by the name that it was made under. */
function replacedBy({ hostId, containerId, subject }: Operation, fleet: Fleet) {
  const others = [...fleet.containers.values()].filter((it) => it.hostId === hostId && it.id !== containerId);
  const newcomer = newcomerEnding(containerId ?? '');
  // Operations shorten long names.
  const isCalled = (name: string) => (subject.endsWith('…') ? name.startsWith(subject.slice(0, -1)) : name === subject);
  const now = others.find((it) => it.name.endsWith(newcomer)) ?? others.find((it) => isCalled(it.name));
  const id = now?.id ?? containerId;
  return { container_id: id, previous_container_id: containerId, name: subject, host_id: hostId };
}
