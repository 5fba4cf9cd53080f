// biome-ignore-all lint/a11y/useSemanticElements: a table element can't be virtualised
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its current row by aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useId, useMemo } from 'react';
import type { Incident } from '../../../src-shared/incidents.ts';
import { ContextMenu } from '../../components/ContextMenu.tsx';
import { useShortcut } from '../../store/shortcuts.ts';
import { IncidentCells } from './IncidentCells.tsx';
import { rowEntries } from './incident-actions.ts';
import { type IncidentRow, rowFrom } from './incident-list.ts';
import { labelOf } from './incident-words.ts';

const groupHeight = 32;
const rowHeight = 52;

export interface IncidentListProps {
  readonly rows: readonly IncidentRow[];
  readonly selectedId: string | null;
  readonly onSelect: (incident: Incident) => void;
  /** A single click. */
  readonly onPress: (incident: Incident) => void;
  /** Enter, or a double click. */
  readonly onOpen: (incident: Incident) => void;
  readonly gridRef: RefObject<HTMLDivElement | null>;
}

/** The incidents as a virtualised grid with its groups. */
export function IncidentList({ rows, selectedId, onSelect, onPress, onOpen, gridRef }: IncidentListProps) {
  const listId = useId();
  const selectedIndex = useMemo(() => rows.findIndex((row) => row.key === selectedId), [rows, selectedId]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => (rows[index]?.type === 'group' ? groupHeight : rowHeight),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 4,
    scrollPaddingStart: groupHeight,
  });
  // What was chosen elsewhere (a notification, the detail) is brought into view once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen, not whenever rows move
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedId]);

  const incidentAt = (index: number): Incident | null => {
    const row = rows[index];
    return row?.type === 'incident' ? row.incident : null;
  };
  const select = (index: number): boolean => {
    const incident = incidentAt(index);
    if (!incident) return false;
    onSelect(incident);
    virtualizer.scrollToIndex(index, { align: 'auto' });
    // From the rail or a button: the next Enter means this row.
    gridRef.current?.focus({ preventScroll: true });
    return true;
  };
  const move = (by: number) => () => select(rowFrom(rows, selectedIndex, by));
  const page = () => Math.max(1, Math.floor((gridRef.current?.clientHeight ?? 0) / rowHeight) - 1);
  useShortcut('rowUp', move(-1));
  useShortcut('rowDown', move(1));
  useShortcut('rowFirst', move(-Infinity));
  useShortcut('rowLast', move(Infinity));
  useShortcut('pageUp', () => move(-page())());
  useShortcut('pageDown', () => move(page())());
  useShortcut('open', () => {
    const incident = incidentAt(selectedIndex);
    if (incident) onOpen(incident);
    return incident !== null;
  });

  const items = virtualizer.getVirtualItems();
  const selectedShown = items.some((item) => item.index === selectedIndex);
  const indexOf = (target: EventTarget): number => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return row ? Number(row.dataset['index']) : -1;
  };
  return (
    <ContextMenu
      label="Actions for the incident"
      entriesFor={(target) => {
        // The context-menu key comes from the grid itself: it means the current row.
        const incident = incidentAt(target === gridRef.current ? selectedIndex : indexOf(target));
        if (!incident) return [];
        onSelect(incident);
        return rowEntries(incident);
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are in the shortcut table */}
      <div
        ref={gridRef}
        role="grid"
        aria-label="Incidents"
        aria-rowcount={rows.length}
        aria-readonly="true"
        {...(selectedShown ? { 'aria-activedescendant': `${listId}-${selectedIndex}` } : {})}
        tabIndex={0}
        className="incident-grid"
        onClick={(event) => {
          const incident = incidentAt(indexOf(event.target));
          if (incident) onPress(incident);
        }}
        onDoubleClick={(event) => {
          const incident = incidentAt(indexOf(event.target));
          if (incident) onOpen(incident);
        }}
      >
        <div role="presentation" className="incident-canvas" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            if (row.type === 'group') {
              return (
                <div key={item.key} role="row" aria-rowindex={item.index + 1} className="incident-group" style={place}>
                  <span role="gridcell">
                    {row.label} <span className="incident-group-count">{row.count}</span>
                  </span>
                </div>
              );
            }
            return (
              <div
                key={item.key}
                id={`${listId}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={item.index === selectedIndex}
                aria-label={labelOf(row.incident, row.muted)}
                data-index={item.index}
                className="incident-row"
                style={place}
              >
                <IncidentCells incident={row.incident} muted={row.muted} />
              </div>
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
}
