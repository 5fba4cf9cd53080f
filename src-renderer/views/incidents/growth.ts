import { formatDuration, formatMemory } from '../../../src-shared/format.ts';
import type { IncidentEvidence } from '../../../src-shared/incidents.ts';
import { type Sample, sampleWidth, unpackSample } from '../../../src-shared/samples.ts';

const leastMs = 5_000;
/** Less than this part of what was used at the end is no climb. */
const leastPart = 0.25;

/** Whole readings only: what is cut off at the end is left out. */
export function unpack(values: readonly number[]): readonly Sample[] {
  const packed = Float64Array.from(values);
  const samples: Sample[] = [];
  for (let offset = 0; offset + sampleWidth <= packed.length; offset += sampleWidth) samples.push(unpackSample(packed, offset));
  return samples;
}

/** 'Memory had grown by 7.9 MiB a second for 48 s.', where it climbed up to the end; null where it did not. */
export function growthWords({ samples: values }: Pick<IncidentEvidence, 'samples'>): string | null {
  const samples = unpack(values);
  const last = samples.at(-1);
  if (!last) return null;
  // The usual level is that of the lower half; the climb begins where it was last near that.
  const sorted = samples.map((it) => it.memoryBytes).toSorted((one, other) => one - other);
  const usual = sorted[Math.floor(sorted.length / 4)] ?? 0;
  const start = samples.findLast((it) => it.memoryBytes <= usual * 1.1);
  if (!start) return null;
  const grownBytes = last.memoryBytes - start.memoryBytes;
  const durationMs = last.atMs - start.atMs;
  if (durationMs < leastMs || grownBytes < last.memoryBytes * leastPart) return null;
  return `Memory had grown by ${formatMemory((grownBytes / durationMs) * 1_000)} a second for ${formatDuration(durationMs)}.`;
}
