import { ExponentialBackoff, fullJitterGenerator, type IBackoff } from 'cockatiel';

export interface BackoffOptions {
  readonly shortestMs: number;
  readonly longestMs: number;
}

export const remoteBackoff: BackoffOptions = { shortestMs: 250, longestMs: 30_000 };

/** Delays between tries, in ms: doubling with full jitter, so that many windows don't knock at the same moment. */
export class RetryDelays {
  private state: IBackoff<unknown> | null = null;
  private readonly options: BackoffOptions;

  constructor(options: BackoffOptions) {
    this.options = options;
  }

  next(): number {
    const { shortestMs, longestMs } = this.options;
    this.state = this.state
      ? this.state.next(undefined)
      : new ExponentialBackoff({ generator: fullJitterGenerator, initialDelay: shortestMs * 2, maxDelay: longestMs }).next();
    return Math.max(shortestMs, this.state.duration);
  }

  reset(): void {
    this.state = null;
  }
}
