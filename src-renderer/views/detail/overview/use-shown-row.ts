import { nearestRow } from '../../../charts/chart-view.ts';
import { useCrosshair } from '../../../charts/crosshair.ts';
import type { ChartRow } from '../../../charts/readings.ts';
import type { ContainerCharts } from './use-chart-view.ts';

export interface ShownRow {
  /** What the headings tell: the point pointed at, else the newest reading; null: nothing is known. */
  readonly row: ChartRow | null;
  readonly isPointed: boolean;
  /** The newest reading is old: it is told with its time, and without weight. */
  readonly isStale: boolean;
}

const staleMs = 10_000;

/** What the headings of the charts write: the crosshair's point while there is one, else now. */
export function useShownRow({ view, now }: ContainerCharts): ShownRow {
  const atMs = useCrosshair((state) => state.atMs);
  const pointed = atMs === null ? null : nearestRow(view.rows, atMs);
  if (pointed) return { row: pointed, isPointed: true, isStale: false };
  return { row: now, isPointed: false, isStale: now !== null && view.toMs - now.atMs > staleMs };
}
