import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function beat(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function onVisibility(): void {
  clearInterval(timer);
  if (document.hidden) return;
  timer = setInterval(beat, 1_000);
  beat();
}

/** Calls `listener` once a second while the window can be seen. One timer for all; it runs only while somebody listens. */
export function onSecond(listener: () => void): () => void {
  if (listeners.size === 0) {
    document.addEventListener('visibilitychange', onVisibility);
    nowMs = Date.now();
    if (!document.hidden) timer = setInterval(beat, 1_000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

/** The time, to the second, for ages and countdowns. */
export function useNow(): number {
  return useSyncExternalStore(onSecond, () => nowMs);
}
