import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect } from 'react';
import { useStayInPlace } from '../../components/use-stay-in-place.ts';
import { LogRow } from './LogRow.tsx';
import type { LogRing } from './log-ring.ts';

const rowHeight = 18;
/** Beyond this a line is cut on screen. */
const widestCharacters = 4_096;

export interface LogListProps {
  readonly name: string;
  readonly ring: LogRing;
  /** Changes with every frame in which something came. */
  readonly version: number;
  readonly box: RefObject<HTMLElement | null>;
  readonly following: boolean;
  readonly wrap: boolean;
  readonly times: boolean;
  readonly query: string;
  /** The number of the entry to show, from search; null: none. */
  readonly current: number | null;
}

/** The lines in view, of however many are kept. */
export function LogList({ name, ring, version, box, following, wrap, times, query, current }: LogListProps) {
  const rows = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: ring.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => ring.firstNumber + index, [ring]),
    overscan: 12,
  });
  useStayInPlace({ firstNumber: ring.firstNumber, version, rowHeight, rows, box, following });
  // Heights that were measured wrapped mean nothing unwrapped, and with times they differ too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => rows.measure(), [wrap, times]);
  useEffect(() => {
    if (current !== null) rows.scrollToIndex(current - ring.firstNumber, { align: 'center' });
  }, [current, ring, rows]);
  const items = rows.getVirtualItems();
  const width = `calc(${Math.min(ring.longest, widestCharacters)}ch + ${times ? 162 : 60}px)`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={box} className="log-box" role="log" aria-live="off" aria-label={`Log of ${name}`} tabIndex={0}>
      <div className="log-all" data-first-focus tabIndex={-1} style={{ height: rows.getTotalSize(), ...(wrap ? {} : { minWidth: width }) }}>
        <div className={wrap ? 'log-rows log-wrap mono' : 'log-rows mono'} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map((item) => {
            const entry = ring.at(item.index);
            return (
              entry && (
                <LogRow
                  key={item.key}
                  entry={entry}
                  index={item.index}
                  times={times}
                  query={query}
                  isCurrent={entry.number === current}
                  measure={wrap ? rows.measureElement : null}
                />
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}
