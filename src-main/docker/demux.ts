export type LogSource = 'stdout' | 'stderr';

/**
 * Takes a piece of a frame's payload. `begins` and `ends` say whether it is the first and the last of its frame; a frame
 * that came whole is one piece. `bytes` is a view of the received chunk: copy what is kept.
 */
export type PieceSink = (source: LogSource, bytes: Buffer, begins: boolean, ends: boolean) => void;

/** What is received is not in Docker's framing; mostly a terminal's raw output. */
export class FramingError extends Error {
  constructor() {
    super('not a multiplexed stream');
    this.name = 'FramingError';
  }
}

const headerSize = 8;

/**
 * Takes apart the stream that the engine sends for containers without a terminal: frames of 1 byte source (0 and 1
 * stdout, 2 stderr, 3 the engine's own errors), 3 zero bytes, 4 bytes length (big-endian), payload.
 * https://docs.docker.com/reference/api/engine/ "Stream format". A loop, as dockerode's own recurses once a frame and
 * overflows the stack at some thousand small frames; it keeps at most 7 bytes between chunks, however long a frame is.
 */
export class Demultiplexer {
  private readonly header = Buffer.alloc(headerSize);
  private headerLength = 0;
  private remaining = 0;
  private source: LogSource = 'stdout';
  private begins = true;
  private readonly sink: PieceSink;

  constructor(sink: PieceSink) {
    this.sink = sink;
  }

  /** Takes what was received, split anywhere. Throws a FramingError where no frame can begin. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.remaining > 0) {
        const end = Math.min(chunk.length, at + this.remaining);
        this.remaining -= end - at;
        this.sink(this.source, chunk.subarray(at, end), this.begins, this.remaining === 0);
        this.begins = false;
        at = end;
      } else if (this.headerLength === 0 && chunk.length - at >= headerSize) {
        this.beginFrame(chunk, at);
        at += headerSize;
      } else {
        const end = Math.min(chunk.length, at + headerSize - this.headerLength);
        this.headerLength += chunk.copy(this.header, this.headerLength, at, end);
        at = end;
        if (this.headerLength < headerSize) return;
        this.headerLength = 0;
        this.beginFrame(this.header, 0);
      }
    }
  }

  /** Whether the stream may end here: not inside a frame. */
  get atBoundary(): boolean {
    return this.remaining === 0 && this.headerLength === 0;
  }

  private beginFrame(from: Buffer, at: number): void {
    const kind = from[at] ?? 255;
    if (kind > 3 || from[at + 1] !== 0 || from[at + 2] !== 0 || from[at + 3] !== 0) throw new FramingError();
    this.source = kind < 2 ? 'stdout' : 'stderr';
    this.remaining = from.readUInt32BE(at + 4);
    this.begins = true;
  }
}
