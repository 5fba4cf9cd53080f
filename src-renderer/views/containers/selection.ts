import type { ContainerKey } from '../../../src-shared/ids.ts';

/** The chosen containers, and where a range that Shift extends began. */
export interface Selection {
  readonly keys: ReadonlySet<ContainerKey>;
  readonly anchor: ContainerKey | null;
}

export const noSelection: Selection = { keys: new Set(), anchor: null };

export function toggle(selection: Selection, key: ContainerKey): Selection {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, anchor: key };
}

/** Adds everything between the anchor (or `from`, where there is none) and `to`, in the order of `shown`. */
export function extendTo(selection: Selection, shown: readonly ContainerKey[], from: ContainerKey, to: ContainerKey): Selection {
  const anchor = selection.anchor !== null && shown.includes(selection.anchor) ? selection.anchor : from;
  const [first, last] = [shown.indexOf(anchor), shown.indexOf(to)].sort((one, other) => one - other);
  if (first === undefined || last === undefined || first < 0) return selection;
  return { keys: new Set([...selection.keys, ...shown.slice(first, last + 1)]), anchor };
}

/** Selects all of them, or none where all already are: a group's box, and Ctrl A. */
export function toggleAll(selection: Selection, shown: readonly ContainerKey[]): Selection {
  const keys = new Set(selection.keys);
  const all = shown.length > 0 && shown.every((key) => keys.has(key));
  for (const key of shown) {
    if (all) keys.delete(key);
    else keys.add(key);
  }
  return { keys, anchor: null };
}

/** Without what no longer exists; the same object where nothing went. */
export function keepExisting(selection: Selection, exists: (key: ContainerKey) => boolean): Selection {
  const keys = new Set([...selection.keys].filter(exists));
  return keys.size === selection.keys.size ? selection : { ...selection, keys };
}
