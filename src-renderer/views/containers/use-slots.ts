import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Container } from '../../../src-shared/model.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { type Line, lineId } from './arrange.ts';
import { hasNumbers } from './cause.ts';
import { assignSlots, type LineLook, type Slot } from './slots.ts';

/** A line that is in the document, and where. */
export interface DrawnLine {
  /** React's key. */
  readonly slot: number;
  readonly id: string;
  readonly index: number;
  readonly line: Line;
}

/**
 * The lines of some indexes with the elements that show them. While the table is scrolled, elements stay where they are
 * in the document and go from line to line; at rest they stand in the lines' order, as those who can't see them expect.
 */
export function useSlots(lines: readonly Line[], indexes: readonly number[], scrolling: boolean): readonly DrawnLine[] {
  const slots = useRef<readonly Slot[]>([]);
  const indexOf = useMemo(() => new Map(lines.map((line, index) => [lineId(line), index])), [lines]);
  const { containers } = useFleet.getState().fleet;
  const wanted = indexes.flatMap((index) => {
    const line = lines[index];
    return line ? [{ lineId: lineId(line), look: lookOf(line, containers) }] : [];
  });
  const focused = document.activeElement?.closest<HTMLElement>('[data-line]')?.dataset['line'] ?? null;
  const now = assignSlots(slots.current, wanted, (id) => scrolling && indexOf.has(id), focused);
  useLayoutEffect(() => {
    slots.current = now;
  });
  const drawn = now.flatMap(({ number, lineId: id }): DrawnLine[] => {
    const index = indexOf.get(id);
    const line = index === undefined ? undefined : lines[index];
    return index === undefined || !line ? [] : [{ slot: number, id, index, line }];
  });
  return drawn.sort(scrolling ? (one, other) => one.slot - other.slot : (one, other) => one.index - other.index);
}

function lookOf(line: Line, containers: ReadonlyMap<string, Container>): LineLook {
  if (line.kind === 'group') return 'group';
  const container = containers.get(line.key);
  return container && hasNumbers(container) ? 'live' : 'resting';
}
