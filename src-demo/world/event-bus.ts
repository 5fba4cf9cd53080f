import type { Clock } from './clock.ts';
import { composeEvent, type EngineEvent } from './event.ts';

/** As the real engine: what is older than this many events can't be replayed. */
export const replayLimit = 256;

export interface EventBus {
  readonly emit: (event: Omit<EngineEvent, 'timeNano' | 'line'>) => void;
  /** Calls for each event from now on; returns its unsubscribe. */
  readonly onEvent: (call: (event: EngineEvent) => void) => () => void;
  /** The last events that are still remembered, oldest first. */
  readonly recent: () => readonly EngineEvent[];
  readonly emitted: () => number;
}

export function createEventBus(clock: Clock): EventBus {
  const listeners = new Set<(event: EngineEvent) => void>();
  const remembered: EngineEvent[] = [];
  let lastNano = 0n;
  let count = 0;
  return {
    emit: (event) => {
      // No two events share a time: followers order and tell them apart by it.
      const nowNano = BigInt(Math.round(clock.nowMs() * 1000)) * 1000n;
      lastNano = nowNano > lastNano ? nowNano : lastNano + 1n;
      const composed = composeEvent({ ...event, timeNano: lastNano });
      count += 1;
      remembered.push(composed);
      if (remembered.length > replayLimit) remembered.shift();
      for (const listener of [...listeners]) listener(composed);
    },
    onEvent: (call) => {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    recent: () => remembered,
    emitted: () => count,
  };
}
