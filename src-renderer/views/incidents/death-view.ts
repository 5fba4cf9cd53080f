import type { IncidentEvidence } from '../../../src-shared/incidents.ts';
import { type ChartView, chartViewOf } from '../../charts/chart-view.ts';
import type { CpuScale } from '../../charts/readings.ts';
import { unpack } from './growth.ts';

/** How much of the chart is left empty after the death, so that nothing is seen to follow. */
const emptyPart = 0.1;
const leastMs = 60_000;

/** What a chart up to the moment of death draws, or null where no readings were kept. */
export function deathViewOf(
  { samples: values, diedAtMs }: Pick<IncidentEvidence, 'samples' | 'diedAtMs'>,
  cpuScale: CpuScale,
): ChartView | null {
  const samples = unpack(values);
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last) return null;
  const endMs = Math.max(diedAtMs ?? last.atMs, last.atMs);
  const spanMs = Math.max(leastMs, endMs - first.atMs);
  return chartViewOf({
    samples,
    window: 'all',
    nowMs: endMs + (diedAtMs === null ? 0 : spanMs * emptyPart),
    cpuScale,
    end: diedAtMs === null ? null : { atMs: endMs, words: '' },
  });
}
