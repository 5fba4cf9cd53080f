import { isRunning } from '../../src-shared/describe.ts';
import type { Container, OperationKind } from '../../src-shared/model.ts';

/** What stands on a button or in a row while it happens. */
export const busyWords: Record<OperationKind, string> = {
  start: 'Starting',
  stop: 'Stopping',
  restart: 'Restarting',
  kill: 'Sending signal',
  pause: 'Pausing',
  unpause: 'Going on',
  rename: 'Renaming',
  remove: 'Removing',
  prune: 'Removing',
  create: 'Creating',
  pull: 'Pulling',
  updateCode: 'Updating',
  update: 'Updating',
  delete: 'Deleting',
  undoDelete: 'Bringing back',
  ensureRunning: 'Starting',
  restartGracefully: 'Restarting',
};

const doneWords: Record<OperationKind, string> = {
  start: 'Started',
  stop: 'Stopped',
  restart: 'Restarted',
  kill: 'Sent the signal to',
  pause: 'Paused',
  unpause: 'Resumed',
  rename: 'Renamed',
  remove: 'Removed',
  prune: 'Removed',
  create: 'Created',
  pull: 'Pulled',
  updateCode: 'Updated',
  update: 'Updated',
  delete: 'Deleted',
  undoDelete: 'Brought back',
  ensureRunning: 'Started',
  restartGracefully: 'Restarted',
};

export interface ItemResult {
  readonly name: string;
  /** The Failure's message, or null where it went well. */
  readonly failed: string | null;
}

/**
 * One line for what became of a command over several containers: 'Stopped 3 containers', 'Stopped 2 of 3. ingest did
 * not stop within 10 s'. Null where the rows already say all of it: one container, and it went well.
 */
export function resultLine(kind: OperationKind, results: readonly ItemResult[]): string | null {
  const failures = results.filter((it) => it.failed !== null);
  const [first, ...others] = failures;
  if (!first) return results.length > 1 ? `${doneWords[kind]} ${results.length} containers` : null;
  if (results.length === 1) return first.failed;
  const done = results.length - failures.length;
  const more = others.length === 0 ? '' : ` ${others.length} more failed.`;
  return `${doneWords[kind]} ${done} of ${results.length}. ${first.failed ?? ''}${more}`;
}

/** Every item that failed, a line each, for 'Show details'. */
export function resultDetails(results: readonly ItemResult[]): string {
  return results.flatMap(({ name, failed }) => (failed === null ? [] : [`${name}: ${failed}`])).join('\n');
}

/** Why a command finds nothing to do with any of these: a key that was pressed must not seem dead. */
export function nothingLine(kind: OperationKind, containers: readonly Container[]): string {
  const [only, ...others] = containers;
  const name = others.length === 0 ? only?.name : undefined;
  if (kind === 'start') return name === undefined ? 'All of them run already.' : `${name} runs already.`;
  if (!containers.some(isRunning)) return name === undefined ? 'None of them runs.' : `${name} does not run.`;
  return name === undefined ? 'None of them is in a state for that.' : `${name} is not in a state for that.`;
}
