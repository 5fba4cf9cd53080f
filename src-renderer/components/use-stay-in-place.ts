import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef } from 'react';

export interface StayInPlace {
  /** Of the rows that are kept, as they are counted since the beginning: grows as old ones are dropped. */
  readonly firstNumber: number;
  /** Changes with every frame in which something came. */
  readonly version: number;
  /** Of a row that was never measured, in px. */
  readonly rowHeight: number;
  readonly rows: Virtualizer<HTMLElement, HTMLDivElement>;
  readonly box: RefObject<HTMLElement | null>;
  readonly following: boolean;
}

/** Keeps the end in view while following; else keeps what is read in its place while older rows are dropped above it. */
export function useStayInPlace({ firstNumber, version, rowHeight, rows, box, following }: StayInPlace): void {
  const before = useRef({ firstNumber, starts: rows.measurementsCache });
  const size = rows.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every change of what is shown, and of its height
  useLayoutEffect(() => {
    const { firstNumber: firstBefore, starts } = before.current;
    before.current = { firstNumber, starts: rows.measurementsCache };
    const element = box.current;
    if (!element) return;
    if (following) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const dropped = firstNumber - firstBefore;
    if (dropped > 0) element.scrollTop -= starts[dropped]?.start ?? dropped * rowHeight;
  }, [version, size, following, rows, box]);
}
