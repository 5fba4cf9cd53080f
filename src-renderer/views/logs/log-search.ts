import { displayText } from '../../components/display-text.ts';
import type { LogRing } from './log-ring.ts';

/** Where a query is found: entry numbers, ascending; the same entry counts once. */
export interface LogMatches {
  readonly numbers: readonly number[];
  /** False while older lines are still being searched. */
  readonly complete: boolean;
}

/**
 * Searches a log piece by piece: lines that come later are looked at once, and no step takes long, whatever the log
 * holds. Case does not matter.
 */
export class LogSearch {
  readonly query: string;
  private readonly wanted: string;
  private numbers: number[] = [];
  private nextNumber = 0;

  constructor(query: string) {
    this.query = query;
    this.wanted = query.toLowerCase();
  }

  /** Looks at the lines not looked at yet, at about `characterBudget` characters of them. */
  advance(ring: LogRing, characterBudget = 1_000_000): LogMatches {
    const first = ring.firstNumber;
    const end = first + ring.length;
    if ((this.numbers[0] ?? first) < first) this.numbers = this.numbers.filter((number) => number >= first);
    this.nextNumber = Math.max(this.nextNumber, first);
    const found: number[] = [];
    let budget = characterBudget;
    while (this.wanted !== '' && this.nextNumber < end && budget > 0) {
      const entry = ring.byNumber(this.nextNumber);
      if (entry?.kind === 'line') {
        budget -= entry.line.text.length + 20;
        if (displayText(entry.line.text).toLowerCase().includes(this.wanted)) found.push(entry.number);
      }
      this.nextNumber += 1;
    }
    if (found.length > 0) this.numbers = [...this.numbers, ...found];
    return { numbers: this.numbers, complete: this.wanted === '' || this.nextNumber >= end };
  }
}

/** The match to go to from `current`: the next or the one before, round and round. Null where there is none. */
export function stepMatch(numbers: readonly number[], current: number | null, direction: 1 | -1): number | null {
  if (numbers.length === 0) return null;
  if (current === null) return (direction === 1 ? numbers[0] : numbers.at(-1)) ?? null;
  if (direction === 1) return numbers.find((number) => number > current) ?? numbers[0] ?? null;
  return numbers.findLast((number) => number < current) ?? numbers.at(-1) ?? null;
}
