import type { Sample } from '../../src-shared/samples.ts';
import { type Band, bandsOf, type RunEnd } from './bands.ts';
import { bucketFor, downsample } from './downsample.ts';
import { type ChartField, type ChartRow, type CpuScale, type Reading, toReadings } from './readings.ts';

/** How far back charts look; `all`: from the first reading that is kept. */
export const chartWindows = ['1', '5', '15', 'all'] as const;
export type ChartWindow = (typeof chartWindows)[number];

const leastWindowMs = 60_000;
/** A reading may be stamped a little ahead of our clock; more than this is a clock that is wrong. */
const aheadMs = 10_000;
/** How far back the reading before the first drawn one may be: it is needed for that one's rates. */
const rateReachMs = 15_000;

/** A row with its place from the right edge, which is 0, and memory and cache on top of each other. */
export type ViewRow = ChartRow & { readonly beforeEndMs: number; readonly memoryAndCache: number | null };

/** All that the charts of a container draw in one tick. */
export interface ChartView {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: readonly ViewRow[];
  /** The same with half the points, for charts that are too narrow for all. */
  readonly coarseRows: readonly ViewRow[];
  readonly bands: readonly Band[];
  /** Every reading in the window, for peaks and means, which thinning must not change. */
  readonly readings: readonly Reading[];
  /** How far apart the points are, in ms. */
  readonly resolutionMs: number;
}

export interface ChartViewInput {
  readonly samples: readonly Sample[];
  readonly window: ChartWindow;
  readonly nowMs: number;
  readonly cpuScale: CpuScale;
  readonly end: RunEnd;
}

export function chartViewOf({ samples, window, nowMs, cpuScale, end }: ChartViewInput): ChartView {
  const lastMs = samples.at(-1)?.atMs ?? nowMs;
  const toMs = lastMs > nowMs && lastMs - nowMs < aheadMs ? lastMs : nowMs;
  const firstMs = samples[0]?.atMs ?? toMs;
  const windowMs = window === 'all' ? Math.max(leastWindowMs, toMs - firstMs) : Number(window) * 60_000;
  const fromMs = toMs - windowMs;
  const bucketMs = bucketFor(windowMs);
  // Whole buckets, and one more: what leaves at the left edge must not change the line.
  const stepMs = 2 * (bucketMs ?? 1_000);
  const drawnFromMs = (Math.floor(fromMs / stepMs) - 1) * stepMs;
  const readings = toReadings(
    samples.filter((sample) => sample.atMs >= drawnFromMs - rateReachMs),
    cpuScale,
  );
  const drawn = readings.filter((it) => it.row.atMs >= drawnFromMs);
  return {
    fromMs,
    toMs,
    rows: downsample(drawn, bucketMs).map((row) => toViewRow(row, toMs)),
    coarseRows: downsample(drawn, bucketMs === null ? null : 2 * bucketMs).map((row) => toViewRow(row, toMs)),
    bands: bandsOf(
      samples.map((sample) => sample.atMs),
      fromMs,
      toMs,
      end,
    ),
    readings: readings.filter((it) => it.row.atMs >= fromMs),
    resolutionMs: bucketMs === null ? 1000 : bucketMs / 2,
  };
}

function toViewRow(row: ChartRow, toMs: number): ViewRow {
  const memoryAndCache = row.memory === null ? null : row.memory + (row.cache ?? 0);
  return { ...row, beforeEndMs: row.atMs - toMs, memoryAndCache };
}

export interface FieldStats {
  readonly peak: number;
  readonly mean: number;
  readonly least: number;
}

/** Peak, mean and least value of a figure in the window; null without a reading. Fields are added up (memory and cache). */
export function statsOf(view: ChartView, ...fields: readonly ChartField[]): FieldStats | null {
  let peak = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (const { row } of view.readings) {
    let value = 0;
    let known = false;
    for (const field of fields) {
      const part = row[field];
      if (part === null) continue;
      value += part;
      known = true;
    }
    if (!known) continue;
    peak = Math.max(peak, value);
    least = Math.min(least, value);
    sum += value;
    count += 1;
  }
  return count === 0 ? null : { peak, least, mean: sum / count };
}

/** The drawn point nearest to a moment; holes are no points. Null where nothing is drawn. */
export function nearestRow<R extends ChartRow>(rows: readonly R[], atMs: number): R | null {
  let nearest: R | null = null;
  for (const row of rows) {
    if (row.processes === null) continue;
    if (!nearest || Math.abs(row.atMs - atMs) < Math.abs(nearest.atMs - atMs)) nearest = row;
  }
  return nearest;
}

/** The point `by` points on from a moment (back: negative), stopping at the ends; from null it starts at the newest. */
export function stepRow(view: ChartView, atMs: number | null, by: number): ChartRow | null {
  const points = view.rows.filter((row) => row.processes !== null && row.atMs >= view.fromMs);
  if (atMs === null) return points.at(-1) ?? null;
  const current = nearestRow(points, atMs);
  const at = current ? points.indexOf(current) : -1;
  return at < 0 ? null : (points[Math.max(0, Math.min(points.length - 1, at + by))] ?? null);
}
