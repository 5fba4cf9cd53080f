import type { SampleRing } from '../../store/sample-ring.ts';

export const sparklineWidth = 52;
export const sparklineHeight = 20;
const spanMs = 60_000;
/** Rows out of view are read every 10 s; a straight line between two of these is no invention, over more it would be. */
const gapMs = 12_000;
const leastCpuPercent = 25;

export interface SparklineColours {
  readonly line: string;
  readonly fill: string;
  readonly base: string;
}

export type SparklineTone = 'calm' | 'warn' | 'stale';

/** Reads the theme's colours from the root element; once a theme, as each read costs a style calculation. */
export function readColours(): Record<SparklineTone, SparklineColours> {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const base = colour('--line-2');
  return {
    calm: { line: colour('--spark'), fill: colour('--spark-fill'), base },
    warn: { line: colour('--warn'), fill: `${colour('--warn')}24`, base },
    stale: { line: colour('--ghost'), fill: `${colour('--ghost')}24`, base },
  };
}

/** The value at the top of the box: for CPU the minute's peak, for memory the limit or 1.6 times the mean. */
export function topOf(field: 'cpu' | 'memory', ring: SampleRing, limitBytes: number | null): number {
  if (field === 'cpu') {
    let peak = leastCpuPercent;
    for (let index = 0; index < ring.length; index += 1) peak = Math.max(peak, ring.cpuPercent(index));
    return peak;
  }
  if (limitBytes) return limitBytes;
  let sum = 0;
  for (let index = 0; index < ring.length; index += 1) sum += ring.memoryBytes(index);
  return Math.max(1, (sum / Math.max(1, ring.length)) * 1.6);
}

/** Sizes the canvas for the screen's pixels and gives a context that counts in CSS px; null where there is none. */
export function fitToScreen(canvas: HTMLCanvasElement, known: CanvasRenderingContext2D | null): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio;
  const width = Math.round(sparklineWidth * scale);
  if (known && canvas.width === width) return known;
  canvas.width = width;
  canvas.height = Math.round(sparklineHeight * scale);
  const context = known ?? canvas.getContext('2d', { willReadFrequently: true });
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

/** Draws the minute before `endMs`; `ring` null: the base line only. */
export function drawSparkline(
  context: CanvasRenderingContext2D,
  ring: SampleRing | null,
  field: 'cpu' | 'memory',
  limitBytes: number | null,
  endMs: number,
  colours: SparklineColours,
): void {
  const bottom = sparklineHeight - 0.5;
  context.clearRect(0, 0, sparklineWidth, sparklineHeight);
  context.lineWidth = 1;
  context.strokeStyle = colours.base;
  context.beginPath();
  context.moveTo(0, bottom);
  context.lineTo(sparklineWidth, bottom);
  context.stroke();
  if (!ring || ring.length < 2) return;

  const top = topOf(field, ring, limitBytes);
  const xOf = (index: number) => sparklineWidth * (1 - (endMs - ring.atMs(index)) / spanMs);
  const readingAt = (index: number) => (field === 'cpu' ? ring.cpuPercent(index) : ring.memoryBytes(index));
  const yOf = (index: number) => bottom - 0.5 - (sparklineHeight - 2.5) * Math.min(1, readingAt(index) / top);

  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  context.strokeStyle = colours.line;
  context.fillStyle = colours.fill;
  let from = 0;
  while (from < ring.length) {
    let to = from;
    while (to + 1 < ring.length && ring.atMs(to + 1) - ring.atMs(to) <= gapMs) to += 1;
    if (to > from && xOf(to) > 0) drawStretch(context, from, to, xOf, yOf, bottom);
    from = to + 1;
  }
}

function drawStretch(
  context: CanvasRenderingContext2D,
  from: number,
  to: number,
  xOf: (index: number) => number,
  yOf: (index: number) => number,
  bottom: number,
): void {
  context.beginPath();
  context.moveTo(xOf(from), yOf(from));
  for (let index = from + 1; index <= to; index += 1) context.lineTo(xOf(index), yOf(index));
  context.stroke();
  context.lineTo(xOf(to), bottom);
  context.lineTo(xOf(from), bottom);
  context.closePath();
  context.fill();
}
