import type { FeedRow } from './feed.ts';

/** The index of the line `by` lines from `from`; headers are passed over, and the ends hold. -1 where there are no lines. */
export function lineFrom(rows: readonly FeedRow[], from: number, by: number): number {
  const lines = rows.flatMap((row, index) => (row.type === 'line' ? [index] : []));
  const at = lines.indexOf(from);
  const wanted = at < 0 ? (by === Infinity ? lines.length - 1 : 0) : at + by;
  return lines[Math.min(Math.max(wanted, 0), lines.length - 1)] ?? -1;
}
