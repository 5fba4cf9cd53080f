import { ExponentialBackoff } from 'cockatiel';
import type { Failure, Result } from '../../src-shared/failure.ts';
import type { LogChunk } from '../../src-shared/logs.ts';
import { LogGatherer, type LogGathererOptions } from './log-chunks.ts';
import type { LineSink } from './log-lines.ts';
import type { LogEnd, LogPosition, OpenLog } from './logs.ts';

export interface LogFollowerOptions extends LogGathererOptions {
  readonly name: string;
  /** Opens the log, to go on after `after`. */
  open(after: LogPosition | null, sink: LineSink): Promise<Result<OpenLog>>;
  send(chunk: Omit<LogChunk, 'streamId'>): void;
  readonly signal: AbortSignal;
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
}

/**
 * Follows one container's log over its restarts and the engine's: the engine ends a log when the container stops, so it
 * is opened again, after the last line that came, as soon as `wake()` tells that there may be more. It ends for good
 * when the container is gone (`stop`), its log can't be read, or `signal` fires (then nothing more is sent).
 */
export class LogFollower {
  private position: LogPosition | null = null;
  private woken = false;
  private gone = false;
  private onWoken: () => void = () => {};
  private received = false;
  private readonly backoff: ExponentialBackoff<unknown>;
  private readonly gatherer: LogGatherer;
  private readonly options: LogFollowerOptions;

  constructor(options: LogFollowerOptions) {
    this.options = options;
    this.backoff = new ExponentialBackoff({ initialDelay: options.firstRetryMs ?? 250, maxDelay: options.longestRetryMs ?? 30_000 });
    this.gatherer = new LogGatherer((chunk) => options.send({ ...chunk, ended: null }), options);
  }

  /** Opens the log. A Failure here is the last word; otherwise it goes on by itself. */
  async start(): Promise<Result<null>> {
    const opened = await this.open();
    if (!opened.ok) return opened;
    void this.follow(opened.value);
    return { ok: true, value: null };
  }

  /** The container has started, or the engine is back. */
  wake(): void {
    this.woken = true;
    this.onWoken();
  }

  /** The container or its host is gone: what came is sent, then the end. */
  stop(): void {
    this.gone = true;
    this.wake();
  }

  private async follow(first: OpenLog): Promise<void> {
    let end: LogEnd = await first.ended;
    let retry = this.backoff.next();
    while (!this.options.signal.aborted && end.state !== 'failed') {
      if (!this.woken) await this.waitForWake(end.state === 'lost' ? retry.duration : null);
      if (this.options.signal.aborted) break;
      if (this.gone) return this.finish(null);
      end = await this.reopen();
      retry = end.state === 'stopped' || this.received ? this.backoff.next() : retry.next({});
    }
    if (this.options.signal.aborted) return this.gatherer.dispose();
    this.finish(end.state === 'failed' ? end.failure : null);
  }

  private async reopen(): Promise<LogEnd> {
    const opened = await this.open();
    if (opened.ok) return opened.value.ended;
    const { statusCode } = opened.failure.details;
    if (statusCode === '404') this.stop();
    // Without a status the engine was not reached; with one it has said no for good.
    return statusCode === undefined || statusCode === '404' ? { state: 'lost' } : { state: 'failed', failure: opened.failure };
  }

  private open(): Promise<Result<OpenLog>> {
    this.woken = false;
    this.received = false;
    return this.options.open(this.position, (line, stamp) => {
      this.received = true;
      if (stamp !== '') this.position = { stamp, lines: this.position?.stamp === stamp ? this.position.lines + 1 : 1 };
      this.gatherer.add(line);
    });
  }

  /** Waits for `wake` or the signal, and at most `longestMs` (null: for ever). */
  private waitForWake(longestMs: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = longestMs === null ? undefined : setTimeout(done, longestMs);
      const { signal } = this.options;
      signal.addEventListener('abort', done, { once: true });
      this.onWoken = done;
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }

  private finish(failure: Failure | null): void {
    this.gatherer.flush();
    const message = failure?.message ?? `${this.options.name} was removed. This is all that its log held.`;
    this.options.send({ lines: [], skipped: 0, ended: { failed: failure !== null, message } });
  }
}
