import type { Change } from '../../../src-shared/changes.ts';
import type { Operation, OperationKind } from '../../../src-shared/model.ts';
import type { OwnAct } from '../verdicts/sequence.ts';

/** How long after an operation's end the engine's events still count as its doing: they come by another socket. */
const attributionGraceMs = 1_000;
const updatesKept = 50;
const updateCountsMs = 3_600_000;

interface Known {
  readonly operation: Operation;
  endedAtMs: number | null;
}

/** An update of ours that came to its end. */
export interface PastUpdate {
  readonly hostId: string;
  /** The name of what was updated: the new container has it too. */
  readonly name: string;
  readonly kind: OperationKind;
  readonly atMs: number;
}

/** What we ourselves are doing to containers, or did a moment ago; and the updates of the last hour. */
export class OwnActs {
  private readonly known = new Map<string, Known>();
  private past: PastUpdate[] = [];

  take(change: Change, nowMs: number): void {
    if (change.type === 'operationChanged') this.known.set(change.operation.id, { operation: change.operation, endedAtMs: null });
    if (change.type !== 'operationEnded') return;
    const known = this.known.get(change.operationId);
    if (!known) return;
    known.endedAtMs = nowMs;
    const { hostId, kind, subject } = known.operation;
    if (!change.outcome.ok || (kind !== 'update' && kind !== 'updateCode')) return;
    this.past = [...this.past.filter((it) => nowMs - it.atMs < updateCountsMs), { hostId, name: subject, kind, atMs: nowMs }].slice(
      -updatesKept,
    );
  }

  /** What is being done to the container; the latest goes first. */
  on(hostId: string, containerId: string, nowMs: number): OwnAct | null {
    let found: OwnAct | null = null;
    for (const [id, { operation, endedAtMs }] of this.known) {
      if (endedAtMs !== null && nowMs - endedAtMs > attributionGraceMs) this.known.delete(id);
      else if (operation.hostId === hostId && operation.containerId === containerId) found = operation;
    }
    return found;
  }

  /** Its last update within the hour; null for none. */
  updateOf(hostId: string, name: string, nowMs: number): PastUpdate | null {
    return this.past.findLast((it) => it.hostId === hostId && it.name === name && nowMs - it.atMs < updateCountsMs) ?? null;
  }
}
