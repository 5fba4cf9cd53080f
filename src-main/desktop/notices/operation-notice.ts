import type { Batch } from '../../../src-shared/changes.ts';
import type { Operation, OperationKind, Outcome } from '../../../src-shared/model.ts';
import { redactText } from '../../lib/redact.ts';

/** What takes longer has been waited for, unless told otherwise. */
export const longMs = 10_000;

export interface Notice {
  readonly title: string;
  readonly body: string;
}

export interface Ended {
  readonly operation: Operation;
  readonly outcome: Outcome;
}

/** Follows the operations of this desktop's user; gives those that ended after a long time, as their batches come. */
export class LongOperations {
  private readonly underWay = new Map<string, Operation>();
  private readonly longFromMs: number;

  /** `longFromMs`: what takes as long has been waited for. */
  constructor(longFromMs: number = longMs) {
    this.longFromMs = longFromMs;
  }

  take({ changes }: Batch, nowMs: number): readonly Ended[] {
    const ended: Ended[] = [];
    for (const change of changes) {
      if (change.type === 'operationChanged') this.begin(change.operation);
      if (change.type !== 'operationEnded') continue;
      const operation = this.underWay.get(change.operationId);
      this.underWay.delete(change.operationId);
      if (operation && nowMs - operation.sinceMs >= this.longFromMs) ended.push({ operation, outcome: change.outcome });
    }
    return ended;
  }

  /** The wait for its turn counts: the time of the first telling is kept. */
  private begin(operation: Operation): void {
    if (operation.by.kind !== 'you') return;
    const sinceMs = this.underWay.get(operation.id)?.sinceMs ?? operation.sinceMs;
    this.underWay.set(operation.id, { ...operation, sinceMs });
  }
}

const doneWords: Record<OperationKind, string> = {
  start: 'Started',
  stop: 'Stopped',
  restart: 'Restarted',
  kill: 'Sent the signal to',
  pause: 'Paused',
  unpause: 'Resumed',
  rename: 'Renamed',
  remove: 'Removed',
  prune: 'Removed all stopped containers',
  create: 'Created',
  pull: 'Pulled',
  updateCode: 'Updated the code of',
  update: 'Updated',
  delete: 'Deleted',
  undoDelete: 'Brought back',
  ensureRunning: 'Started',
  restartGracefully: 'Restarted',
};

const failedWords: Record<OperationKind, string> = {
  start: 'Could not start',
  stop: 'Could not stop',
  restart: 'Could not restart',
  kill: 'Could not send the signal to',
  pause: 'Could not pause',
  unpause: 'Could not resume',
  rename: 'Could not rename',
  remove: 'Could not remove',
  prune: 'Could not remove all stopped containers',
  create: 'Could not create',
  pull: 'Could not pull',
  updateCode: 'Could not update the code of',
  update: 'Could not update',
  delete: 'Could not delete',
  undoDelete: 'Could not bring back',
  ensureRunning: 'Could not start',
  restartGracefully: 'Could not restart',
};

/** One notice for what ended together: several notices at once would be read by nobody. */
export function noticeOf(ended: readonly Ended[]): Notice | null {
  const [first] = ended;
  if (!first) return null;
  if (ended.length === 1) {
    const { operation, outcome } = first;
    const words = outcome.ok ? doneWords[operation.kind] : failedWords[operation.kind];
    const subject = operation.kind === 'prune' ? '' : ` ${operation.subject}`;
    return { title: plain(`${words}${subject}`, 120), body: outcome.ok ? '' : plain(outcome.failure.message, 300) };
  }
  const failed = ended.flatMap(({ operation, outcome }) => (outcome.ok ? [] : [{ operation, outcome }]));
  const title =
    failed.length === 0 ? `${ended.length} operations ended` : `${ended.length - failed.length} of ${ended.length} operations ended well`;
  const named = (failed.length === 0 ? ended : failed).slice(0, 5).map(({ operation }) => operation.subject);
  return { title, body: plain(`${failed.length === 0 ? '' : 'Failed: '}${named.join(', ')}`, 300) };
}

/** Some notification servers read markup: nothing that could be one is left, nor a secret, nor what hides or reorders text. */
export function plain(text: string, longest: number): string {
  const safe = redactText(text)
    .replace(/[<>&]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return safe.length > longest ? `${safe.slice(0, longest - 1)}…` : safe;
}
