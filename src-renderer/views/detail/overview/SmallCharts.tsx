import { memo } from 'react';
import { formatRate } from '../../../../src-shared/format.ts';
import { type ChartView, statsOf } from '../../../charts/chart-view.ts';
import { countDomain, rateDomain } from '../../../charts/domains.ts';
import type { ChartField } from '../../../charts/readings.ts';
import { TimeChart } from '../../../charts/TimeChart.tsx';
import { ChartHeading, ChartKey } from './ChartHeading.tsx';
import { blockSentence, countTick, networkSentence, processesSentence, rateInUnitOf, rateTick, unknown } from './chart-words.ts';
import type { ContainerCharts } from './use-chart-view.ts';
import { useShownRow } from './use-shown-row.ts';

interface RateLooks {
  readonly title: string;
  readonly fields: readonly [ChartField, ChartField];
  readonly words: readonly [string, string];
  readonly sentence: (view: ChartView) => string;
  readonly series: readonly [{ field: ChartField; rank: 'first' }, { field: ChartField; rank: 'second' }];
}

const network: RateLooks = {
  title: 'Network',
  fields: ['received', 'sent'],
  words: ['In', 'Out'],
  sentence: networkSentence,
  series: [
    { field: 'received', rank: 'first' },
    { field: 'sent', rank: 'second' },
  ],
};
const block: RateLooks = {
  title: 'Block I/O',
  fields: ['read', 'written'],
  words: ['Read', 'Write'],
  sentence: blockSentence,
  series: [
    { field: 'read', rank: 'first' },
    { field: 'written', rank: 'second' },
  ],
};

const rateScale = (view: ChartView, looks: RateLooks) =>
  rateDomain(Math.max(...looks.fields.map((field) => statsOf(view, field)?.peak ?? 0)));

/** Network, block I/O and processes, side by side. */
export function SmallCharts({ charts }: { readonly charts: ContainerCharts }) {
  return (
    <div className="small-charts">
      <RateChart charts={charts} looks={network} />
      <RateChart charts={charts} looks={block} />
      <section className="chart-block" aria-label="Processes">
        <ProcessesHeading charts={charts} />
        <ProcessesPlot view={charts.view} />
      </section>
    </div>
  );
}

interface RateChartProps {
  readonly charts: ContainerCharts;
  readonly looks: RateLooks;
}

function RateChart({ charts, looks }: RateChartProps) {
  return (
    <section className="chart-block" aria-label={looks.title}>
      <RateHeading charts={charts} looks={looks} />
      <RatePlot view={charts.view} looks={looks} />
    </section>
  );
}

function RateHeading({ charts, looks }: RateChartProps) {
  const { row } = useShownRow(charts);
  const { top } = rateScale(charts.view, looks);
  const tell = (field: ChartField, word: string) => {
    const value = row?.[field] ?? null;
    return { label: `${word} ${rateInUnitOf(top, value)}`, words: value === null ? `${word} not known` : `${word} ${formatRate(value)}` };
  };
  return (
    <ChartHeading title={looks.title}>
      <ChartKey look="firstLine" {...tell(looks.fields[0], looks.words[0])} />
      <ChartKey look="secondLine" {...tell(looks.fields[1], looks.words[1])} />
    </ChartHeading>
  );
}

const RatePlot = memo(function RatePlot({ view, looks }: { readonly view: ChartView; readonly looks: RateLooks }) {
  return (
    <TimeChart
      sentence={looks.sentence(view)}
      kind="line"
      series={looks.series}
      view={view}
      scale={rateScale(view, looks)}
      formatTick={rateTick}
      height={128}
      coarse
    />
  );
});

function ProcessesHeading({ charts }: { readonly charts: ContainerCharts }) {
  const { row, isPointed } = useShownRow(charts);
  const value = row?.processes ?? null;
  return (
    <ChartHeading title="Processes">
      <span className={isPointed ? 'small chart-value-pointed' : 'small secondary'}>{value === null ? unknown : Math.round(value)}</span>
    </ChartHeading>
  );
}

const processSeries = [{ field: 'processes', rank: 'first' }] as const;

const ProcessesPlot = memo(function ProcessesPlot({ view }: { readonly view: ChartView }) {
  return (
    <TimeChart
      sentence={processesSentence(view)}
      kind="line"
      series={processSeries}
      view={view}
      scale={countDomain(statsOf(view, 'processes')?.peak ?? 0)}
      formatTick={countTick}
      height={128}
      coarse
    />
  );
});
