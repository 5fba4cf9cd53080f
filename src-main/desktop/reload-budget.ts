/** Decides whether a page that crashed is loaded again: a few times, but not for ever. Pure: time is an argument. */
export class ReloadBudget {
  private crashedAtMs: number[] = [];
  private readonly crashesAllowed: number;
  private readonly withinMs: number;

  constructor(crashesAllowed = 3, withinMs = 60_000) {
    this.crashesAllowed = crashesAllowed;
    this.withinMs = withinMs;
  }

  /** Counts a crash; false once there were more than are allowed within the time. */
  spend(nowMs: number): boolean {
    this.crashedAtMs = [...this.crashedAtMs.filter((at) => nowMs - at < this.withinMs), nowMs];
    return this.crashedAtMs.length <= this.crashesAllowed;
  }
}
