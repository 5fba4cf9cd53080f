import type { Operation, OperationKind } from '../../../src-shared/model.ts';

export interface SentOrder {
  readonly hostId: string;
  readonly kinds: readonly OperationKind[];
  /** Null where there is none yet. */
  readonly containerId: string | null;
  /** The operations that there were before it was sent. */
  readonly before: ReadonlySet<string>;
}

/** The operation that an order of this window became, or null until the core tells of it. Pure. */
export function operationFor(operations: ReadonlyMap<string, Operation>, order: SentOrder): Operation | null {
  for (const it of operations.values()) {
    if (order.before.has(it.id) || it.hostId !== order.hostId || it.by.kind !== 'you' || !order.kinds.includes(it.kind)) continue;
    if (order.containerId === null || it.containerId === order.containerId) return it;
  }
  return null;
}
