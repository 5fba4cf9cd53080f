import { memo } from 'react';
import { formatClock } from '../../src-shared/format.ts';
import { placeLabels } from './band-labels.ts';
import type { Band } from './bands.ts';
import { plotBox } from './chart-series.ts';
import type { Scale } from './domains.ts';
import { type TimeTick, timeTicks } from './time-ticks.ts';

export interface ChartLimit {
  readonly value: number;
  readonly label: string;
}

export interface ChartFrameProps {
  readonly width: number;
  readonly height: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly scale: Scale;
  readonly formatTick: (value: number, top: number) => string;
  readonly bands: readonly Band[];
  /** One chart of a view tells what its bands are. */
  readonly withBandLabels: boolean;
  readonly limit: ChartLimit | null;
  /** The moment of death, labelled instead of the right edge. */
  readonly deathMs: number | null;
  /** What the right edge is: 'now', or a time. */
  readonly edgeLabel: string;
}

/** What lies behind the lines: grid, labels, bands without data, the limit. */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  const { width, height, fromMs, toMs, scale, formatTick, bands, withBandLabels, limit, deathMs, edgeLabel } = props;
  const plotWidth = width - plotBox.left;
  const plotHeight = height - plotBox.top - plotBox.bottom;
  const x = (atMs: number) => Math.round(Math.max(0, Math.min(1, (atMs - fromMs) / (toMs - fromMs))) * plotWidth);
  const y = (value: number) => Math.round((1 - value / scale.top) * plotHeight) + 0.5;
  return (
    <svg className="chart-frame" width={width} height={height} aria-hidden="true">
      <g transform={`translate(${plotBox.left} ${plotBox.top})`}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x2={plotWidth} y1={y(tick)} y2={y(tick)} />
            <text className="chart-y" x={-8} y={y(tick)}>
              {formatTick(tick, scale.top)}
            </text>
          </g>
        ))}
        {bands.map((band) => (
          <rect
            key={band.fromMs}
            className="chart-band"
            x={x(band.fromMs)}
            width={Math.max(1, x(band.toMs) - x(band.fromMs))}
            height={plotHeight}
          />
        ))}
        {withBandLabels &&
          placeLabels(bands, x, plotWidth).map((it) => (
            <text key={it.key} className="chart-note" x={it.x} y={14} textAnchor={it.anchor}>
              {it.text}
            </text>
          ))}
        <line className="chart-base" x2={plotWidth} y1={y(0)} y2={y(0)} />
        {limit && (
          <>
            <line className="chart-limit" x2={plotWidth} y1={y(limit.value)} y2={y(limit.value)} />
            <text className="chart-note" x={8} y={y(limit.value) - 5}>
              {limit.label}
            </text>
          </>
        )}
        <TimeLabels
          ticks={timeTicks(fromMs, toMs, plotWidth)}
          x={x}
          plotWidth={plotWidth}
          y={plotHeight + 15}
          deathMs={deathMs}
          edgeLabel={edgeLabel}
        />
      </g>
    </svg>
  );
});

interface TimeLabelsProps {
  readonly ticks: readonly TimeTick[];
  readonly x: (atMs: number) => number;
  readonly plotWidth: number;
  readonly y: number;
  readonly deathMs: number | null;
  readonly edgeLabel: string;
}

/** What the label of the death needs to each side, in pixels. */
const deathRoomPx = 60;

function TimeLabels({ ticks, x, plotWidth, y, deathMs, edgeLabel }: TimeLabelsProps) {
  const shown = deathMs === null ? ticks : ticks.filter((tick) => Math.abs(x(tick.atMs) - x(deathMs)) > deathRoomPx);
  return (
    <>
      {shown.map((tick) => (
        <text key={tick.atMs} className="chart-x" x={x(tick.atMs)} y={y} textAnchor={x(tick.atMs) < 24 ? 'start' : 'middle'}>
          {tick.label}
        </text>
      ))}
      {deathMs === null ? (
        <text className="chart-x" x={plotWidth} y={y} textAnchor="end">
          {edgeLabel}
        </text>
      ) : (
        <text className="chart-x" x={Math.min(x(deathMs), plotWidth - 24)} y={y} textAnchor="middle">
          {formatClock(deathMs)}
        </text>
      )}
    </>
  );
}
