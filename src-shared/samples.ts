import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from './ids.ts';

/**
 * One reading of one container. Network and block figures are the engine's running totals in bytes; a rate is the
 * difference of two readings (`ratePerSecond`). `cpuPercent`: 100 is one core, as `docker stats`.
 * `memoryBytes`: used, without inactive file cache; `memoryCacheBytes`: that cache. A limit of 0 means none.
 */
export interface Sample {
  readonly atMs: number;
  readonly cpuPercent: number;
  readonly memoryBytes: number;
  readonly memoryCacheBytes: number;
  readonly memoryLimitBytes: number;
  readonly networkRxBytes: number;
  readonly networkTxBytes: number;
  readonly blockReadBytes: number;
  readonly blockWriteBytes: number;
  readonly pids: number;
}

/** The order of a Sample's figures wherever they travel or lie as numbers in a row. */
export const sampleFields = [
  'atMs',
  'cpuPercent',
  'memoryBytes',
  'memoryCacheBytes',
  'memoryLimitBytes',
  'networkRxBytes',
  'networkTxBytes',
  'blockReadBytes',
  'blockWriteBytes',
  'pids',
] as const satisfies readonly (keyof Sample)[];

/** Numbers per sample in a SampleHistory. */
export const sampleWidth = sampleFields.length;
/** Numbers per row of a SampleBatch: the container's slot, then the sample. */
export const sampleRowWidth = sampleWidth + 1;

export function packSample(into: Float64Array, offset: number, sample: Sample): void {
  for (const [index, field] of sampleFields.entries()) into[offset + index] = sample[field];
}

export function unpackSample(from: Float64Array, offset: number): Sample {
  const at = (index: number) => from[offset + index] ?? 0;
  return {
    atMs: at(0),
    cpuPercent: at(1),
    memoryBytes: at(2),
    memoryCacheBytes: at(3),
    memoryLimitBytes: at(4),
    networkRxBytes: at(5),
    networkTxBytes: at(6),
    blockReadBytes: at(7),
    blockWriteBytes: at(8),
    pids: at(9),
  };
}

const float64Array = z.instanceof(Float64Array);

/**
 * The readings of one tick of one host. `values` holds rows of `sampleRowWidth` numbers; a row's first number is the
 * container's slot in the layout. `containerIds` (by slot, '' for a free slot) comes whenever the layout has changed
 * since the last batch that was sent to the receiver, else it is null.
 */
export const sampleBatchSchema = z.object({
  hostId: hostIdSchema,
  layout: z.number().int(),
  containerIds: z.array(z.union([containerIdSchema, z.literal('')])).nullable(),
  values: float64Array,
});
export type SampleBatch = z.infer<typeof sampleBatchSchema>;

/** Readings of one container, oldest first, `sampleWidth` numbers each. */
export const sampleHistorySchema = z.object({
  hostId: hostIdSchema,
  containerId: containerIdSchema,
  values: float64Array,
});
export type SampleHistory = z.infer<typeof sampleHistorySchema>;

/** How long samples are kept in memory. */
export const sampleMemoryMs = 15 * 60_000;

/** Readings further apart than this are a gap: no line, no rate is drawn across it. */
export const sampleGapMs = 5_000;

/**
 * Bytes a second between two readings of one running total; null where it can't be told: the counter ran backwards
 * (a restart) or the clock did.
 */
export function ratePerSecond(
  earlier: Sample,
  later: Sample,
  field: 'networkRxBytes' | 'networkTxBytes' | 'blockReadBytes' | 'blockWriteBytes',
): number | null {
  const seconds = (later.atMs - earlier.atMs) / 1000;
  const bytes = later[field] - earlier[field];
  return seconds > 0 && bytes >= 0 ? bytes / seconds : null;
}
