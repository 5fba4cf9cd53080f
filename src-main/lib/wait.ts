import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after `durationMs` or when the signal ends it, whichever is first; never rejects. */
export async function wait(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(durationMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** A wait that somebody else may cut short: 'Retry now'. */
export class Alarm {
  private controller = new AbortController();

  /** Ends the running wait, or the next one if none is running. */
  ring(): void {
    this.controller.abort();
  }

  /** True if it was rung. */
  async wait(durationMs: number, signal: AbortSignal): Promise<boolean> {
    const either = new AbortController();
    const end = () => either.abort();
    const bell = this.controller.signal;
    for (const one of [signal, bell]) {
      if (one.aborted) end();
      one.addEventListener('abort', end, { once: true });
    }
    await wait(durationMs, either.signal);
    for (const one of [signal, bell]) one.removeEventListener('abort', end);
    if (!bell.aborted) return false;
    this.controller = new AbortController();
    return true;
  }
}
