import { type PointerEvent, useRef } from 'react';
import { ChartCrosshair } from './ChartCrosshair.tsx';
import { ChartFrame, type ChartLimit } from './ChartFrame.tsx';
import { ChartPlot } from './ChartPlot.tsx';
import { type ChartKind, type ChartSeries, plotBox } from './chart-series.ts';
import { type ChartView, nearestRow } from './chart-view.ts';
import { pointAt } from './crosshair.ts';
import { DeathMark } from './DeathMark.tsx';
import type { Scale } from './domains.ts';
import { useWidth } from './use-width.ts';
import './TimeChart.css';

export interface TimeChartProps {
  /** The whole chart in a sentence, for those who can't see it. */
  readonly sentence: string;
  readonly kind: ChartKind;
  readonly series: readonly ChartSeries[];
  readonly view: ChartView;
  readonly scale: Scale;
  readonly formatTick: (value: number, top: number) => string;
  readonly height: number;
  readonly limit?: ChartLimit | null;
  /** The first chart of a view tells the time pointed at, and what the bands are. */
  readonly leads?: boolean;
  /** When the container died: a red line with a cross there, and nothing after it. */
  readonly deathMs?: number | null;
  /** What stands at the right edge; absent: 'now'. */
  readonly edgeLabel?: string;
  /** Too narrow for all points. */
  readonly coarse?: boolean;
}

/** One chart over time, by recharts; pointing at it moves the crosshair of all charts. */
export function TimeChart(props: TimeChartProps) {
  const {
    sentence,
    kind,
    series,
    view,
    scale,
    formatTick,
    height,
    limit = null,
    leads = false,
    deathMs = null,
    edgeLabel = 'now',
    coarse = false,
  } = props;
  const rows = coarse ? view.coarseRows : view.rows;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const plotWidth = width - plotBox.left;
  const plotHeight = height - plotBox.top - plotBox.bottom;
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - plotBox.left;
    const part = Math.max(0, Math.min(1, x / plotWidth));
    pointAt(nearestRow(rows, view.fromMs + part * (view.toMs - view.fromMs))?.atMs ?? null);
  };
  return (
    <div
      ref={box}
      className="time-chart"
      role="img"
      aria-label={sentence}
      style={{ height }}
      onPointerMove={onPointerMove}
      onPointerLeave={() => pointAt(null)}
    >
      {width > 0 && (
        <>
          <ChartFrame
            width={width}
            height={height}
            fromMs={view.fromMs}
            toMs={view.toMs}
            scale={scale}
            formatTick={formatTick}
            bands={view.bands}
            withBandLabels={leads}
            limit={limit}
            deathMs={deathMs}
            edgeLabel={edgeLabel}
          />
          <div className="time-chart-plot" style={{ left: plotBox.left, top: plotBox.top }}>
            <ChartPlot
              kind={kind}
              series={series}
              rows={rows}
              top={scale.top}
              windowMs={view.toMs - view.fromMs}
              width={plotWidth}
              height={plotHeight}
            />
          </div>
          {deathMs !== null && (
            <DeathMark view={view} rows={rows} series={series} top={scale.top} width={width} height={height} deathMs={deathMs} />
          )}
          <ChartCrosshair
            view={view}
            rows={rows}
            kind={kind}
            series={series}
            top={scale.top}
            width={width}
            height={height}
            withFlag={leads}
          />
        </>
      )}
    </div>
  );
}
