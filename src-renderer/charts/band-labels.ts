import type { Band } from './bands.ts';

export interface BandLabel {
  readonly key: number;
  readonly x: number;
  readonly anchor: 'start' | 'end';
  readonly text: string;
}

/** About what a character of 11 px is wide; labels are placed, not measured. */
const characterPx = 6;
const marginPx = 5;

/**
 * Places what bands say: inside where it fits, else to the right of the band, else to the left. A label that would run
 * into the one before, or out of the plot, is left out: the band is seen anyway.
 */
export function placeLabels(bands: readonly Band[], x: (atMs: number) => number, plotWidth: number): BandLabel[] {
  const placed: BandLabel[] = [];
  let takenTo = 0;
  for (const band of bands) {
    const room = band.label.length * characterPx + 2 * marginPx;
    const [from, to] = [x(band.fromMs), x(band.toMs)];
    let start: number;
    if (to - from >= room) start = from;
    else if (band.kind !== 'gap') continue;
    else if (to + room <= plotWidth) start = to;
    else start = from - room;
    if (start < takenTo || start + room > plotWidth + 1) continue;
    takenTo = start + room;
    const leftOfBand = start < from;
    placed.push({
      key: band.fromMs,
      text: band.label,
      x: leftOfBand ? from - marginPx : start + marginPx,
      anchor: leftOfBand ? 'end' : 'start',
    });
  }
  return placed;
}
