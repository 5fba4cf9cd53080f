import { nearestRow } from '../../../charts/chart-view.ts';
import { useCrosshair } from '../../../charts/crosshair.ts';
import type { ChartRow } from '../../../charts/readings.ts';
import type { ContainerCharts } from './use-chart-view.ts';

export interface ShownRow {
  /** What the headings tell: the point pointed at, else the newest reading; null: nothing is known. */
  readonly row: ChartRow | null;
  readonly isPointed: boolean;
}

/** What the headings of the charts write: the crosshair's point while there is one, else now. */
export function useShownRow({ view, now }: ContainerCharts): ShownRow {
  const atMs = useCrosshair((state) => state.atMs);
  const pointed = atMs === null ? null : nearestRow(view.rows, atMs);
  return pointed ? { row: pointed, isPointed: true } : { row: now, isPointed: false };
}
