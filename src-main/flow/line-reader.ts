/** What comes out of a stream of bytes: a line without its newline, or that one was too long, or that it never ends. */
export type Line =
  | { readonly kind: 'line'; readonly bytes: Buffer }
  /** Told once, when the limit is passed; the rest of that line is thrown away. */
  | { readonly kind: 'tooLong' }
  /** Nothing but a hostile or broken sender: the connection is to be closed. */
  | { readonly kind: 'endless' };

export interface LineLimits {
  /** Of one line, without its newline, in bytes. */
  readonly lineBytes: number;
  /** How much of a line that is too long is thrown away before it counts as endless. */
  readonly endlessBytes: number;
}

const newline = 0x0a;
const tooLong: Line = { kind: 'tooLong' };
const endless: Line = { kind: 'endless' };

/**
 * Cuts bytes into lines, one a call, so that whoever reads can stop between two. Holds at most one line and one chunk,
 * however the bytes are cut. Pure.
 */
export class LineReader {
  private chunk: Buffer = Buffer.alloc(0);
  private at = 0;
  /** The beginning of a line whose end has not come; grows by doubling, as bytes may come one by one. */
  private begun: Buffer = Buffer.alloc(0);
  private begunBytes = 0;
  /** Of the line that is being thrown away; null while none is. */
  private thrownBytes: number | null = null;
  private readonly limits: LineLimits;

  constructor(limits: LineLimits) {
    this.limits = limits;
  }

  /** Takes the next chunk; the last one must have been read to its end (`next` gave null). */
  push(chunk: Buffer): void {
    this.chunk = chunk;
    this.at = 0;
  }

  /** The next line; null when more bytes are needed. The bytes of a line are good until the next call. */
  next(): Line | null {
    for (;;) {
      if (this.at >= this.chunk.length) return null;
      const end = this.chunk.indexOf(newline, this.at);
      const from = this.at;
      const to = end === -1 ? this.chunk.length : end;
      this.at = end === -1 ? to : end + 1;
      if (this.thrownBytes !== null) {
        this.thrownBytes += to - from;
        if (this.thrownBytes > this.limits.endlessBytes) return endless;
        if (end !== -1) this.thrownBytes = null;
        continue;
      }
      if (this.begunBytes + (to - from) > this.limits.lineBytes) {
        this.thrownBytes = end === -1 ? this.begunBytes + (to - from) : null;
        this.forget();
        return tooLong;
      }
      if (end === -1) {
        this.keep(from, to);
        return null;
      }
      if (this.begunBytes === 0) return { kind: 'line', bytes: this.chunk.subarray(from, to) };
      this.keep(from, to);
      const bytes = this.begun.subarray(0, this.begunBytes);
      this.forget();
      return { kind: 'line', bytes };
    }
  }

  /** How much of an unfinished line is held, in bytes. */
  get heldBytes(): number {
    return this.begunBytes;
  }

  private keep(from: number, to: number): void {
    const needed = this.begunBytes + (to - from);
    if (needed > this.begun.length) {
      const grown = Buffer.allocUnsafeSlow(Math.min(Math.max(needed, this.begun.length * 2, 256), this.limits.lineBytes));
      this.begun.copy(grown, 0, 0, this.begunBytes);
      this.begun = grown;
    }
    this.chunk.copy(this.begun, this.begunBytes, from, to);
    this.begunBytes = needed;
  }

  private forget(): void {
    // A large buffer is not kept for the small lines that follow; a small one is used again.
    if (this.begun.length > 4_096) this.begun = Buffer.alloc(0);
    this.begunBytes = 0;
  }
}
