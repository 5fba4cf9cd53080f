import { type RefObject, useEffect, useRef } from 'react';
import { type Line, lineId } from './arrange.ts';
import { useList } from './list-store.ts';
import { isContainerKey } from './targets.ts';

/**
 * Where the cursor goes on when its line is gone for good: to the one that took its place, or to the last. Null: it
 * stays, as it still stands there, or a filter hides it only.
 */
export function cursorAfter(
  cursor: string | null,
  lines: readonly Line[],
  lastIndex: number,
  exists: (id: string) => boolean,
): string | null {
  if (cursor === null || lastIndex < 0 || exists(cursor) || lines.some((line) => lineId(line) === cursor)) return null;
  const line = lines[Math.min(lastIndex, lines.length - 1)];
  return line ? lineId(line) : null;
}

/** Keeps the cursor near where its container was when that is removed, so that keys do not start again at the top. */
export function useCursorKept(lines: readonly Line[], cursorIndex: number, focusWanted: RefObject<boolean>): void {
  const lastIndex = useRef(-1);
  useEffect(() => {
    if (cursorIndex >= 0) {
      lastIndex.current = cursorIndex;
      return;
    }
    const next = cursorAfter(useList.getState().cursor, lines, lastIndex.current, isContainerKey);
    if (next === null) return;
    focusWanted.current = document.activeElement === document.body;
    useList.setState({ cursor: next });
  }, [lines, cursorIndex, focusWanted]);
}
