import type { AttentionTimes } from '../attention-times.ts';

/** Gathers what comes within a quiet gap, and hands it on once it has been quiet. One timer at most. */
export class QuietGap<T> {
  private gathered: T[] = [];
  private firstAtMs = 0;
  private timer: NodeJS.Timeout | null = null;
  private held = false;
  private readonly times: Pick<AttentionTimes, 'quietGapMs' | 'longestGapMs'>;
  private readonly onQuiet: (gathered: readonly T[]) => void;

  constructor(times: Pick<AttentionTimes, 'quietGapMs' | 'longestGapMs'>, onQuiet: (gathered: readonly T[]) => void) {
    this.times = times;
    this.onQuiet = onQuiet;
  }

  /** `ageMs`: how long ago it happened, which counts as waited. */
  add(one: T, ageMs: number): void {
    const nowMs = performance.now();
    if (this.gathered.length === 0) this.firstAtMs = nowMs;
    this.gathered.push(one);
    if (this.held) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), gapLeft(this.times, nowMs - this.firstAtMs, ageMs));
  }

  /** What waits, oldest first. */
  waiting(): readonly T[] {
    return this.gathered;
  }

  /** More is known to come: what is gathered is handed on in so long, or by `end`, however quiet it is until then. */
  hold(forMs: number): void {
    if (this.held || this.gathered.length === 0) return;
    this.held = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), forMs);
  }

  isHeld(): boolean {
    return this.held;
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

  /** What is gathered is forgotten. */
  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.gathered = [];
  }
}

/** A time of the engine's that is this far from ours is another clock's. */
const otherClockMs = 1_000;

/** How long to wait still, where the first one came `sinceFirstMs` ago and the last one happened `ageMs` ago. Pure. */
export function gapLeft(times: Pick<AttentionTimes, 'quietGapMs' | 'longestGapMs'>, sinceFirstMs: number, ageMs: number): number {
  const waitedMs = ageMs > 0 && ageMs < otherClockMs ? ageMs : 0;
  return Math.max(0, Math.min(times.quietGapMs - waitedMs, times.longestGapMs - sinceFirstMs));
}
