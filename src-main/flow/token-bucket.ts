/** So many at once, and so many a second from then on. Time is an argument. */
export class TokenBucket {
  private left: number;
  private atMs: number | null = null;
  private readonly burst: number;
  private readonly perSecond: number;

  constructor(burst: number, perSecond: number) {
    this.left = burst;
    this.burst = burst;
    this.perSecond = perSecond;
  }

  /** Takes `count`, on credit if need be; how long to wait until it is paid back, in ms (0: it was there). */
  take(count: number, nowMs: number): number {
    this.refill(nowMs);
    this.left -= count;
    return this.left >= 0 ? 0 : (-this.left / this.perSecond) * 1_000;
  }

  /** Takes one if it is there. */
  tryTake(nowMs: number): boolean {
    this.refill(nowMs);
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  private refill(nowMs: number): void {
    const passedMs = Math.max(0, nowMs - (this.atMs ?? nowMs));
    this.atMs = nowMs;
    this.left = Math.min(this.burst, this.left + (passedMs / 1_000) * this.perSecond);
  }
}
