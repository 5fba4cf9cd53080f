import { memo } from 'react';
import { formatMemory, formatMemoryLimit, formatPercent } from '../../../../src-shared/format.ts';
import { type ChartView, statsOf } from '../../../charts/chart-view.ts';
import { memoryDomain } from '../../../charts/domains.ts';
import { TimeChart } from '../../../charts/TimeChart.tsx';
import { ChartHeading, ChartKey } from './ChartHeading.tsx';
import { memorySentence, memoryTick, unknown } from './chart-words.ts';
import type { ContainerCharts } from './use-chart-view.ts';
import { useShownRow } from './use-shown-row.ts';

const series = [
  { field: 'memoryAndCache', rank: 'second' },
  { field: 'memory', rank: 'first' },
] as const;

export function MemoryChart({ charts }: { readonly charts: ContainerCharts }) {
  return (
    <section className="chart-block" aria-label="Memory">
      <MemoryHeading charts={charts} />
      <MemoryPlot view={charts.view} limitBytes={charts.limitBytes} />
    </section>
  );
}

function MemoryHeading({ charts }: { readonly charts: ContainerCharts }) {
  const { row, isPointed, isStale } = useShownRow(charts);
  const used = row?.memory ?? null;
  const { limitBytes } = charts;
  const ofLimit = limitBytes === null ? 'no limit' : `of ${formatMemoryLimit(limitBytes)}`;
  const part = limitBytes === null || used === null ? '' : ` · ${formatPercent((used / limitBytes) * 100)}`;
  return (
    <ChartHeading
      title="Memory"
      value={used === null ? unknown : formatMemory(used)}
      isPointed={isPointed}
      isStale={isStale}
      note={`${ofLimit}${part}`}
    >
      <ChartKey look="first" label="Used" />
      <ChartKey look="second" label={row?.cache === null || row === null ? 'File cache' : `File cache ${formatMemory(row.cache)}`} />
      {limitBytes !== null && <ChartKey look="limit" label="Limit" />}
    </ChartHeading>
  );
}

interface MemoryPlotProps {
  readonly view: ChartView;
  readonly limitBytes: number | null;
}

const MemoryPlot = memo(function MemoryPlot({ view, limitBytes }: MemoryPlotProps) {
  const scale = memoryDomain(statsOf(view, 'memory', 'cache')?.peak ?? 0, limitBytes);
  return (
    <TimeChart
      sentence={memorySentence(view, limitBytes)}
      kind="area"
      series={series}
      view={view}
      scale={scale}
      formatTick={memoryTick}
      height={216}
      limit={limitBytes === null ? null : { value: limitBytes, label: `Limit ${formatMemoryLimit(limitBytes)}` }}
    />
  );
});
