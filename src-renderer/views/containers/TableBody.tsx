import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { isFocusFree } from '../../components/focus-content.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { useSettings } from '../../store/settings-store.ts';
import { type Line, lineId } from './arrange.ts';
import { ContainerRow, rowId } from './ContainerRow.tsx';
import { GroupRow } from './GroupRow.tsx';
import { ListKeys } from './ListKeys.tsx';
import { useList } from './list-store.ts';
import { setScrolling } from './paint-clock.ts';
import { pressLine } from './pointer.ts';
import { useCursorKept } from './use-cursor-kept.ts';
import type { Hold } from './use-lines.ts';
import { useSlots } from './use-slots.ts';
import { useWatchVisible } from './use-watch-visible.ts';

const groupHeight = 32;
const rowHeights = { comfortable: 40, compact: 28 } as const;

interface TableBodyProps {
  readonly scroller: HTMLElement;
  readonly lines: readonly Line[];
  readonly hold: Hold;
  readonly nameWidth: number;
  readonly imageFont: string;
}

/** The lines that are in view, and a few around them. */
export const TableBody = memo(function TableBody({ scroller, lines, hold, nameWidth, imageFont }: TableBodyProps) {
  const focusWanted = useRef(false);
  const cursor = useList((state) => state.cursor);
  const selected = useList((state) => state.selection.keys);
  const folded = useList((state) => state.folded);
  const rowHeight = rowHeights[useSettings((state) => state.settings.density)];
  const severalHosts = useFleet((state) => state.fleet.hosts.size > 1);

  const cursorIndex = useMemo(() => lines.findIndex((line) => lineId(line) === cursor), [lines, cursor]);
  const groupIndexes = useMemo(() => lines.flatMap((line, index) => (line.kind === 'group' ? [index] : [])), [lines]);
  const stickyIndex = useRef(-1);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (lines[index]?.kind === 'group' ? groupHeight : rowHeight),
    // New lines, new function: the sizes are counted again.
    getItemKey: useCallback((index: number) => (lines[index] ? lineId(lines[index]) : index), [lines]),
    overscan: 4,
    scrollPaddingStart: groupHeight,
    rangeExtractor: useCallback(
      (range: Range) => {
        stickyIndex.current = groupIndexes.findLast((index) => index <= range.startIndex) ?? -1;
        // The line with the focus stays in the document, or the focus would be lost by scrolling.
        const indexes = new Set([stickyIndex.current, cursorIndex, ...defaultRangeExtractor(range)]);
        return [...indexes].filter((index) => index >= 0 && index < lines.length).sort((one, other) => one - other);
      },
      [groupIndexes, cursorIndex, lines.length],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights behind estimateSize have changed
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  useEffect(() => setScrolling(virtualizer.isScrolling), [virtualizer.isScrolling]);
  useEffect(() => () => setScrolling(false), []);

  const drawn = useSlots(lines, virtualizer.getVirtualIndexes(), virtualizer.isScrolling);
  const range = virtualizer.range;
  useWatchVisible(
    useMemo(
      () => lines.slice(range?.startIndex ?? 0, (range?.endIndex ?? -1) + 1).flatMap((line) => (line.kind === 'row' ? [line.key] : [])),
      [lines, range?.startIndex, range?.endIndex],
    ),
  );

  const rowsAPage = useCallback(() => Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2), [scroller, rowHeight]);
  const moveTo = useCallback(
    (line: Line, index: number) => {
      hold.onKey();
      focusWanted.current = true;
      useList.setState({ cursor: lineId(line) });
      if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
    },
    [hold, virtualizer],
  );
  // Back from a container's detail: to where one left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the table appears
  useLayoutEffect(() => {
    if (cursorIndex < 0) return;
    virtualizer.scrollToIndex(cursorIndex, { align: 'center' });
    focusWanted.current = isFocusFree();
  }, []);
  useCursorKept(lines, cursorIndex, focusWanted);
  useEffect(() => {
    if (!focusWanted.current || cursor === null) return;
    // In a table that has just appeared the row comes with the next rendering.
    const row = document.getElementById(rowId(cursor));
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: true });
  });

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of use-list-keys, for the whole view
    <div
      role="rowgroup"
      className={virtualizer.isScrolling ? 'table-body is-scrolling' : 'table-body'}
      style={{ height: virtualizer.getTotalSize() }}
      onClick={(event) => pressLine(event, lines)}
      onDoubleClick={(event) => pressLine(event, lines)}
    >
      <ListKeys lines={lines} rowsAPage={rowsAPage} onMove={moveTo} />
      {drawn.map(({ slot, id, index, line }) => {
        const common = { rowIndex: index + 2, top: virtualizer.measurementsCache[index]?.start ?? 0, cursor: id === cursor };
        if (line.kind === 'row') {
          return (
            <ContainerRow
              key={slot}
              {...common}
              containerKey={line.key}
              selected={selected.has(line.key)}
              nameWidth={nameWidth}
              imageFont={imageFont}
            />
          );
        }
        return (
          <GroupRow
            key={slot}
            {...common}
            lineId={id}
            group={line.group}
            sticky={index === stickyIndex.current}
            folded={folded.has(line.group.key)}
            showHost={severalHosts}
          />
        );
      })}
    </div>
  );
});
