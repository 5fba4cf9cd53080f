import { create } from 'zustand';

/**
 * The one moment that all charts of the view point at; null: now. Apart from the charts' data, so that moving the
 * pointer redraws a line and some numbers, and no chart.
 */
export const useCrosshair = create<{ readonly atMs: number | null }>()(() => ({ atMs: null }));

export function pointAt(atMs: number | null): void {
  if (useCrosshair.getState().atMs !== atMs) useCrosshair.setState({ atMs });
}
