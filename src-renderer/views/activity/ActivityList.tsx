// biome-ignore-all lint/a11y/useSemanticElements: a table element can't be virtualised
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its current row by aria-activedescendant
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type RefObject, useCallback, useId, useMemo, useRef } from 'react';
import type { Activity } from '../../../src-shared/model.ts';
import { ContextMenu } from '../../components/ContextMenu.tsx';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { DayCells, LineCells } from './FeedRows.tsx';
import type { LiveFeed } from './use-feed.ts';
import { useListKeys } from './use-list-keys.ts';
import './activity.css';

const dayHeight = 28;
const lineHeight = 32;

export interface ActivityListProps {
  /** What the list holds, read aloud: 'Activity of worker'. */
  readonly label: string;
  readonly feed: LiveFeed;
  /** The container's column; off where all lines are of one. */
  readonly showContainer?: boolean;
  readonly selectedId: string | null;
  readonly onSelect: (activity: Activity) => void;
  /** Enter, or a double click. */
  readonly onOpen: (activity: Activity) => void;
  readonly entriesFor: (activity: Activity) => readonly MenuEntry[];
  readonly gridRef: RefObject<HTMLDivElement | null>;
}

/**
 * The feed as a virtualised grid with the day's header kept at the top. Follows the newest line while it is scrolled
 * to the top; further down nothing moves, and a button tells how many lines have come.
 */
export function ActivityList(props: ActivityListProps) {
  const { label, feed, showContainer = true, selectedId, onSelect, onOpen, entriesFor, gridRef } = props;
  const { rows, newCount } = feed;
  const listId = useId();
  const topDay = useRef(0);
  const dayIndexes = useMemo(() => rows.flatMap((row, index) => (row.type === 'day' ? [index] : [])), [rows]);
  const selectedIndex = useMemo(() => rows.findIndex((row) => row.key === selectedId), [rows, selectedId]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => (rows[index]?.type === 'day' ? dayHeight : lineHeight),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    scrollPaddingStart: dayHeight,
    rangeExtractor: useCallback(
      (range: Range) => {
        topDay.current = dayIndexes.findLast((index) => index <= range.startIndex) ?? 0;
        return [...new Set([topDay.current, ...defaultRangeExtractor(range)])].sort((one, other) => one - other);
      },
      [dayIndexes],
    ),
  });

  const activityAt = (index: number): Activity | null => {
    const row = rows[index];
    return row?.type === 'line' ? row.activity : null;
  };
  const select = (index: number): void => {
    const activity = activityAt(index);
    if (!activity) return;
    onSelect(activity);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const scrollToTop = (): void => {
    gridRef.current?.scrollTo({ top: 0 });
    feed.setHeld(false);
  };
  useListKeys({
    rows,
    selectedIndex,
    pageRows: () => Math.floor((gridRef.current?.clientHeight ?? 0) / lineHeight) - 1,
    select,
    open: () => {
      const activity = activityAt(selectedIndex);
      if (activity) onOpen(activity);
      return activity !== null;
    },
  });

  const items = virtualizer.getVirtualItems();
  const selectedShown = items.some((item) => item.index === selectedIndex);
  const indexOf = (target: EventTarget): number => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return row ? Number(row.dataset['index']) : -1;
  };
  return (
    <div className="feed-list">
      {newCount > 0 && (
        <button type="button" className="feed-new" onClick={scrollToTop}>
          <ArrowUp size={14} strokeWidth={1.75} aria-hidden="true" />
          {newCount} new
        </button>
      )}
      <ContextMenu
        label="Actions for the line"
        entriesFor={(target) => {
          // The context-menu key comes from the grid itself: it means the current line.
          const index = target === gridRef.current ? selectedIndex : indexOf(target);
          const activity = activityAt(index);
          if (!activity) return [];
          onSelect(activity);
          return entriesFor(activity);
        }}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are in the shortcut table, see useListKeys */}
        <div
          ref={gridRef}
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length}
          aria-readonly="true"
          {...(selectedShown ? { 'aria-activedescendant': `${listId}-${selectedIndex}` } : {})}
          tabIndex={0}
          className={showContainer ? 'feed-grid' : 'feed-grid feed-grid-one'}
          onScroll={(event) => feed.setHeld(event.currentTarget.scrollTop > 0)}
          onClick={(event) => select(indexOf(event.target))}
          onDoubleClick={(event) => {
            const activity = activityAt(indexOf(event.target));
            if (activity) onOpen(activity);
          }}
        >
          <div role="presentation" className="feed-canvas" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index];
              if (!row) return null;
              const place = { height: item.size, transform: `translateY(${item.start}px)` };
              if (row.type === 'day') {
                const stuck = item.index === topDay.current;
                return (
                  <div
                    key={item.key}
                    role="row"
                    aria-rowindex={item.index + 1}
                    className={stuck ? 'feed-day feed-day-stuck' : 'feed-day'}
                    style={stuck ? { height: item.size } : place}
                  >
                    <DayCells label={row.label} count={row.count} live={item.index === 0} />
                  </div>
                );
              }
              const current = item.index === selectedIndex;
              return (
                <div
                  key={item.key}
                  id={`${listId}-${item.index}`}
                  role="row"
                  aria-rowindex={item.index + 1}
                  aria-selected={current}
                  data-index={item.index}
                  className="feed-line"
                  style={place}
                >
                  <LineCells activity={row.activity} showContainer={showContainer} />
                </div>
              );
            })}
          </div>
        </div>
      </ContextMenu>
    </div>
  );
}
