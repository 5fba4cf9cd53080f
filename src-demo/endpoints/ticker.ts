import type { Clock } from '../world/clock.ts';

/** A beat that only sounds while somebody listens. */
export interface Ticker {
  readonly onTick: (call: (atMs: number) => void) => () => void;
}

/** One timer for all listeners, `periodMs` apart; it needs no closing, as it stops with its last listener. */
export function createTicker(clock: Clock, periodMs: number): Ticker {
  const listeners = new Set<(atMs: number) => void>();
  let cancel: (() => void) | null = null;
  let nextAtMs = 0;

  function beat() {
    const nowMs = clock.nowMs();
    for (const listener of [...listeners]) listener(nowMs);
    cancel = null;
    if (listeners.size > 0) plan(nowMs);
  }

  function plan(nowMs: number) {
    // From beat to beat, not from end to beginning; beats that were missed are left out.
    nextAtMs = nextAtMs + periodMs > nowMs ? nextAtMs + periodMs : nowMs + periodMs;
    if (nextAtMs > nowMs + periodMs) nextAtMs = nowMs + periodMs;
    cancel = clock.after(nextAtMs - nowMs, beat);
  }

  return {
    onTick: (call) => {
      listeners.add(call);
      if (!cancel) plan(clock.nowMs());
      return () => {
        listeners.delete(call);
        if (listeners.size > 0) return;
        cancel?.();
        cancel = null;
      };
    },
  };
}
