import { type ChartSeries, plotBox } from './chart-series.ts';
import type { ChartView, ViewRow } from './chart-view.ts';

export interface DeathMarkProps {
  readonly view: ChartView;
  readonly rows: readonly ViewRow[];
  readonly series: readonly ChartSeries[];
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly deathMs: number;
}

/** Where a container died: a line through the chart, and a square with a cross at its last reading. */
export function DeathMark({ view, rows, series, top, width, height, deathMs }: DeathMarkProps) {
  const plotWidth = width - plotBox.left;
  const plotHeight = height - plotBox.top - plotBox.bottom;
  const x = Math.round(((deathMs - view.fromMs) / (view.toMs - view.fromMs)) * plotWidth) + 0.5;
  // The first series stands in front, as the last one that is drawn.
  const field = series.find((it) => it.rank === 'first')?.field;
  const value = field === undefined ? null : (rows.findLast((row) => row[field] !== null && row.atMs <= deathMs + 1_000)?.[field] ?? null);
  const y = value === null ? plotHeight : (1 - Math.min(1, value / top)) * plotHeight;
  return (
    <svg className="chart-frame" width={width} height={height} aria-hidden="true">
      <g transform={`translate(${plotBox.left} ${plotBox.top})`}>
        <line className="chart-death" x1={x} x2={x} y1={-plotBox.top} y2={plotHeight} />
        <g transform={`translate(${x - 5} ${Math.max(5, Math.min(plotHeight - 5, y)) - 5})`}>
          <rect className="chart-death-box" width="10" height="10" rx="2.5" />
          <path className="chart-death-cross" d="M3 3 7 7M7 3 3 7" />
        </g>
      </g>
    </svg>
  );
}
