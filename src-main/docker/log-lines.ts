import { type LogLine, logLineLimit } from '../../src-shared/logs.ts';
import type { LogSource } from './demux.ts';
import { readStamp } from './log-stamp.ts';

/** Takes a line with the engine's timestamp as it came ('' where it gave none), which tells lines of one millisecond apart. */
export type LineSink = (line: LogLine, stamp: string) => void;

const lineFeed = 10;
const carriageReturn = 13;
/** What the engine's log drivers cut a long line into; with timestamps, each part begins with one. */
const partSize = 16_384;
const nothing = Buffer.alloc(0);

/**
 * Puts the lines of one source together from pieces split anywhere. Bytes are decoded once a line is whole, so that a
 * character split between frames survives; invalid UTF-8 becomes U+FFFD. A line is kept to `logLineLimit` bytes.
 */
export class LineAssembler {
  private parts: Buffer[] = [];
  private kept = 0;
  private cut = false;
  private stamp: string | null = null;
  /** Bytes of a timestamp that has not come whole; null: none is awaited. */
  private awaited: Buffer | null;
  /** Bytes since the last timestamp of an unframed line. */
  private sincePart = 0;
  private readonly source: LogSource;
  private readonly framed: boolean;
  private readonly sink: LineSink;

  /** `framed`: each frame begins with a timestamp; else each line does, as a terminal's output has no frames. */
  constructor(source: LogSource, framed: boolean, sink: LineSink) {
    this.source = source;
    this.framed = framed;
    this.sink = sink;
    this.awaited = framed ? null : nothing;
  }

  /** Takes a piece; `begins` and `ends` as a PieceSink is told them, and without meaning where nothing is framed. */
  push(bytes: Buffer, begins: boolean, ends: boolean): void {
    if (this.framed && begins) this.awaited = nothing;
    let at = 0;
    while (at < bytes.length) {
      if (this.awaited) at = this.takeStamp(this.awaited, bytes, at);
      else at = this.takeText(bytes, at);
    }
    if (this.framed && ends) this.releaseAwaited();
  }

  /** Ends the stream: a last line without a line break is a line too. */
  end(): void {
    this.releaseAwaited();
    if (this.kept > 0 || this.stamp !== null) this.finish(nothing, 0, 0);
  }

  private takeStamp(before: Buffer, bytes: Buffer, at: number): number {
    const read = readStamp(before, bytes, at);
    if (read.state === 'more') {
      this.awaited = read.held;
      return bytes.length;
    }
    if (read.state === 'none') {
      this.releaseAwaited();
      return at;
    }
    this.awaited = null;
    // A later part of one line has a time of its own; the line began at the first.
    this.stamp ??= read.stamp;
    return read.next;
  }

  private takeText(bytes: Buffer, at: number): number {
    // Without frames, nothing but its length tells where the next part of a long line, and so a timestamp, begins.
    const partEnd = this.framed ? Number.POSITIVE_INFINITY : at + partSize - this.sincePart;
    const lineEnd = bytes.indexOf(lineFeed, at);
    if (lineEnd >= 0 && lineEnd < partEnd) {
      this.finish(bytes, at, lineEnd);
      return lineEnd + 1;
    }
    const end = Math.min(bytes.length, partEnd);
    this.keep(bytes, at, end);
    if (end === partEnd) {
      this.sincePart = 0;
      this.awaited = nothing;
    }
    return end;
  }

  /** What was held back as a timestamp is text after all. */
  private releaseAwaited(): void {
    const held = this.awaited;
    this.awaited = null;
    if (held && held.length > 0) this.keep(held, 0, held.length);
  }

  private keep(bytes: Buffer, from: number, to: number): void {
    this.sincePart += to - from;
    const end = Math.min(to, from + logLineLimit - this.kept);
    if (end < to) this.cut = true;
    if (end <= from) return;
    // Copied: a view would keep the whole received chunk alive.
    this.parts.push(Buffer.from(bytes.subarray(from, end)));
    this.kept += end - from;
  }

  private finish(bytes: Buffer, from: number, to: number): void {
    const stamp = this.stamp ?? '';
    const { text, cut } = this.finishText(bytes, from, to);
    this.sink({ atMs: stampMs(stamp), stream: this.source, text, cut }, stamp);
    this.stamp = null;
    this.sincePart = 0;
    this.awaited = this.framed ? null : nothing;
  }

  private finishText(bytes: Buffer, from: number, to: number): { text: string; cut: boolean } {
    if (this.parts.length === 0 && to - from <= logLineLimit) return { text: decode(bytes, from, to), cut: false };
    this.keep(bytes, from, to);
    const whole = Buffer.concat(this.parts);
    const cut = this.cut;
    this.parts = [];
    this.kept = 0;
    this.cut = false;
    return { text: decode(whole, 0, cut ? endOfWholeCharacters(whole) : whole.length), cut };
  }
}

function decode(bytes: Buffer, from: number, to: number): string {
  const end = to > from && bytes[to - 1] === carriageReturn ? to - 1 : to;
  return bytes.toString('utf8', from, end);
}

function stampMs(stamp: string): number | null {
  const atMs = Date.parse(stamp);
  return Number.isNaN(atMs) ? null : atMs;
}

/** Where the last whole character of a cut line ends, as the cut may have gone through one. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
