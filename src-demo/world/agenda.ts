import type { Clock } from './clock.ts';

/** What is going to happen and when: one timer for the whole engine, however many containers there are. */
export interface Agenda {
  /** Calls once `delayMs` from now; the returned function cancels it. */
  readonly in: (delayMs: number, call: () => void) => () => void;
  readonly close: () => void;
}

interface Entry {
  readonly atMs: number;
  readonly call: () => void;
  cancelled: boolean;
}

/** Opens an agenda; whoever opens it closes it. */
export function createAgenda(clock: Clock): Agenda {
  // Latest first, so that the next one is popped off the end.
  const entries: Entry[] = [];
  let cancelTimer: () => void = () => undefined;
  let armedForMs = Number.POSITIVE_INFINITY;

  function arm() {
    const next = entries.at(-1);
    if (!next || armedForMs <= next.atMs) return;
    cancelTimer();
    armedForMs = next.atMs;
    cancelTimer = clock.after(Math.max(0, next.atMs - clock.nowMs()), runDue);
  }

  function runDue() {
    armedForMs = Number.POSITIVE_INFINITY;
    const nowMs = clock.nowMs();
    // Timers may fire a fraction early.
    for (let next = entries.at(-1); next && next.atMs <= nowMs + 0.5; next = entries.at(-1)) {
      entries.pop();
      if (!next.cancelled) next.call();
    }
    arm();
  }

  return {
    in: (delayMs, call) => {
      const entry: Entry = { atMs: clock.nowMs() + Math.max(0, delayMs), call, cancelled: false };
      entries.splice(placeOf(entries, entry.atMs), 0, entry);
      arm();
      return () => {
        entry.cancelled = true;
      };
    },
    close: () => {
      cancelTimer();
      entries.length = 0;
    },
  };
}

function placeOf(entries: readonly Entry[], atMs: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.atMs ?? 0) > atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
