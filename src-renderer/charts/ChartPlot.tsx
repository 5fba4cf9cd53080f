import { memo } from 'react';
import { Area, AreaChart, Line, LineChart, XAxis, YAxis } from 'recharts';
import { type ChartKind, type ChartSeries, lookOf } from './chart-series.ts';
import type { ChartRow } from './readings.ts';

export interface ChartPlotProps {
  readonly kind: ChartKind;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  readonly top: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
  readonly height: number;
}

const margin = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * The lines and fills, by recharts. Its axes, grid and reference areas are left out: with them a tick of the five
 * charts of the detail costs 38 ms of script, without them 22. `ChartFrame` draws those with a few elements of its own.
 */
export const ChartPlot = memo(function ChartPlot({ kind, series, rows, top, fromMs, toMs, width, height }: ChartPlotProps) {
  const axes = (
    <>
      <XAxis dataKey="atMs" type="number" domain={[fromMs, toMs]} hide allowDataOverflow />
      <YAxis domain={[0, top]} width={0} hide allowDataOverflow />
    </>
  );
  const common = { type: 'linear', isAnimationActive: false, dot: false, activeDot: false, connectNulls: false } as const;
  if (kind === 'line') {
    return (
      <LineChart width={width} height={height} data={rows} margin={margin} accessibilityLayer={false}>
        {axes}
        {series.map((it) => {
          const look = lookOf(it, kind);
          return (
            <Line
              key={it.field}
              {...common}
              dataKey={it.field}
              stroke={look.stroke}
              strokeWidth={look.width}
              strokeDasharray={look.dash ?? '0'}
            />
          );
        })}
      </LineChart>
    );
  }
  return (
    <AreaChart width={width} height={height} data={rows} margin={margin} accessibilityLayer={false}>
      {axes}
      {series.map((it) => {
        const look = lookOf(it, kind);
        return (
          <Area
            key={it.field}
            {...common}
            dataKey={it.field}
            stackId="all"
            stroke={look.stroke}
            strokeWidth={look.width}
            fill={look.fill}
            fillOpacity={1}
          />
        );
      })}
    </AreaChart>
  );
});
