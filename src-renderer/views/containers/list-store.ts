import { create } from 'zustand';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { keepExisting, noSelection, type Selection } from './selection.ts';
import { defaultSort, type Sort } from './sorting.ts';
import type { StateFilter } from './state-filter.ts';

interface ListState {
  readonly text: string;
  readonly stateFilter: StateFilter;
  readonly sort: Sort;
  readonly folded: ReadonlySet<string>;
  readonly selection: Selection;
  /** The `lineId` of the line that keys act on. */
  readonly cursor: string | null;
}

/** How the user has set the list up; kept while other views are shown. */
export const useList = create<ListState>()(() => ({
  text: '',
  stateFilter: 'all',
  sort: defaultSort,
  folded: new Set(),
  selection: noSelection,
  cursor: null,
}));

export function setSelection(change: (before: Selection) => Selection): void {
  useList.setState(({ selection }) => ({ selection: change(selection) }));
}

export function clearSelection(): void {
  useList.setState({ selection: noSelection });
}

export function setFolded(groupKey: string, fold: boolean): void {
  useList.setState(({ folded }) => {
    const after = new Set(folded);
    if (fold) after.add(groupKey);
    else after.delete(groupKey);
    return { folded: after };
  });
}

/** Shows all containers again. */
export function clearFilters(): void {
  useList.setState({ text: '', stateFilter: 'all' });
}

/** Takes removed containers out of the selection for as long as the list is shown. Returns what stops it. */
export function watchSelection(): () => void {
  const drop = (): void => {
    const { selection } = useList.getState();
    const { containers } = useFleet.getState().fleet;
    const kept = keepExisting(selection, (key: ContainerKey) => containers.has(key));
    if (kept !== selection) useList.setState({ selection: kept });
  };
  drop();
  return useFleet.subscribe((state, before) => {
    if (state.fleet.containers !== before.fleet.containers) drop();
  });
}

export function setSort(sort: Sort): void {
  useList.setState({ sort });
}
