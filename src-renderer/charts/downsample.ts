import { type ChartField, type ChartRow, chartFields, holeAt, type Reading } from './readings.ts';

/** What a chart draws at most; a bucket gives two points. It is drawn anew every second, and each point costs. */
export const pointLimit = 300;

const bucketChoicesSeconds = [2, 4, 6, 10, 20, 30, 60, 120, 240, 600, 1200, 3600];

/**
 * The width of a bucket for a window, or null where readings once a second need no thinning. It depends on the window
 * alone: a width that followed the number of readings would make the whole line jump as they come.
 */
export function bucketFor(windowMs: number): number | null {
  // Two points a bucket, and a reserve for the live bucket's single readings and for the holes of gaps.
  const leastSeconds = windowMs / 1000 / (pointLimit * 0.45);
  if (leastSeconds <= 0.5) return null;
  const seconds = bucketChoicesSeconds.find((choice) => choice >= leastSeconds) ?? Math.ceil(leastSeconds / 3600) * 3600;
  return seconds * 1000;
}

/**
 * Thins readings so that every figure's least and greatest value in each bucket stay: a spike of one second is still
 * seen in a window of hours. Buckets lie on round times, so a line does not shimmer while the window slides, and the
 * one that is still filling up is drawn as it is. Holes are put where a line must not be joined.
 */
export function downsample(readings: readonly Reading[], bucketMs: number | null): ChartRow[] {
  const rows: ChartRow[] = [];
  let bucket: ChartRow[] = [];
  let bucketNumber = Number.NaN;
  for (const { row, afterBreak } of readings) {
    const number = bucketMs === null ? Number.NaN : Math.floor(row.atMs / bucketMs);
    if (afterBreak || number !== bucketNumber) {
      rows.push(...thin(bucket));
      bucket = [];
      bucketNumber = number;
    }
    const last = rows.at(-1);
    if (afterBreak && last) rows.push(holeAt((last.atMs + row.atMs) / 2));
    bucket.push(row);
  }
  rows.push(...bucket);
  return rows;
}

type Draft = { -readonly [F in keyof ChartRow]: ChartRow[F] };

/** Reduces a bucket to two rows at its first and last time. */
function thin(bucket: readonly ChartRow[]): readonly ChartRow[] {
  const first = bucket[0];
  const last = bucket.at(-1);
  if (bucket.length <= 2 || !first || !last) return bucket;
  const earlier: Draft = { ...first };
  const later: Draft = { ...last };
  for (const field of chartFields) {
    // Stacked on the memory in use, the cache has to be of the same moment.
    const [a, b] = field === 'cache' ? extremes(bucket, 'memory') : extremes(bucket, field);
    earlier[field] = a?.[field] ?? null;
    later[field] = b?.[field] ?? null;
  }
  return [earlier, later];
}

/** The rows with the least and the greatest value of a field, in the order of their time. */
function extremes(bucket: readonly ChartRow[], field: ChartField): readonly [ChartRow | undefined, ChartRow | undefined] {
  let least: ChartRow | undefined;
  let greatest: ChartRow | undefined;
  for (const row of bucket) {
    const value = row[field];
    if (value === null) continue;
    if (!least || value < (least[field] ?? 0)) least = row;
    if (!greatest || value >= (greatest[field] ?? 0)) greatest = row;
  }
  return least && greatest && least.atMs > greatest.atMs ? [greatest, least] : [least, greatest];
}
