import { create } from 'zustand';
import { type ChartWindow, chartWindows } from '../../../charts/chart-view.ts';

/** How far back the charts look, kept from container to container until the application ends. */
export const useOverview = create<{ readonly window: ChartWindow }>()(() => ({ window: '5' }));

export function chooseWindow(window: ChartWindow): void {
  useOverview.setState({ window });
}

/** The next shorter or longer window; at the ends nothing happens. */
export function stepWindow(by: 1 | -1): void {
  useOverview.setState(({ window }) => ({ window: chartWindows[chartWindows.indexOf(window) + by] ?? window }));
}
