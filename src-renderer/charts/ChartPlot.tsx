import { memo, useMemo } from 'react';
import { Area, AreaChart, XAxis, YAxis } from 'recharts';
import { type ChartKind, type ChartSeries, lookOf } from './chart-series.ts';
import type { ViewRow } from './chart-view.ts';

export interface ChartPlotProps {
  readonly kind: ChartKind;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ViewRow[];
  readonly top: number;
  readonly windowMs: number;
  readonly width: number;
  readonly height: number;
}

const margin = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * The lines and fills, by recharts, made cheap to draw again, for that is done every second. Its axes, grid and
 * reference areas are left out: with them a tick of the five charts of the detail costs 38 ms of script, without them
 * 22; `ChartFrame` draws those with a few elements of its own. Time counts back from the right edge, so that axes and
 * series stay the same objects while the window slides: each that changes costs a round through recharts' store. Lines
 * are areas without a fill, as its Line measures its path with every drawing, and what is stacked is added up before.
 */
export const ChartPlot = memo(function ChartPlot({ kind, series, rows, top, windowMs, width, height }: ChartPlotProps) {
  const parts = useMemo(() => {
    const areas = series.map((it) => {
      const look = lookOf(it, kind);
      return (
        <Area
          key={it.field}
          type="linear"
          dataKey={it.field}
          isAnimationActive={false}
          dot={false}
          activeDot={false}
          connectNulls={false}
          stroke={look.stroke}
          strokeWidth={look.width}
          fill={kind === 'line' ? 'none' : look.fill}
          fillOpacity={1}
          {...(look.dash ? { strokeDasharray: look.dash } : {})}
        />
      );
    });
    return [
      <XAxis key="x" dataKey="beforeEndMs" type="number" domain={[-windowMs, 0]} hide allowDataOverflow />,
      <YAxis key="y" domain={[0, top]} width={0} hide allowDataOverflow />,
      ...areas,
    ];
  }, [kind, series, top, windowMs]);
  return (
    <AreaChart width={width} height={height} data={rows} margin={margin} accessibilityLayer={false}>
      {parts}
    </AreaChart>
  );
});
