import { type LogChunk, logLinesKept } from '../../../src-shared/logs.ts';
import { invoke, onPush } from '../../bridge.ts';
import { LogRing, newerThan } from './log-ring.ts';

/** `failed`: it could not be opened, or broke for good; `ended`: there is nothing more to come. */
export type LogState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'following' }
  | { readonly kind: 'ended'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * One container's log while its tab is open. Lines go into a ring and are told once a frame, whatever comes; the core
 * goes on over restarts of the container and of the engine by itself.
 */
export class LogSession {
  readonly ring = new LogRing();
  state: LogState = { kind: 'opening' };
  private readonly container: { readonly hostId: string; readonly containerId: string };
  private readonly listeners = new Set<() => void>();
  private streamId: string = crypto.randomUUID();
  private lastAtMs: number | null = null;
  /** Set while a log is opened again: lines up to this time have been shown. */
  private skipToMs: number | null = null;
  private version = 0;
  private frame = 0;

  constructor(hostId: string, containerId: string) {
    this.container = { hostId, containerId };
  }

  /** Begins to follow. Returns what ends it. */
  start(): () => void {
    const stopListening = onPush(
      'logs',
      (chunk) => this.take(chunk),
      () => this.fail('Quarterdeck could not read a part of this log. Open it again.'),
    );
    void this.open();
    return () => {
      stopListening();
      cancelAnimationFrame(this.frame);
      void invoke('closeLogs', { streamId: this.streamId });
    };
  }

  /** Opens a log again that ended or failed; lines that are shown already are left out. */
  reopen(): void {
    void invoke('closeLogs', { streamId: this.streamId });
    this.streamId = crypto.randomUUID();
    this.skipToMs = this.lastAtMs;
    void this.open();
  }

  /** A line of ours between the container's: 'Started again 14:32:07'. */
  mark(text: string): void {
    this.ring.mark(text);
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getVersion = (): number => this.version;

  private async open(): Promise<void> {
    const { streamId } = this;
    this.state = { kind: 'opening' };
    this.tell();
    const answer = await invoke('openLogs', { ...this.container, streamId, tailLines: logLinesKept });
    if (streamId !== this.streamId) return;
    if (!answer.ok) return this.fail(answer.failure.message);
    if (this.state.kind === 'opening') this.state = { kind: 'following' };
    this.tell();
  }

  private take(chunk: LogChunk): void {
    if (chunk.streamId !== this.streamId) return;
    if (chunk.skipped > 0) this.ring.mark(`${chunk.skipped.toLocaleString('en')} lines left out: they came faster than anybody can read`);
    const lines = newerThan(chunk.lines, this.skipToMs);
    // From the first line that is new on, all are: equal times would else be dropped one by one.
    if (lines.length > 0) this.skipToMs = null;
    this.ring.add(lines);
    const last = lines.findLast((line) => line.atMs !== null);
    if (last) this.lastAtMs = last.atMs;
    if (chunk.ended?.failed) this.fail(chunk.ended.message);
    else if (chunk.ended) {
      this.state = { kind: 'ended', message: chunk.ended.message };
      this.ring.mark(chunk.ended.message);
    } else if (this.state.kind === 'opening') this.state = { kind: 'following' };
    this.tell();
  }

  private fail(message: string): void {
    this.state = { kind: 'failed', message };
    this.tell();
  }

  /** Once a frame at most; a hidden window draws none. */
  private tell(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.version += 1;
      for (const listener of this.listeners) listener();
    });
  }
}
