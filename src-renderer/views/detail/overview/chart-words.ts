import { formatClock, formatDuration, formatMemory, formatMemoryLimit, formatPercent, formatRate } from '../../../../src-shared/format.ts';
import { type ChartView, statsOf } from '../../../charts/chart-view.ts';
import type { ChartField } from '../../../charts/readings.ts';

/** 'no value' wherever a figure is not known. */
export const unknown = '–';

export const cpuTick = (value: number, top: number): string => (value === top ? `${value}\u00a0%` : String(value));
export const memoryTick = (value: number): string => (value === 0 ? '0' : formatMemoryLimit(value));
export const rateTick = (value: number): string => (value === 0 ? '0' : formatRate(value).replace(/\.0(?=\D)/, ''));
export const countTick = (value: number): string => String(value);

/** A rate in the unit of its axis, which says it: over a chart to 4 MB/s, 1,300,000 is '1.3'. */
export function rateInUnitOf(top: number, bytesPerSecond: number | null): string {
  if (bytesPerSecond === null) return unknown;
  const divisor = top >= 1e9 ? 1e9 : top >= 1e6 ? 1e6 : 1e3;
  const value = bytesPerSecond / divisor;
  if (value === 0) return '0';
  return value < 99.95 ? value.toFixed(1) : String(Math.round(value));
}

type Format = (value: number) => string;
const cpuFormat: Format = formatPercent;

interface Told {
  readonly name: string;
  readonly fields: readonly ChartField[];
  readonly format: Format;
}

/** What a chart shows in one sentence: time, range, mean, gaps. */
function sentence(view: ChartView, title: string, parts: readonly Told[], extra = ''): string {
  const time = `${title}, ${formatClock(view.fromMs)} to ${formatClock(view.toMs)}`;
  const told = parts.flatMap(({ name, fields, format }) => {
    const stats = statsOf(view, ...fields);
    if (!stats) return [];
    return [`${name}${format(stats.least)} to ${format(stats.peak)}, mean ${format(stats.mean)}`];
  });
  if (told.length === 0) return `${time}: no data.`;
  const gaps = view.bands.filter((band) => band.kind === 'gap');
  const gapWords =
    gaps.length === 0
      ? ''
      : ` ${gaps.length === 1 ? 'One gap' : `${gaps.length} gaps`}: ${gaps.map((gap) => formatDuration(gap.toMs - gap.fromMs)).join(', ')}.`;
  return `${time}: ${told.join('; ')}.${extra}${gapWords}`;
}

export const cpuSentence = (view: ChartView, ofMachine: boolean): string =>
  sentence(view, ofMachine ? 'CPU in per cent of the machine' : 'CPU in per cent of one core', [
    { name: '', fields: ['cpu'], format: cpuFormat },
  ]);

export const memorySentence = (view: ChartView, limitBytes: number | null): string =>
  sentence(
    view,
    'Memory',
    [
      { name: 'used ', fields: ['memory'], format: formatMemory },
      { name: 'file cache ', fields: ['cache'], format: formatMemory },
    ],
    limitBytes === null ? ' No limit.' : ` Limit ${formatMemoryLimit(limitBytes)}.`,
  );

export const networkSentence = (view: ChartView): string =>
  sentence(view, 'Network', [
    { name: 'in ', fields: ['received'], format: formatRate },
    { name: 'out ', fields: ['sent'], format: formatRate },
  ]);

export const blockSentence = (view: ChartView): string =>
  sentence(view, 'Block I/O', [
    { name: 'read ', fields: ['read'], format: formatRate },
    { name: 'written ', fields: ['written'], format: formatRate },
  ]);

export const processesSentence = (view: ChartView): string =>
  sentence(view, 'Processes', [{ name: '', fields: ['processes'], format: (value) => String(Math.round(value)) }]);

/** '14:17 to 14:32' */
export function windowWords(view: ChartView): string {
  const clock = (atMs: number) => formatClock(atMs).slice(0, view.toMs - view.fromMs < 120_000 ? 8 : 5);
  return `${clock(view.fromMs)} to ${clock(view.toMs)}`;
}

/** 'a point every 4 s' */
export function resolutionWords(view: ChartView): string {
  return `a point every ${formatDuration(view.resolutionMs)}`;
}
