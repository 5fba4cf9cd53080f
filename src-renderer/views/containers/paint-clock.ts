import { onTick } from '../../store/sample-store.ts';

const listeners = new Set<() => void>();
let stopTicks: (() => void) | undefined;
let scrolling = false;
let missed = false;

function paintAll(): void {
  missed = scrolling;
  if (scrolling) return;
  for (const listener of listeners) listener();
}

/**
 * Calls `listener` with every tick, but not while the list is scrolled: numbers that fly by are not read, and the rows
 * that come into view are painted with the newest ones anyway. What was missed is painted when the list rests.
 */
export function onPaint(listener: () => void): () => void {
  stopTicks ??= onTick(paintAll);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopTicks?.();
    stopTicks = undefined;
  };
}

export function setScrolling(now: boolean): void {
  scrolling = now;
  if (!scrolling && missed) paintAll();
}
