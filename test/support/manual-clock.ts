import type { Clock } from '../../src-demo/world/clock.ts';

/** A clock that only moves when told to, and runs what falls due on the way in its order. */
export interface ManualClock extends Clock {
  readonly advance: (byMs: number) => void;
  /** What is still planned. */
  readonly planned: () => number;
}

export function createManualClock(startMs = Date.UTC(2026, 10, 21, 14, 32)): ManualClock {
  let nowMs = startMs;
  const plans = new Set<{ readonly atMs: number; readonly call: () => void }>();
  return {
    nowMs: () => nowMs,
    after: (delayMs, call) => {
      const plan = { atMs: nowMs + delayMs, call };
      plans.add(plan);
      return () => void plans.delete(plan);
    },
    advance: (byMs) => {
      const untilMs = nowMs + byMs;
      for (;;) {
        const due = [...plans].filter((plan) => plan.atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
        if (!due) break;
        plans.delete(due);
        nowMs = Math.max(nowMs, due.atMs);
        due.call();
      }
      nowMs = untilMs;
    },
    planned: () => plans.size,
  };
}
