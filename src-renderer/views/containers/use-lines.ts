import { useEffect, useMemo, useRef, useState } from 'react';
import { useFleet } from '../../store/fleet-store.ts';
import { onTick } from '../../store/sample-store.ts';
import { type ArrangeInput, arrange, type Group, holdOrder, keepSame, type Line, toLines } from './arrange.ts';
import { useList } from './list-store.ts';
import { liveValues } from './live-values.ts';
import { isLiveSort } from './sorting.ts';

const keyHoldMs = 2_000;

export interface Hold {
  readonly held: boolean;
  /**
   * For the rows' element: while the pointer is over them, nothing moves. One that only rests where the list appeared holds
   * nothing: the first list does not know yet who crashed, and would stand so.
   */
  readonly onPointerMove: () => void;
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
      onPointerMove: () => setPointer(true),
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

/** The table's lines, in an order that waits while `held`; what the user asks for (sort, filter) does not wait. */
export function useLines(held: boolean): readonly Line[] {
  const containers = useFleet((state) => state.fleet.containers);
  const text = useList((state) => state.text);
  const stateFilter = useList((state) => state.stateFilter);
  const sort = useList((state) => state.sort);
  const folded = useList((state) => state.folded);
  const [moved, setMoved] = useState(0);
  const shown = useRef<Shown>({ groups: [], text, stateFilter, sort });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` stands for the readings, which are no React state
  const groups = useMemo(() => {
    const before = shown.current;
    const next = arrangeNow({ containers, text, stateFilter, sort });
    const asked = before.text !== text || before.stateFilter !== stateFilter || before.sort !== sort;
    return keepSame(before.groups, held && !asked ? holdOrder(before.groups, next) : next);
  }, [containers, held, text, stateFilter, sort, moved]);
  useEffect(() => {
    shown.current = { groups, text, stateFilter, sort };
  });

  // A tick renders only where it has moved something; while rows are held it is not even looked at.
  useEffect(() => {
    if (held || !isLiveSort(sort)) return;
    return onTick(() => {
      const next = arrangeNow({ containers, text, stateFilter, sort });
      if (keepSame(shown.current.groups, next) !== shown.current.groups) setMoved((before) => before + 1);
    });
  }, [containers, held, text, stateFilter, sort]);
  return useMemo(() => toLines(groups, folded), [groups, folded]);
}

interface Shown extends Pick<ArrangeInput, 'text' | 'stateFilter' | 'sort'> {
  readonly groups: readonly Group[];
}

function arrangeNow(input: Omit<ArrangeInput, 'liveOf'>): readonly Group[] {
  const nowMs = Date.now();
  return arrange({ ...input, liveOf: (key, container) => liveValues(key, container, nowMs) });
}
