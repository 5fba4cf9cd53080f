import { setMaxListeners } from 'node:events';

/** A child of `parent` that can be ended on its own; ending the parent ends it. `end` also takes its listener off the parent. */
export interface Scope {
  readonly signal: AbortSignal;
  end(): void;
}

/** What starts inside the scope takes its signal, so that one call closes it all. */
export function openScope(parent: AbortSignal): Scope {
  const controller = new AbortController();
  // Every call and stream of the scope listens: many at once are no leak.
  setMaxListeners(0, controller.signal);
  const end = () => {
    parent.removeEventListener('abort', end);
    controller.abort();
  };
  if (parent.aborted) controller.abort();
  else parent.addEventListener('abort', end, { once: true });
  return { signal: controller.signal, end };
}

/** Calls `tick` every `periodMs` until the signal ends it. */
export function every(periodMs: number, signal: AbortSignal, tick: () => void): void {
  if (signal.aborted) return;
  const timer = setInterval(tick, periodMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
