import { create } from 'zustand';
import { defaultReadyWithinSeconds } from '../../../src-shared/contract/update.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';

/** An update of a container's code: what was chosen, and what became of it. */
export interface CodeUpdate {
  readonly folder: string;
  readonly readyWithin: string;
  /** Null: not under way. Else the operations that there were before. */
  readonly before: ReadonlySet<string> | null;
  readonly failure: Failure | null;
}

export const newCodeUpdate: CodeUpdate = {
  folder: '',
  readyWithin: String(defaultReadyWithinSeconds),
  before: null,
  failure: null,
};

interface CodeUpdatesState {
  readonly updates: ReadonlyMap<ContainerKey, CodeUpdate>;
}

/** Kept while other views are shown: an update goes on, and its folder is mostly the one of the next. */
export const useCodeUpdates = create<CodeUpdatesState>()(() => ({ updates: new Map() }));

export function codeUpdateOf(key: ContainerKey): CodeUpdate {
  return useCodeUpdates.getState().updates.get(key) ?? newCodeUpdate;
}

export function changeCodeUpdate(key: ContainerKey, patch: Partial<CodeUpdate>): void {
  useCodeUpdates.setState(({ updates }) => ({
    updates: new Map([...updates, [key, { ...(updates.get(key) ?? newCodeUpdate), ...patch }]]),
  }));
}

/** The container has a new id; what was chosen goes with it. */
export function moveCodeUpdate(from: ContainerKey, to: ContainerKey): void {
  const moved = codeUpdateOf(from);
  useCodeUpdates.setState(({ updates }) => {
    const after = new Map(updates);
    after.delete(from);
    return { updates: after.set(to, { ...moved, before: null, failure: null }) };
  });
}
