import { formatClock } from '../../src-shared/format.ts';

export interface TimeTick {
  readonly atMs: number;
  readonly label: string;
}

const stepsSeconds = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** A label's room, and what 'now' at the right edge needs, in pixels. */
const labelRoomPx = 96;
const nowRoomPx = 56;
const startRoomPx = 8;

/**
 * The round times to label under a chart of `widthPx`, oldest first, without those that 'now' or the left edge would
 * touch; under a narrow one just where it begins. Seconds are told only where the step is below a minute. Local time.
 */
export function timeTicks(fromMs: number, toMs: number, widthPx: number): TimeTick[] {
  const spanMs = toMs - fromMs;
  if (spanMs <= 0 || widthPx <= 0) return [];
  const most = Math.max(1, Math.floor(widthPx / labelRoomPx));
  // Too narrow for round times: where it begins is all that can be said.
  if (most < 3) return [{ atMs: fromMs, label: formatClock(fromMs).slice(0, spanMs < 120_000 ? 8 : 5) }];
  const stepMs = 1000 * (stepsSeconds.find((seconds) => spanMs / (seconds * 1000) <= most) ?? 86_400);
  const offsetMs = new Date(toMs).getTimezoneOffset() * 60_000;
  const firstMs = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs;
  const ticks: TimeTick[] = [];
  for (let atMs = firstMs; atMs <= toMs; atMs += stepMs) {
    const x = ((atMs - fromMs) / spanMs) * widthPx;
    if (x < startRoomPx || x > widthPx - nowRoomPx) continue;
    const clock = formatClock(atMs);
    ticks.push({ atMs, label: stepMs < 60_000 ? clock : clock.slice(0, 5) });
  }
  return ticks;
}
