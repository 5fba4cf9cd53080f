export interface RoundOptions {
  /** How long one round over all containers takes, in ms. */
  readonly roundMs: number;
  /** A second reading follows this soon after a container's first, as CPU use needs two. */
  readonly secondMs: number;
}

/** Spreads what follows the second reading over the interval: parts of the golden ratio never bunch. */
const spreadStep = 0.618_033_988_749_895;

/** Decides when each container is to be read again, so that a round is spread over its interval. Pure: time is an argument. */
export class Round {
  private readonly dueMs = new Map<string, { at: number; readings: number }>();
  private spread = 0;
  private readonly options: RoundOptions;

  constructor(options: RoundOptions) {
    this.options = options;
  }

  /** Replaces the containers of the round; new ones are due at once. */
  replace(containerIds: ReadonlySet<string>, nowMs: number): void {
    for (const known of this.dueMs.keys()) if (!containerIds.has(known)) this.dueMs.delete(known);
    for (const id of containerIds) if (!this.dueMs.has(id)) this.dueMs.set(id, { at: nowMs, readings: 0 });
  }

  get size(): number {
    return this.dueMs.size;
  }

  /** Takes up to `limit` containers that are due, the longest due first, and puts their next reading down. */
  take(nowMs: number, limit: number): string[] {
    const due = [...this.dueMs].filter(([, entry]) => entry.at <= nowMs).sort(([, one], [, other]) => one.at - other.at);
    return due.slice(0, limit).map(([id, entry]) => {
      entry.readings += 1;
      entry.at = nowMs + this.pauseAfter(entry.readings);
      return id;
    });
  }

  private pauseAfter(readings: number): number {
    if (readings === 1) return this.options.secondMs;
    if (readings > 2) return this.options.roundMs;
    this.spread = (this.spread + spreadStep) % 1;
    return this.options.roundMs * (0.5 + this.spread / 2);
  }
}
