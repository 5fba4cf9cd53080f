/** Numbers, sizes and times as every view, menu and notification writes them. U+00A0 stands before units. */
const space = '\u00a0';

/** One decimal under 100, none from 100. */
function shortNumber(value: number): string {
  return value < 99.95 ? value.toFixed(1) : String(Math.round(value));
}

export function formatPercent(percent: number): string {
  return `${shortNumber(percent)}${space}%`;
}

/** Memory in binary units: '412 MiB', '1.52 GiB'. */
export function formatMemory(bytes: number): string {
  const mebibytes = bytes / 1_048_576;
  if (bytes < 1024) return `${Math.round(bytes)}${space}B`;
  if (mebibytes < 1) return `${shortNumber(bytes / 1024)}${space}KiB`;
  if (mebibytes < 1023.5) return `${shortNumber(mebibytes)}${space}MiB`;
  const gibibytes = mebibytes / 1024;
  return `${gibibytes < 9.995 ? gibibytes.toFixed(2) : shortNumber(gibibytes)}${space}GiB`;
}

/** A limit, which is mostly a whole number: '512 MiB', '1 GiB', '1.5 GiB'. */
export function formatMemoryLimit(bytes: number): string {
  const [figure = '', unit = ''] = formatMemory(bytes).split(space);
  return `${Number(figure)}${space}${unit}`;
}

/** Network and block rates in decimal units: '48 kB/s', '1.2 MB/s'. */
export function formatRate(bytesPerSecond: number): string {
  if (bytesPerSecond < 1) return `0${space}B/s`;
  if (bytesPerSecond < 999.5) return `${Math.round(bytesPerSecond)}${space}B/s`;
  if (bytesPerSecond < 999_500) return `${Math.round(bytesPerSecond / 1000)}${space}kB/s`;
  if (bytesPerSecond < 999_500_000) return `${shortNumber(bytesPerSecond / 1e6)}${space}MB/s`;
  return `${shortNumber(bytesPerSecond / 1e9)}${space}GB/s`;
}

/** Decimal bytes, as disk space and network totals are told: '1.2 MB'. */
export function formatBytes(bytes: number): string {
  return formatRate(bytes).replace('/s', '');
}

/** Two units at most: '3 h 12 min', '3 d 4 h', '26 min', '14 s'. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return two(days, 'd', hours % 24, 'h');
  if (hours > 0) return two(hours, 'h', minutes % 60, 'min');
  if (minutes > 0) return minutes < 10 ? two(minutes, 'min', seconds % 60, 's') : `${minutes}${space}min`;
  return `${seconds}${space}s`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}${space}${largeUnit}`;
  return small === 0 ? first : `${first} ${small}${space}${smallUnit}`;
}

/** One unit: '3 min ago', from a day 'yesterday', then the date. */
export function formatAgo(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - atMs) / 1000));
  if (seconds < 60) return `${seconds}${space}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${space}min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}${space}h ago`;
  const days = calendarDaysBetween(atMs, nowMs);
  return days <= 1 ? 'yesterday' : formatDate(atMs);
}

/** The age of live data: tenths under ten seconds. */
export function formatAge(ageMs: number): string {
  const seconds = Math.max(0, ageMs) / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)}${space}s` : formatDuration(ageMs);
}

/** '14:32:07' in local time. */
export function formatClock(atMs: number): string {
  const date = new Date(atMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** '2026-11-21' in local time. */
export function formatDate(atMs: number): string {
  const date = new Date(atMs);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** How many midnights lie between two moments, in local time. */
export function calendarDaysBetween(earlierMs: number, laterMs: number): number {
  const midnight = (atMs: number) => new Date(atMs).setHours(0, 0, 0, 0);
  return Math.round((midnight(laterMs) - midnight(earlierMs)) / 86_400_000);
}
