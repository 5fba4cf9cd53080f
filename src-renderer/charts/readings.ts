import { ratePerSecond, type Sample } from '../../src-shared/samples.ts';
import { breaksBefore } from './gaps.ts';

/** The figures that charts draw. Rates are bytes a second; null where a figure can't be told. */
export const chartFields = ['cpu', 'memory', 'cache', 'received', 'sent', 'read', 'written', 'processes'] as const;
export type ChartField = (typeof chartFields)[number];

/** One reading as charts draw it, or, with nulls only, the hole that keeps a line from being joined across a gap. */
export type ChartRow = { readonly atMs: number } & { readonly [F in ChartField]: number | null };

/** A reading that knows whether a line may reach it from the reading before. */
export interface Reading {
  readonly row: ChartRow;
  readonly afterBreak: boolean;
}

/** How CPU is told: 100 is one core, or the whole machine. */
export type CpuScale = { readonly kind: 'core' } | { readonly kind: 'machine'; readonly cpuCount: number };

/** Turns per cent of one core into the chosen scale. An engine that does not tell its CPUs counts as one. */
export function scaleCpu(percentOfCore: number, scale: CpuScale): number {
  return scale.kind === 'core' ? percentOfCore : percentOfCore / Math.max(1, scale.cpuCount);
}

/** Turns samples, oldest first, into readings with rates. No rate is told across a gap or a counter that ran back. */
export function toReadings(samples: readonly Sample[], scale: CpuScale): Reading[] {
  const breaks = breaksBefore(samples.map((sample) => sample.atMs));
  return samples.map((sample, index) => {
    const afterBreak = breaks[index] ?? false;
    const before = afterBreak ? undefined : samples[index - 1];
    return {
      afterBreak,
      row: {
        atMs: sample.atMs,
        cpu: scaleCpu(sample.cpuPercent, scale),
        memory: sample.memoryBytes,
        cache: sample.memoryCacheBytes,
        received: before ? ratePerSecond(before, sample, 'networkRxBytes') : null,
        sent: before ? ratePerSecond(before, sample, 'networkTxBytes') : null,
        read: before ? ratePerSecond(before, sample, 'blockReadBytes') : null,
        written: before ? ratePerSecond(before, sample, 'blockWriteBytes') : null,
        processes: sample.pids,
      },
    };
  });
}

/** The row that stands in a gap. */
export function holeAt(atMs: number): ChartRow {
  return { atMs, cpu: null, memory: null, cache: null, received: null, sent: null, read: null, written: null, processes: null };
}
