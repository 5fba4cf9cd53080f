import { formatClock } from '../../src-shared/format.ts';
import { type ChartKind, type ChartSeries, lookOf, plotBox } from './chart-series.ts';
import { type ChartView, nearestRow, type ViewRow } from './chart-view.ts';
import { useCrosshair } from './crosshair.ts';

export interface ChartCrosshairProps {
  readonly view: ChartView;
  /** The points that the chart draws. */
  readonly rows: readonly ViewRow[];
  readonly kind: ChartKind;
  readonly series: readonly ChartSeries[];
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The first chart of a view flags the time. */
  readonly withFlag: boolean;
}

const flagWidth = 60;

/** The line through all charts at the moment pointed at, with a ring on each series. */
export function ChartCrosshair({ view, rows, kind, series, top, width, height, withFlag }: ChartCrosshairProps) {
  const atMs = useCrosshair((state) => state.atMs);
  const row = atMs === null ? null : nearestRow(rows, atMs);
  if (!row || row.atMs < view.fromMs) return null;
  const plotWidth = width - plotBox.left;
  const plotHeight = height - plotBox.top - plotBox.bottom;
  const x = Math.round(((row.atMs - view.fromMs) / (view.toMs - view.fromMs)) * plotWidth) + 0.5;
  return (
    <svg className="chart-crosshair" width={width} height={height} aria-hidden="true">
      <g transform={`translate(${plotBox.left} ${plotBox.top})`}>
        <line className="chart-crosshair-line" x1={x} x2={x} y2={plotHeight} />
        {series.map((it) => {
          const value = row[it.field];
          if (value === null) return null;
          const y = (1 - Math.min(1, value / top)) * plotHeight;
          return <circle key={it.field} className="chart-ring" cx={x} cy={y} r={3} stroke={lookOf(it, kind).stroke} />;
        })}
        {withFlag && (
          <g transform={`translate(${Math.max(0, Math.min(plotWidth - flagWidth, x - flagWidth / 2))} ${plotHeight + 1})`}>
            <rect className="chart-flag" width={flagWidth} height={18} rx={4} />
            <text className="chart-flag-text" x={flagWidth / 2} y={13}>
              {formatClock(row.atMs)}
            </text>
          </g>
        )}
      </g>
    </svg>
  );
}
