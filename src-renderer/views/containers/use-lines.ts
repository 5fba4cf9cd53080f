import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useFleet } from '../../store/fleet-store.ts';
import { onTick, tickNumber } from '../../store/sample-store.ts';
import { arrange, type Group, holdOrder, type Line, toLines } from './arrange.ts';
import { useList } from './list-store.ts';
import { liveValues } from './live-values.ts';
import { isLiveSort } from './sorting.ts';

const keyHoldMs = 2_000;

export interface Hold {
  readonly held: boolean;
  /** For the rows' element: while the pointer is over them, nothing moves. */
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  /** A key was used on the rows: nothing moves for two seconds. */
  readonly onKey: () => void;
}

/** Whether rows must stay where they are, because somebody is about to press one. */
export function useHold(): Hold {
  const [pointer, setPointer] = useState(false);
  const [key, setKey] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(
    () => ({
      held: pointer || key,
      onPointerEnter: () => setPointer(true),
      onPointerLeave: () => setPointer(false),
      onKey: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setKey(false), keyHoldMs);
        setKey(true);
      },
    }),
    [pointer, key],
  );
}

const never = (): (() => void) => () => {};

/** The table's lines, in an order that waits while `held`; what the user asks for (sort, filter) does not wait. */
export function useLines(held: boolean): { readonly groups: readonly Group[]; readonly lines: readonly Line[] } {
  const containers = useFleet((state) => state.fleet.containers);
  const text = useList((state) => state.text);
  const stateFilter = useList((state) => state.stateFilter);
  const sort = useList((state) => state.sort);
  const folded = useList((state) => state.folded);
  const live = isLiveSort(sort);
  const tick = useSyncExternalStore(live ? onTick : never, () => (live ? tickNumber() : 0));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the tick stands for the readings, which are no React state
  const next = useMemo(() => {
    const nowMs = Date.now();
    return arrange({ containers, text, stateFilter, sort, liveOf: (key, container) => liveValues(key, container, nowMs) });
  }, [containers, text, stateFilter, sort, tick]);

  const shown = useRef({ groups: next, text, stateFilter, sort });
  const groups = useMemo(() => {
    const before = shown.current;
    const asked = before.text !== text || before.stateFilter !== stateFilter || before.sort !== sort;
    return held && !asked ? holdOrder(before.groups, next) : next;
  }, [next, held, text, stateFilter, sort]);
  useEffect(() => {
    shown.current = { groups, text, stateFilter, sort };
  });
  const lines = useMemo(() => toLines(groups, folded), [groups, folded]);
  return { groups, lines };
}
