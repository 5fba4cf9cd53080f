/** A stretch of text and whether the query is found there. */
export interface MarkedText {
  readonly text: string;
  readonly isMatch: boolean;
  /** Where it begins. */
  readonly at: number;
}

/** The places of `query` in a text, as [from, to) pairs, at most `limit`. Case does not matter. */
export function findRanges(text: string, query: string, limit = 200): readonly (readonly [number, number])[] {
  const wanted = query.toLowerCase();
  const lower = text.toLowerCase();
  // Where lower case changes the length (İ), places can't be told; such a line is marked as a whole by its row.
  if (wanted === '' || lower.length !== text.length) return [];
  const ranges: (readonly [number, number])[] = [];
  for (let at = lower.indexOf(wanted); at >= 0 && ranges.length < limit; at = lower.indexOf(wanted, at + wanted.length)) {
    ranges.push([at, at + wanted.length]);
  }
  return ranges;
}

/** Cuts the part `text`, which begins at `offset` of its line, where the ranges of the line begin and end. */
export function cutAtRanges(text: string, offset: number, ranges: readonly (readonly [number, number])[]): MarkedText[] {
  const parts: MarkedText[] = [];
  let done = 0;
  for (const [from, to] of ranges) {
    const start = Math.max(from - offset, done);
    const end = Math.min(to - offset, text.length);
    if (end <= start) continue;
    if (start > done) parts.push({ text: text.slice(done, start), isMatch: false, at: offset + done });
    parts.push({ text: text.slice(start, end), isMatch: true, at: offset + start });
    done = end;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isMatch: false, at: offset + done });
  return parts;
}
