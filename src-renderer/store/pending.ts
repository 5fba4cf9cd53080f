import { create } from 'zustand';
import type { ContainerKey } from '../../src-shared/ids.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Operation, OperationKind } from '../../src-shared/model.ts';
import { useFleet } from './fleet-store.ts';

interface PendingState {
  /** Commands that this window has sent and that have not been answered: shown before the core tells of the operation. */
  readonly sent: ReadonlyMap<ContainerKey, OperationKind>;
}

export const usePending = create<PendingState>()(() => ({ sent: new Map() }));

export function markSent(key: ContainerKey, kind: OperationKind | null): void {
  usePending.setState(({ sent }) => {
    const after = new Map(sent);
    if (kind) after.set(key, kind);
    else after.delete(key);
    return { sent: after };
  });
}

/** What is being done to a container by whomever, or null. */
export function operationOf(operations: ReadonlyMap<string, Operation>, key: ContainerKey): OperationKind | null {
  for (const it of operations.values()) {
    if (it.containerId !== null && containerKey(it.hostId, it.containerId) === key) return it.kind;
  }
  return null;
}

export function busyWith(key: ContainerKey): OperationKind | null {
  return usePending.getState().sent.get(key) ?? operationOf(useFleet.getState().fleet.operations, key);
}

/** `busyWith` that re-renders when it changes: for buttons ('Stopping') and rows. */
export function useBusyWith(key: ContainerKey): OperationKind | null {
  const sent = usePending((state) => state.sent.get(key) ?? null);
  const told = useFleet((state) => operationOf(state.fleet.operations, key));
  return sent ?? told;
}
