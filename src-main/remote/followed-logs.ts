import type { Argument } from '../../src-shared/contract.ts';
import { type LogChunk, type LogLine, logLinesKept } from '../../src-shared/logs.ts';
import type { Caller } from '../commands/parts.ts';

interface Followed {
  readonly argument: Argument<'openLogs'>;
  readonly caller: Caller;
  readonly stopListening: () => void;
  /** The newest line that came, and how many came with its time: what an opening after a reconnection leaves out. */
  last: { readonly atMs: number; readonly count: number } | null;
  /** Lines with that time that still have to be left out; null: all that comes is new. */
  overlap: { readonly atMs: number; left: number } | null;
}

/** The logs that are followed through one remote; they go on, without a line lost or doubled, when its connection comes back. */
export class FollowedLogs {
  private readonly streams = new Map<string, Followed>();

  /** `onGone` is called when the caller goes and the remote has to be told. Arguments are as the remote knows them. */
  add(argument: Argument<'openLogs'>, caller: Caller, onGone: (streamId: string) => void): boolean {
    const { streamId } = argument;
    if (this.streams.has(streamId)) return false;
    const leave = () => {
      this.remove(streamId);
      onGone(streamId);
    };
    caller.signal.addEventListener('abort', leave, { once: true });
    const stopListening = () => caller.signal.removeEventListener('abort', leave);
    this.streams.set(streamId, { argument, caller, stopListening, last: null, overlap: null });
    return true;
  }

  /** True if it was one of ours. */
  remove(streamId: string): boolean {
    this.streams.get(streamId)?.stopListening();
    return this.streams.delete(streamId);
  }

  has(streamId: string): boolean {
    return this.streams.has(streamId);
  }

  take(chunk: LogChunk): void {
    const stream = this.streams.get(chunk.streamId);
    if (!stream) return;
    const lines = chunk.lines.filter((line) => isNew(stream, line));
    for (const line of lines) note(stream, line);
    if (lines.length > 0 || chunk.skipped > 0 || chunk.ended) stream.caller.push('logs', { ...chunk, lines });
    if (chunk.ended) this.remove(chunk.streamId);
  }

  /** How to open each log again: from before the last line that came, whose like are then left out. */
  reopen(): readonly Argument<'openLogs'>[] {
    return [...this.streams.values()].map((stream) => {
      stream.overlap = stream.last && { atMs: stream.last.atMs, left: stream.last.count };
      return { ...stream.argument, tailLines: stream.last ? logLinesKept : stream.argument.tailLines };
    });
  }

  /** It could not be opened again: the caller is told why. */
  fail(streamId: string, message: string): void {
    this.take({ streamId, lines: [], skipped: 0, ended: { failed: true, message } });
  }

  /** The remote is none of ours any more. */
  endAll(message: string): void {
    for (const streamId of [...this.streams.keys()]) this.fail(streamId, message);
  }
}

function isNew(stream: Followed, line: LogLine): boolean {
  const { overlap } = stream;
  if (!overlap || line.atMs === null) return true;
  if (line.atMs < overlap.atMs) return false;
  if (line.atMs === overlap.atMs && overlap.left > 0) {
    overlap.left -= 1;
    return false;
  }
  if (line.atMs > overlap.atMs) stream.overlap = null;
  return true;
}

function note(stream: Followed, { atMs }: LogLine): void {
  if (atMs === null) return;
  if (stream.last?.atMs === atMs) stream.last = { atMs, count: stream.last.count + 1 };
  else if (stream.last === null || atMs > stream.last.atMs) stream.last = { atMs, count: 1 };
}
