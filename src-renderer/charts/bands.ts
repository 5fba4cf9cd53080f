import { formatClock, formatDuration } from '../../src-shared/format.ts';
import { sampleGapMs } from '../../src-shared/samples.ts';
import { breaksBefore, gapsWithin } from './gaps.ts';

/** A stretch of a chart without data, and what it says there. */
export interface Band {
  readonly fromMs: number;
  readonly toMs: number;
  readonly label: string;
  /** `before`: nothing was read yet; `gap`: readings are missing; `after`: there is nothing more to read. */
  readonly kind: 'before' | 'gap' | 'after';
}

/** When a container's last run ended, and in which words, or null while it runs. */
export type RunEnd = { readonly atMs: number; readonly words: string } | null;

/**
 * The bands of a window: before the first reading, in every gap, from the last reading on where none came for longer
 * than readings are apart, and from a container's end to the right edge. `timesMs`: of all readings, oldest first.
 */
export function bandsOf(timesMs: readonly number[], fromMs: number, toMs: number, end: RunEnd): Band[] {
  const bands: Band[] = [];
  const firstMs = timesMs[0];
  const lastMs = timesMs.at(-1);
  if (firstMs === undefined || lastMs === undefined || lastMs <= fromMs) {
    return [{ fromMs, toMs, kind: end ? 'after' : 'before', label: end ? end.words : 'no data yet' }];
  }
  if (firstMs > fromMs) bands.push({ fromMs, toMs: firstMs, kind: 'before', label: `no data before ${formatClock(firstMs)}` });
  for (const gap of gapsWithin(timesMs, breaksBefore(timesMs), fromMs, toMs)) {
    bands.push({ ...gap, kind: 'gap', label: `no data ${formatDuration(gap.toMs - gap.fromMs)}` });
  }
  const previousMs = timesMs.at(-2) ?? lastMs;
  // In slow rounds the next reading is not late until twice a round has gone by.
  const lateMs = Math.max(sampleGapMs, 2 * Math.min(lastMs - previousMs, 12_500));
  if (end) bands.push({ fromMs: Math.max(lastMs, Math.min(end.atMs, toMs)), toMs, kind: 'after', label: end.words });
  else if (toMs - lastMs > lateMs) bands.push({ fromMs: lastMs, toMs, kind: 'gap', label: `no data ${formatDuration(toMs - lastMs)}` });
  return bands.filter((band) => band.toMs > band.fromMs);
}
