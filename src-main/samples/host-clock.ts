/** Further apart than this, the engine's clock is taken to be another than ours. */
const sameClockMs = 2_000;
/** The readings' own jitter; a step beyond it is a clock that was set. */
const stepMs = 5_000;

/** Puts the engine's times of readings on our clock, without the jitter that arrival times have. */
export class HostClock {
  private offsetMs: number | null = null;

  toLocal(engineMs: number, nowMs: number): number {
    const behindMs = nowMs - engineMs;
    if (this.offsetMs === null || Math.abs(behindMs - this.offsetMs) > stepMs) {
      this.offsetMs = Math.abs(behindMs) < sameClockMs ? 0 : behindMs;
    }
    return engineMs + this.offsetMs;
  }
}
