/** What a line's element is made of. One is used again for its like only: else little of it could be kept. */
export type LineLook = 'group' | 'live' | 'resting';

/** An element of the table that shows one line now, and another when that has been scrolled away. */
export interface Slot {
  /** Unique among the slots, and the same for as long as the element lives: React's key. */
  readonly number: number;
  readonly look: LineLook;
  readonly lineId: string;
}

export interface WantedLine {
  readonly lineId: string;
  readonly look: LineLook;
}

/** Elements of each look that wait out of view for the next line to come: as many as scrolling in steps frees and needs. */
const spares = 4;

/**
 * Gives each wanted line an element: the one that it has, one of its look whose line has left, or a new one. While the
 * table is scrolled, elements that nobody needs keep their line for a while, as making one costs several times what
 * filling it anew does. `mayStay` tells whether a line that is not wanted is still one of the table's. The element of the
 * `focused` line goes with its line: another would have the focus, and be read out, though nobody went there.
 */
export function assignSlots(
  before: readonly Slot[],
  wanted: readonly WantedLine[],
  mayStay: (lineId: string) => boolean,
  focused: string | null,
): readonly Slot[] {
  const looks = new Map(wanted.map((line) => [line.lineId, line.look]));
  const slots: Slot[] = [];
  const free: Record<LineLook, Slot[]> = { group: [], live: [], resting: [] };
  let last = 0;
  for (const slot of before) {
    last = Math.max(last, slot.number);
    const look = looks.get(slot.lineId);
    if (look === undefined) {
      if (slot.lineId !== focused) free[slot.look].push(slot);
      continue;
    }
    looks.delete(slot.lineId);
    slots.push(look === slot.look ? slot : { ...slot, look });
  }
  for (const [lineId, look] of looks) {
    const number = free[look].shift()?.number;
    if (number === undefined) last += 1;
    slots.push({ number: number ?? last, look, lineId });
  }
  for (const rest of Object.values(free)) slots.push(...rest.filter((slot) => mayStay(slot.lineId)).slice(0, spares));
  return slots;
}
