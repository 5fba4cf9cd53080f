import { memo } from 'react';
import { formatClock, formatPercent } from '../../../../src-shared/format.ts';
import { statsOf } from '../../../charts/chart-view.ts';
import { cpuDomain } from '../../../charts/domains.ts';
import { TimeChart } from '../../../charts/TimeChart.tsx';
import { ChartHeading } from './ChartHeading.tsx';
import { cpuSentence, cpuTick, unknown } from './chart-words.ts';
import type { ContainerCharts } from './use-chart-view.ts';
import { useShownRow } from './use-shown-row.ts';

const series = [{ field: 'cpu', rank: 'first' }] as const;

export interface CpuChartProps {
  readonly charts: ContainerCharts;
  readonly ofMachine: boolean;
}

export function CpuChart({ charts, ofMachine }: CpuChartProps) {
  return (
    <section className="chart-block" aria-label="CPU">
      <CpuHeading charts={charts} />
      <CpuPlot view={charts.view} ofMachine={ofMachine} />
    </section>
  );
}

function CpuHeading({ charts }: { readonly charts: ContainerCharts }) {
  const { row, isPointed, isStale } = useShownRow(charts);
  const stats = statsOf(charts.view, 'cpu');
  const notes = [
    row && isPointed ? `at ${formatClock(row.atMs)}` : null,
    row && isStale ? `as of ${formatClock(row.atMs)}` : null,
    stats ? `peak ${formatPercent(stats.peak)} · mean ${formatPercent(stats.mean)}` : null,
  ];
  const value = row?.cpu ?? null;
  return (
    <ChartHeading
      title="CPU"
      value={value === null ? unknown : formatPercent(value)}
      isPointed={isPointed}
      isStale={isStale}
      note={notes.filter((note) => note !== null).join(' · ')}
    />
  );
}

/** Apart from the heading: pointing changes numbers, not the chart. */
const CpuPlot = memo(function CpuPlot({ view, ofMachine }: { readonly view: ContainerCharts['view']; readonly ofMachine: boolean }) {
  const scale = cpuDomain(statsOf(view, 'cpu')?.peak ?? 0, ofMachine);
  return (
    <TimeChart
      sentence={cpuSentence(view, ofMachine)}
      kind="area"
      series={series}
      view={view}
      scale={scale}
      formatTick={cpuTick}
      height={212}
      leads
    />
  );
});
