export const neverTime = '0001-01-01T00:00:00Z';

/** A time as the engine writes it: RFC 3339 with nanoseconds, here as fine as the clock is. Null: the zero time. */
export function engineTime(atMs: number | null): string {
  if (atMs === null) return neverTime;
  const wholeMs = Math.floor(atMs);
  const nanoseconds = Math.floor((atMs - wholeMs) * 1e6);
  return `${new Date(wholeMs).toISOString().slice(0, -1)}${String(nanoseconds).padStart(6, '0')}Z`;
}

/** A duration in the engine's words: 'Less than a second', 'About a minute', '3 days'. */
export function humanDuration(durationMs: number): string {
  const seconds = Math.floor(Math.max(0, durationMs) / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}
