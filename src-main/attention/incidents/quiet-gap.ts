import type { AttentionTimes } from '../attention-times.ts';

/**
 * Gathers what comes within a quiet gap, and hands it on once it has been quiet. `more` is asked then how long to wait still
 * because more is known to come; null: not at all. One timer at most.
 */
export class QuietGap<T> {
  private gathered: T[] = [];
  private firstAtMs = 0;
  private timer: NodeJS.Timeout | null = null;
  private held = false;
  private readonly times: Pick<AttentionTimes, 'quietGapMs' | 'longestGapMs'>;
  private readonly onQuiet: (gathered: readonly T[]) => void;
  private readonly more: (gathered: readonly T[]) => number | null;

  constructor(
    times: Pick<AttentionTimes, 'quietGapMs' | 'longestGapMs'>,
    onQuiet: (gathered: readonly T[]) => void,
    more: (gathered: readonly T[]) => number | null,
  ) {
    this.times = times;
    this.onQuiet = onQuiet;
    this.more = more;
  }

  /** `ageMs`: how long ago it happened, which counts as waited. */
  add(one: T, ageMs: number): void {
    if (this.gathered.length === 0) this.firstAtMs = performance.now();
    this.gathered.push(one);
    if (!this.held) this.waitUntilQuiet(ageMs);
  }

  /** What waits, oldest first. */
  waiting(): readonly T[] {
    return this.gathered;
  }

  /** What was known to come has come: it only has to be quiet now. */
  release(ageMs: number): void {
    if (!this.held) return;
    this.held = false;
    this.waitUntilQuiet(ageMs);
  }

  /** What is gathered is handed on at once. */
  end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.held = false;
    const gathered = this.gathered;
    this.gathered = [];
    if (gathered.length > 0) this.onQuiet(gathered);
  }

  private waitUntilQuiet(ageMs: number): void {
    this.wait(gapLeft(this.times, performance.now() - this.firstAtMs, ageMs));
  }

  private wait(forMs: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.quiet(), forMs);
  }

  private quiet(): void {
    const leftMs = this.times.longestGapMs - (performance.now() - this.firstAtMs);
    const moreMs = leftMs > 0 ? this.more(this.gathered) : null;
    this.held = moreMs !== null;
    if (moreMs === null) this.end();
    else this.wait(Math.min(moreMs, leftMs));
  }
}

/** A time of the engine's that is this far from ours is another clock's. */
const otherClockMs = 1_000;

/** How long to wait still, where the first one came `sinceFirstMs` ago and the last one happened `ageMs` ago. Pure. */
export function gapLeft(times: Pick<AttentionTimes, 'quietGapMs' | 'longestGapMs'>, sinceFirstMs: number, ageMs: number): number {
  const waitedMs = ageMs > 0 && ageMs < otherClockMs ? ageMs : 0;
  return Math.max(0, Math.min(times.quietGapMs - waitedMs, times.longestGapMs - sinceFirstMs));
}
