import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPage } from './page.ts';

/** A trackpad's beat. */
const beatMs = 16;

/** Scrolls the list at a point down and up again, as a hand does, by Chromium's own input events, until the signal. */
export async function scrollByWheel(page: BenchPage, at: { x: number; y: number }, forMs: number): Promise<void> {
  const startedAtMs = performance.now();
  let elapsedMs = 0;
  let sent = 0;
  while (elapsedMs < forMs) {
    // Three seconds down, three up: slow, quick, slow.
    const turn = Math.floor(elapsedMs / 3_000) % 2 === 0 ? 1 : -1;
    const deltaY = turn * (20 + 100 * Math.abs(Math.sin(elapsedMs / 700)));
    // Not awaited: a slow frame must not slow the hand.
    page.cdp.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY }).catch(() => undefined);
    sent += 1;
    await delay(Math.max(1, sent * beatMs - elapsedMs));
    elapsedMs = performance.now() - startedAtMs;
  }
}
