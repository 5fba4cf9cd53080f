/** The figures of a row of measurements; all in the unit that was measured. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly n: number;
}

/** Sums up measurements; NaN where there are none. */
export function summarize(values: readonly number[]): Summary {
  return { median: quantile(values, 0.5), p95: quantile(values, 0.95), n: values.length };
}

/** The value below which the share `at` (0 to 1) of the values lies, between neighbours in proportion. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const position = (sorted.length - 1) * at;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

/** Three digits that count, as a table needs them. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}
