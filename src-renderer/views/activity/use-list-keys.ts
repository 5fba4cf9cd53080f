import { useShortcut } from '../../store/shortcuts.ts';
import type { FeedRow } from './feed.ts';
import { lineFrom } from './line-from.ts';

export interface ListKeys {
  readonly rows: readonly FeedRow[];
  /** -1: none. */
  readonly selectedIndex: number;
  readonly pageRows: () => number;
  readonly select: (index: number) => void;
  /** False where there was nothing to open. */
  readonly open: () => boolean;
}

/** Arrows, Home, End, PgUp, PgDn and Enter for the feed, while it is on screen. */
export function useListKeys({ rows, selectedIndex, pageRows, select, open }: ListKeys): void {
  const move = (by: number) => () => {
    select(lineFrom(rows, selectedIndex, by));
    return true;
  };
  useShortcut('rowUp', move(-1));
  useShortcut('rowDown', move(1));
  useShortcut('rowFirst', move(-Infinity));
  useShortcut('rowLast', move(Infinity));
  useShortcut('pageUp', () => move(-Math.max(1, pageRows()))());
  useShortcut('pageDown', () => move(Math.max(1, pageRows()))());
  useShortcut('open', open);
}
