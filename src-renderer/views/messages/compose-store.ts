import { create } from 'zustand';
import { flowReplyTimeoutMs } from '../../../src-shared/flow.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';

export interface Draft {
  readonly command: string;
  /** JSON as it was typed. */
  readonly data: string;
}

export interface Compose {
  readonly draft: Draft;
  /** What was sent, the newest last. */
  readonly sent: readonly Draft[];
  /** Where the arrows stand in `sent`; null: at the draft. */
  readonly recalled: number | null;
  /** The draft that the arrows have left. */
  readonly left: Draft;
  /** Others that get it too. */
  readonly others: ReadonlySet<ContainerKey>;
  readonly timeoutMs: number;
}

export const sentKept = 50;
/** Containers whose drafts are kept. */
const composesKept = 100;

const empty: Draft = { command: '', data: '' };
export const emptyCompose: Compose = {
  draft: empty,
  sent: [],
  recalled: null,
  left: empty,
  others: new Set(),
  timeoutMs: flowReplyTimeoutMs,
};

/** What is being written to each container, until the application ends. */
export const useCompose = create<{ readonly byContainer: ReadonlyMap<ContainerKey, Compose> }>()(() => ({ byContainer: new Map() }));

export function changeCompose(key: ContainerKey, change: (before: Compose) => Compose): void {
  useCompose.setState(({ byContainer }) => {
    const after = new Map(byContainer);
    const before = after.get(key) ?? emptyCompose;
    // Taken out and put in again: the map's order is that of use.
    after.delete(key);
    after.set(key, change(before));
    const [oldest] = after.keys();
    if (after.size > composesKept && oldest !== undefined) after.delete(oldest);
    return { byContainer: after };
  });
}

export function typed(before: Compose, change: Partial<Draft>): Compose {
  return { ...before, draft: { ...before.draft, ...change }, recalled: null };
}

/** After sending: it becomes part of what was sent, and stays in the fields to be sent again. */
export function remembered(before: Compose): Compose {
  const { draft, sent } = before;
  const isAgain = sent.at(-1)?.command === draft.command && sent.at(-1)?.data === draft.data;
  return { ...before, recalled: null, sent: isAgain ? sent : [...sent, draft].slice(-sentKept) };
}

/** Goes one back (-1) or on (1) in what was sent; past the newest stands what was being written. */
export function recall(before: Compose, direction: 1 | -1): Compose {
  const { sent, recalled } = before;
  // What stands in the fields after sending is the newest: back means the one before.
  const last = sent.length - 1;
  const isNewest = last >= 0 && sent[last]?.command === before.draft.command && sent[last]?.data === before.draft.data;
  const from = recalled ?? (isNewest ? last : sent.length);
  const to = Math.max(0, from + direction);
  if (to >= sent.length) return recalled === null ? before : { ...before, draft: before.left, recalled: null };
  const draft = sent[to];
  if (!draft || to === from) return before;
  return { ...before, draft, recalled: to, left: recalled === null ? before.draft : before.left };
}
