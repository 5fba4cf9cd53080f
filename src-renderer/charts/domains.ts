/** A vertical axis: from 0 to `top`, with lines and labels at `ticks` (0 included). */
export interface Scale {
  readonly top: number;
  readonly ticks: readonly number[];
}

const evenly = (top: number, parts: number): number[] => Array.from({ length: parts + 1 }, (_, index) => (top / parts) * index);

/** CPU: to 100 %, 200 %, 400 % ... of one core; of the machine also to 25 % and 50 %, as one core of many is little. */
export function cpuDomain(peakPercent: number, ofMachine: boolean): Scale {
  let top = ofMachine ? 25 : 100;
  while (top < peakPercent * 0.999) top *= 2;
  return { top, ticks: evenly(top, top < 100 ? 5 : 4) };
}

/** Memory: an eighth over the limit; without one, a round step over the peak. Bytes. */
export function memoryDomain(peakBytes: number, limitBytes: number | null): Scale {
  if (limitBytes !== null && limitBytes > 0) {
    // The limit's own line has its name beside it.
    return { top: Math.max(limitBytes * 1.125, peakBytes), ticks: [0, limitBytes / 4, limitBytes / 2, (limitBytes * 3) / 4] };
  }
  const wanted = Math.max(peakBytes * 1.05, 1_048_576);
  const step = 2 ** Math.ceil(Math.log2(wanted / 4));
  const parts = Math.max(2, Math.ceil(wanted / step));
  return { top: parts * step, ticks: evenly(parts * step, parts) };
}

/** Rates in bytes a second: to 10 kB/s, or a round figure over the peak. */
export function rateDomain(peakBytesPerSecond: number): Scale {
  const top = roundUp(Math.max(peakBytesPerSecond, 10_000), [1, 2, 4, 6, 8, 10]);
  return { top, ticks: evenly(top, 2) };
}

/** Counts: to 4, or a round even figure over the peak. */
export function countDomain(peak: number): Scale {
  const top = peak <= 4 ? 4 : roundUp(peak * 1.05, [1, 2, 4, 6, 8, 10]);
  return { top, ticks: evenly(top, 2) };
}

function roundUp(value: number, choices: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (choices.find((choice) => choice * power >= value * 0.999) ?? 10) * power;
}
