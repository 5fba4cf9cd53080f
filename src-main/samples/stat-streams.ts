import { openScope, type Scope } from '../lib/scope.ts';

export interface StatStreamsOptions {
  /** Streams until the signal ends it; resolves or rejects when the stream is over. */
  readonly open: (containerId: string, signal: AbortSignal) => Promise<void>;
  /** How long a stream outlives the last look at its container: scrolling back must not open it anew. */
  readonly lingerMs: number;
  readonly signal: AbortSignal;
}

/** One stream a container that is wanted, no more; each ends with its container, its last viewer or the whole. */
export class StatStreams {
  private readonly streams = new Map<string, { readonly scope: Scope; unwantedSinceMs: number | null }>();
  private readonly options: StatStreamsOptions;

  constructor(options: StatStreamsOptions) {
    this.options = options;
  }

  has(containerId: string): boolean {
    return this.streams.has(containerId);
  }

  /** Opens what is missing and closes what nobody has wanted for a while. A stream that broke comes back at the next call. */
  reconcile(wanted: ReadonlySet<string>, nowMs: number): void {
    for (const id of wanted) {
      const stream = this.streams.get(id);
      if (stream) stream.unwantedSinceMs = null;
      else this.open(id);
    }
    for (const [id, stream] of this.streams) {
      if (wanted.has(id)) continue;
      stream.unwantedSinceMs ??= nowMs;
      if (nowMs - stream.unwantedSinceMs >= this.options.lingerMs) this.close(id);
    }
  }

  close(containerId: string): void {
    this.streams.get(containerId)?.scope.end();
    this.streams.delete(containerId);
  }

  closeAll(): void {
    for (const id of [...this.streams.keys()]) this.close(id);
  }

  private open(containerId: string): void {
    if (this.options.signal.aborted) return;
    const stream = { scope: openScope(this.options.signal), unwantedSinceMs: null };
    this.streams.set(containerId, stream);
    const forget = () => {
      stream.scope.end();
      if (this.streams.get(containerId) === stream) this.streams.delete(containerId);
    };
    // Why it ended is no news: a stopped container, a lost engine and an abort are each told elsewhere.
    this.options.open(containerId, stream.scope.signal).then(forget, forget);
  }
}
