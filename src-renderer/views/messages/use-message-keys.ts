import { useShortcut } from '../../store/shortcuts.ts';

export interface MessageKeys {
  readonly count: number;
  /** -1: none. */
  readonly index: number;
  readonly pageRows: number;
  readonly goTo: (index: number) => void;
  /** Opens or closes the current one, or makes it so; false: nothing changed. */
  readonly toggle: (open?: boolean) => boolean;
  readonly copy: () => boolean;
}

/** Arrows, Home, End, PgUp, PgDn, Enter and C for the messages, while they are on screen. */
export function useMessageKeys({ count, index, pageRows, goTo, toggle, copy }: MessageKeys): void {
  const move = (by: number) => () => {
    if (count === 0) return false;
    // The newest is where one looks first.
    const from = index < 0 ? (by > 0 ? count - 2 : count) : index;
    goTo(Math.min(count - 1, Math.max(0, from + by)));
    return true;
  };
  useShortcut('rowUp', move(-1));
  useShortcut('rowDown', move(1));
  useShortcut('rowFirst', move(-Infinity));
  useShortcut('rowLast', move(Infinity));
  useShortcut('pageUp', move(-pageRows));
  useShortcut('pageDown', move(pageRows));
  useShortcut('open', () => toggle());
  useShortcut('fold', () => toggle(false));
  useShortcut('unfold', () => toggle(true));
  useShortcut('copyLine', copy);
}
