import type { Fleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Operation, OperationKind } from '../../../src-shared/model.ts';

/** What is over sooner is not worth a line. */
export const patienceMs = 1_000;

const titles: Record<OperationKind, (subject: string) => string> = {
  start: (it) => `Starting ${it}`,
  stop: (it) => `Stopping ${it}`,
  restart: (it) => `Restarting ${it}`,
  kill: (it) => `Sending a signal to ${it}`,
  pause: (it) => `Pausing ${it}`,
  unpause: (it) => `Letting ${it} go on`,
  rename: (it) => `Renaming ${it}`,
  remove: (it) => `Removing ${it}`,
  prune: () => 'Removing all stopped containers',
  create: (it) => `Creating ${it}`,
  pull: (it) => `Pulling ${it}`,
  updateCode: (it) => `Updating the code of ${it}`,
  update: (it) => `Updating ${it}`,
  delete: (it) => `Deleting ${it}`,
  undoDelete: (it) => `Bringing ${it} back`,
  ensureRunning: (it) => `Starting ${it} until it stays`,
  restartGracefully: (it) => `Restarting ${it} gracefully`,
};

/** 'Pulling nginx:alpine' */
export function operationTitle(operation: Operation): string {
  return titles[operation.kind](operation.subject);
}

/** What has been under way for longer than a moment, the oldest first; a container that was deleted ends unseen. */
export function shownOperations({ operations, deletions }: Pick<Fleet, 'operations' | 'deletions'>, nowMs: number): readonly Operation[] {
  return [...operations.values()]
    .filter((it) => nowMs - it.sinceMs >= patienceMs)
    .filter((it) => it.containerId === null || !deletions.has(containerKey(it.hostId, it.containerId)))
    .toSorted((one, other) => one.sinceMs - other.sinceMs);
}

/** The step, or that it has not begun; empty where the title says all. */
export function stepWords(operation: Operation): string {
  if (operation.state === 'queued') return 'Waiting for its turn';
  const message = operation.progress?.message ?? '';
  if (message !== `Pulling ${operation.subject}`) return message;
  // What was not named is called by its image, which need not be said twice.
  return operation.kind === 'pull' ? '' : 'Pulling the image';
}
