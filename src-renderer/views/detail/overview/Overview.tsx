import { useEffect, useMemo, useState } from 'react';
import type { Container } from '../../../../src-shared/model.ts';
import { type ChartView, stepRow } from '../../../charts/chart-view.ts';
import { pointAt, useCrosshair } from '../../../charts/crosshair.ts';
import type { CpuScale } from '../../../charts/readings.ts';
import { useFleet } from '../../../store/fleet-store.ts';
import { useSettings } from '../../../store/settings-store.ts';
import { useShortcut } from '../../../store/shortcuts.ts';
import { ChartTable } from './ChartTable.tsx';
import { CpuChart } from './CpuChart.tsx';
import { MemoryChart } from './MemoryChart.tsx';
import { NoReadings } from './NoReadings.tsx';
import { NotRunning } from './NotRunning.tsx';
import { OpenIncident } from './OpenIncident.tsx';
import { OverviewBar } from './OverviewBar.tsx';
import { stepWindow } from './overview-store.ts';
import { SmallCharts } from './SmallCharts.tsx';
import { type ContainerCharts, useChartView } from './use-chart-view.ts';
import './Overview.css';

/** The charts of a container. */
export function Overview({ container }: { readonly container: Container }) {
  const cpuScale = useCpuScale(container.hostId);
  const charts = useChartView(container, cpuScale);
  const [table, setTable] = useState<ChartView | null>(null);
  useCrosshairKeys(charts.view);
  useShortcut('windowShorter', () => {
    stepWindow(-1);
    return true;
  });
  useShortcut('windowLonger', () => {
    stepWindow(1);
    return true;
  });
  return (
    <div className="overview" data-first-focus tabIndex={-1}>
      <OpenIncident container={container} />
      <OverviewBar view={table ?? charts.view} asTable={table !== null} onTable={() => setTable(table ? null : charts.view)} />
      {charts.failure && (
        <p className="small bad" role="status">
          Earlier readings could not be had. {charts.failure.message}
        </p>
      )}
      <NotRunning container={container} hasData={charts.hasData} />
      {table ? <ChartTable view={table} /> : <Charts container={container} charts={charts} ofMachine={cpuScale.kind === 'machine'} />}
    </div>
  );
}

interface ChartsProps {
  readonly container: Container;
  readonly charts: ContainerCharts;
  readonly ofMachine: boolean;
}

function Charts({ container, charts, ofMachine }: ChartsProps) {
  // Until what was kept has been fetched it is not known whether there is anything.
  if (!charts.hasData) return charts.loaded ? <NoReadings container={container} hasEarlier={charts.hasAny} /> : null;
  return (
    <>
      <CpuChart charts={charts} ofMachine={ofMachine} />
      <MemoryChart charts={charts} />
      <SmallCharts charts={charts} />
    </>
  );
}

function useCpuScale(hostId: string): CpuScale {
  const scale = useSettings((state) => state.settings.cpuScale);
  const cpuCount = useFleet((state) => state.fleet.hosts.get(hostId)?.engine?.cpuCount ?? 1);
  return useMemo(() => (scale === 'core' ? { kind: 'core' } : { kind: 'machine', cpuCount }), [scale, cpuCount]);
}

/** Left and Right move the crosshair by a point, with Shift by ten, Esc takes it away. */
function useCrosshairKeys(view: ChartView): void {
  const move = (by: number): boolean => {
    const row = stepRow(view, useCrosshair.getState().atMs, by);
    if (row) pointAt(row.atMs);
    return true;
  };
  useShortcut('crosshairBack', () => move(-1));
  useShortcut('crosshairOn', () => move(1));
  useShortcut('crosshairFarBack', () => move(-10));
  useShortcut('crosshairFarOn', () => move(10));
  useShortcut('escape', () => {
    if (useCrosshair.getState().atMs === null) return false;
    pointAt(null);
    return true;
  });
  useEffect(() => () => pointAt(null), []);
}
