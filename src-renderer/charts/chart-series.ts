import type { ChartField } from './readings.ts';

/** Where a chart's plot lies in its box, in pixels: labels stand left of it and below. */
export const plotBox = { left: 52, top: 6, bottom: 20 } as const;

export interface ChartSeries {
  readonly field: ChartField | 'memoryAndCache';
  /** The first series is solid in the accent, the second grey, and dashed where it is a line. */
  readonly rank: 'first' | 'second';
}

export type ChartKind = 'area' | 'line';

interface Look {
  readonly stroke: string;
  readonly fill: string;
  readonly dash: string | undefined;
  readonly width: number;
}

/** One colour and one pattern, no third. */
export function lookOf(series: ChartSeries, kind: ChartKind): Look {
  if (series.rank === 'first') return { stroke: 'var(--chart)', fill: 'var(--chart-fill)', dash: undefined, width: 1.5 };
  return { stroke: 'var(--cache-line)', fill: 'var(--cache-fill)', dash: kind === 'line' ? '3 2' : undefined, width: 1.25 };
}
