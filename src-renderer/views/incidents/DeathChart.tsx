import { useEffect, useMemo, useState } from 'react';
import { formatAge, formatClock, formatMemory, formatMemoryLimit, formatPercent } from '../../../src-shared/format.ts';
import type { IncidentEvidence } from '../../../src-shared/incidents.ts';
import { type ChartView, nearestRow, statsOf, stepRow } from '../../charts/chart-view.ts';
import { pointAt, useCrosshair } from '../../charts/crosshair.ts';
import { cpuDomain, memoryDomain } from '../../charts/domains.ts';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { useSettings } from '../../store/settings-store.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { ChartHeading, ChartKey } from '../detail/overview/ChartHeading.tsx';
import { cpuSentence, cpuTick, memorySentence, memoryTick } from '../detail/overview/chart-words.ts';
import { deathViewOf } from './death-view.ts';
import '../detail/overview/Overview.css';

const figures = [
  { value: 'memory', label: 'Memory' },
  { value: 'cpu', label: 'CPU' },
] as const;
type Figure = (typeof figures)[number]['value'];

const series = { memory: [{ field: 'memory', rank: 'first' }], cpu: [{ field: 'cpu', rank: 'first' }] } as const;
const height = 208;

export interface DeathChartProps {
  readonly hostId: string;
  readonly evidence: IncidentEvidence;
  /** What is shown until somebody chooses. */
  readonly first: Figure;
}

/** CPU or memory up to the moment of death. */
export function DeathChart({ hostId, evidence, first }: DeathChartProps) {
  const [chosen, choose] = useState<Figure | null>(null);
  const figure = chosen ?? first;
  const scale = useSettings((state) => state.settings.cpuScale);
  const cpuCount = useFleet((state) => state.fleet.hosts.get(hostId)?.engine?.cpuCount ?? 1);
  const view = useMemo(
    () => deathViewOf(evidence, scale === 'core' ? { kind: 'core' } : { kind: 'machine', cpuCount }),
    [evidence, scale, cpuCount],
  );
  if (!view) return <p className="story-part story-none">No readings were kept from before.</p>;
  const limitBytes = evidence.memoryLimitBytes;
  return (
    <section className="story-part" aria-label={titleOf(figure, evidence.diedAtMs)}>
      <Heading view={view} figure={figure} limitBytes={limitBytes} diedAtMs={evidence.diedAtMs} onFigure={choose} />
      <Plot view={view} figure={figure} limitBytes={limitBytes} ofMachine={scale === 'machine'} diedAtMs={evidence.diedAtMs} />
      <CrosshairKeys view={view} />
    </section>
  );
}

/** What did not die goes on after the chart. */
function titleOf(figure: Figure, diedAtMs: number | null): string {
  return `${figure === 'memory' ? 'Memory' : 'CPU'} up to ${diedAtMs === null ? 'then' : 'the end'}`;
}

interface HeadingProps {
  readonly view: ChartView;
  readonly figure: Figure;
  readonly limitBytes: number | null;
  readonly diedAtMs: number | null;
  readonly onFigure: (figure: Figure) => void;
}

function Heading({ view, figure, limitBytes, diedAtMs, onFigure }: HeadingProps) {
  const pointedMs = useCrosshair((state) => state.atMs);
  const pointed = pointedMs === null ? null : nearestRow(view.rows, pointedMs);
  const last = view.readings.at(-1)?.row ?? null;
  const row = pointed ?? last;
  const value = row?.[figure] ?? null;
  const words = value === null ? '–' : figure === 'memory' ? formatMemory(value) : formatPercent(value);
  const note = pointed
    ? `${words} at ${formatClock(pointed.atMs)}`
    : `last reading ${words}${last && diedAtMs !== null && diedAtMs > last.atMs ? `, ${formatAge(diedAtMs - last.atMs)} before` : ''}`;
  return (
    <div className="death-heading">
      <ChartHeading title={titleOf(figure, diedAtMs)} isPointed={pointed !== null} note={note}>
        <span className="death-keys">
          <ChartKey look="first" label={figure === 'memory' ? 'Used' : 'CPU'} />
          {figure === 'memory' && limitBytes !== null && <ChartKey look="limit" label="Limit" />}
        </span>
      </ChartHeading>
      <Segmented label="Figure" segments={figures} value={figure} onChange={onFigure} />
    </div>
  );
}

interface PlotProps {
  readonly view: ChartView;
  readonly figure: Figure;
  readonly limitBytes: number | null;
  readonly ofMachine: boolean;
  readonly diedAtMs: number | null;
}

function Plot({ view, figure, limitBytes, ofMachine, diedAtMs }: PlotProps) {
  const common = { kind: 'area', view, height, leads: true, deathMs: diedAtMs, edgeLabel: formatClock(view.toMs) } as const;
  if (figure === 'cpu') {
    const scale = cpuDomain(statsOf(view, 'cpu')?.peak ?? 0, ofMachine);
    return <TimeChart {...common} sentence={cpuSentence(view, ofMachine)} series={series.cpu} scale={scale} formatTick={cpuTick} />;
  }
  return (
    <TimeChart
      {...common}
      sentence={memorySentence(view, limitBytes)}
      series={series.memory}
      scale={memoryDomain(statsOf(view, 'memory')?.peak ?? 0, limitBytes)}
      formatTick={memoryTick}
      limit={limitBytes === null ? null : { value: limitBytes, label: `Limit ${formatMemoryLimit(limitBytes)}` }}
    />
  );
}

/** Left and Right move the crosshair, with Shift by ten, Esc takes it away. */
function CrosshairKeys({ view }: { readonly view: ChartView }) {
  const move = (by: number) => () => {
    const row = stepRow(view, useCrosshair.getState().atMs, by);
    if (row) pointAt(row.atMs);
    return true;
  };
  useShortcut('crosshairBack', move(-1));
  useShortcut('crosshairOn', move(1));
  useShortcut('crosshairFarBack', move(-10));
  useShortcut('crosshairFarOn', move(10));
  useShortcut('escape', () => {
    if (useCrosshair.getState().atMs === null) return false;
    pointAt(null);
    return true;
  });
  useEffect(() => () => pointAt(null), []);
  return null;
}
