/** Measures text as the window draws it; one canvas and a cache, as asking the DOM costs a layout each time. */
const widths = new Map<string, number>();
const widthsKept = 5_000;
let context: CanvasRenderingContext2D | null | undefined;

/** The width of `text` in CSS px. `font` is a CSS font shorthand. */
export function textWidth(text: string, font: string): number {
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  context.font = font;
  const width = context.measureText(text).width;
  if (widths.size >= widthsKept) widths.clear();
  widths.set(key, width);
  return width;
}

export type Measure = (text: string) => number;

/**
 * An image's name within `widthPx`: leading path segments go first ('…/harbor-shop/api:4.12'), then the middle of the
 * last one; the end of the tag stays longest.
 */
export function shortImage(image: string, widthPx: number, measure: Measure): string {
  return withoutLeading(image, '/', '…/', widthPx, measure);
}

/** A label's name within `widthPx`: leading segments go first ('…project.working_dir'), as many share them. */
export function shortLabel(label: string, widthPx: number, measure: Measure): string {
  return withoutLeading(label, '.', '…', widthPx, measure);
}

function withoutLeading(text: string, separator: string, mark: string, widthPx: number, measure: Measure): string {
  if (measure(text) <= widthPx) return text;
  const segments = text.split(separator);
  for (let from = 1; from < segments.length; from += 1) {
    const shorter = mark + segments.slice(from).join(separator);
    if (measure(shorter) <= widthPx) return shorter;
  }
  return shortMiddle(segments.at(-1) ?? text, widthPx, measure);
}

/** Text within `widthPx` that keeps both ends: 'registry-mir…-on-trains'. */
export function shortMiddle(text: string, widthPx: number, measure: Measure): string {
  if (measure(text) <= widthPx) return text;
  let kept = 0;
  let tooMany = text.length;
  while (tooMany - kept > 1) {
    const middle = (kept + tooMany) >> 1;
    if (measure(withoutMiddle(text, middle)) <= widthPx) kept = middle;
    else tooMany = middle;
  }
  return withoutMiddle(text, kept);
}

function withoutMiddle(text: string, kept: number): string {
  const atStart = Math.ceil(kept / 2);
  return `${text.slice(0, atStart)}…${text.slice(text.length - (kept - atStart))}`;
}
