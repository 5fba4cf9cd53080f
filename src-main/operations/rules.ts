import type { Actor, OperationKind } from '../../src-shared/model.ts';

/** Higher goes first: a person's click, then a script's call, then what Quarterdeck does by itself. */
export function priorityOf(by: Actor): number {
  switch (by.kind) {
    case 'you':
    case 'person':
      return 2;
    case 'script':
      return 1;
    default:
      return 0;
  }
}

/**
 * What only one operation at a time may concern: a container, an image that is pulled, or the host as a whole. Null for
 * creating: many may be made of one image at once, and of two with one name the engine refuses the second.
 */
export function operationTarget(operation: {
  readonly hostId: string;
  readonly containerId: string | null;
  readonly kind: OperationKind;
  readonly subject: string;
}): string | null {
  const { hostId, containerId, kind, subject } = operation;
  if (kind === 'create') return null;
  if (containerId !== null) return `${hostId}/${containerId}`;
  return kind === 'pull' ? `${hostId}/${kind}/${subject}` : `${hostId}/`;
}

/**
 * Whether `kind` may run beside `other` on one container. A stop waits up to its timeout for a process that does not
 * listen; killing it is how one gets out of that. Who thinks better of a deletion need not wait for its stop.
 */
export function mayJoin(kind: OperationKind, other: OperationKind): boolean {
  if (kind === 'undoDelete') return other === 'delete';
  return kind === 'kill' && (other === 'stop' || other === 'restart' || other === 'restartGracefully' || other === 'delete');
}

const beingDone: Readonly<Record<OperationKind, string>> = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  kill: 'killed',
  pause: 'paused',
  unpause: 'unpaused',
  rename: 'renamed',
  remove: 'removed',
  prune: 'pruned',
  create: 'created',
  pull: 'pulled',
  updateCode: 'updated',
  update: 'updated',
  delete: 'deleted',
  undoDelete: 'brought back',
  ensureRunning: 'started',
  restartGracefully: 'restarted',
};

/** Why a second operation is refused while one of kind `running` has not ended. */
export function refusalWords(name: string, running: OperationKind): string {
  if (running === 'prune') return `Stopped containers of ${name} are already being removed. Wait until that has ended.`;
  return `${name} is already being ${beingDone[running]}. Wait until that has ended.`;
}
