import { sampleGapMs } from '../../src-shared/samples.ts';

/** Containers out of sight are read every 10 s; such a round may be late by this much before it counts as missed. */
const slowRoundMs = 12_500;

/** A stretch of time without readings. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Tells for each reading whether no line may reach it from the one before. Readings more than `sampleGapMs` apart are
 * a gap, unless an interval beside it is as long too: then the container was read in slow rounds and nothing is missing.
 */
export function breaksBefore(timesMs: readonly number[]): boolean[] {
  const interval = (index: number) => {
    const later = timesMs[index];
    const earlier = timesMs[index - 1];
    return later === undefined || earlier === undefined ? 0 : later - earlier;
  };
  const isSlow = (lengthMs: number) => lengthMs > sampleGapMs && lengthMs <= slowRoundMs;
  return timesMs.map((_, index) => {
    const lengthMs = interval(index);
    // The clock went back: what came before is not comparable.
    if (lengthMs < 0) return true;
    if (lengthMs <= sampleGapMs) return false;
    return !(isSlow(lengthMs) && (isSlow(interval(index - 1)) || isSlow(interval(index + 1))));
  });
}

/** The gaps between readings inside a window, oldest first. */
export function gapsWithin(timesMs: readonly number[], breaks: readonly boolean[], fromMs: number, toMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (const [index, isBreak] of breaks.entries()) {
    const start = timesMs[index - 1];
    const end = timesMs[index];
    if (!isBreak || start === undefined || end === undefined || end <= start) continue;
    if (end > fromMs && start < toMs) gaps.push({ fromMs: start, toMs: end });
  }
  return gaps;
}
