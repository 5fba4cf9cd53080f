import type { Socket } from 'node:net';
import { flowLineLimitBytes } from '../../src-shared/flow.ts';
import { type Frame, readFrame, refusalLine, tooLongFrame } from './frame.ts';
import { type Line, LineReader } from './line-reader.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Turns } from './turns.ts';

export interface ConnectionLimits {
  /** How long lines are read at a stretch when they arrive, and in each later turn, in ms. */
  readonly firstSliceMs: number;
  readonly sliceMs: number;
  /** Lines nobody asked for: at once, and a second from then on. What is more waits in the container. */
  readonly unaskedBurst: number;
  readonly unaskedPerSecond: number;
  readonly unaskedBytesPerSecond: number;
  /** What may wait to be read by the container, in bytes. */
  readonly unreadBytes: number;
  /** How much of a line without end is thrown away before the connection is closed, in bytes. */
  readonly endlessBytes: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  firstSliceMs: 0.5,
  sliceMs: 2,
  unaskedBurst: 5_000,
  unaskedPerSecond: 20_000,
  unaskedBytesPerSecond: 8_388_608,
  unreadBytes: 8_388_608,
  endlessBytes: 4_194_304,
};

export interface ConnectionParts {
  readonly turns: Turns;
  readonly limits: ConnectionLimits;
  /** One line of the container; true if it had been asked for. */
  onFrame(frame: Frame): boolean;
  /** Once, when it is over. `why` is null where the container ended it. */
  onEnd(why: string | null): void;
}

/** How many lines are read between two looks at the clock. */
const linesPerLook = 16;
/** After a line of more bytes the clock is looked at in any case. */
const longBytes = 4_096;

/** One container's live connection: lines in, held back when they flood; lines out, gathered for one write. */
export class FlowConnection {
  private readonly socket: Socket;
  private readonly parts: ConnectionParts;
  private readonly reader: LineReader;
  private readonly lines: TokenBucket;
  private readonly bytes: TokenBucket;
  private outgoing = '';
  private ended = false;
  private pause: NodeJS.Timeout | null = null;

  constructor(socket: Socket, parts: ConnectionParts) {
    const { limits } = parts;
    this.socket = socket;
    this.parts = parts;
    this.reader = new LineReader({ lineBytes: flowLineLimitBytes, endlessBytes: limits.endlessBytes });
    this.lines = new TokenBucket(limits.unaskedBurst, limits.unaskedPerSecond);
    this.bytes = new TokenBucket(limits.unaskedBytesPerSecond, limits.unaskedBytesPerSecond);
    socket.on('data', (chunk: Buffer) => {
      this.reader.push(chunk);
      this.read(limits.firstSliceMs);
    });
    socket.once('end', () => this.end(null));
    socket.once('close', () => this.end(null));
    // Its 'close' follows; a reset says no more than an end.
    socket.on('error', () => this.end(null));
    socket.resume();
  }

  /**
   * Sends a line (with its newline). `atOnce`: nothing else is on its way, so there is nothing to gather it with, and the
   * container can work while others are sent theirs (as Nagle's rule has it, RFC 896); else it goes with what is sent in
   * this turn. False if it is over, or the container does not read what it was sent.
   */
  send(line: string, atOnce: boolean): boolean {
    if (this.ended || this.socket.writableLength + this.outgoing.length > this.parts.limits.unreadBytes) return false;
    if (this.outgoing === '') {
      if (atOnce) {
        this.socket.write(line);
        return true;
      }
      this.parts.turns.soon(this.flush);
    }
    this.outgoing += line;
    return true;
  }

  /** Ends it, after telling the container `why` (null: without a word). */
  close(why: string | null): void {
    if (this.ended) return;
    this.flush();
    if (why !== null) this.socket.write(refusalLine(why));
    this.end(why);
  }

  private readonly flush = () => {
    const text = this.outgoing;
    this.outgoing = '';
    if (text !== '' && !this.ended) this.socket.write(text);
  };

  private readonly readOn = () => {
    this.pause = null;
    if (!this.ended) this.read(this.parts.limits.sliceMs);
  };

  /** Reads what has arrived, for `sliceMs` at most; goes on later where more is left. */
  private read(sliceMs: number): void {
    const beganMs = performance.now();
    let waitMs = 0;
    for (let count = 1; !this.ended; count += 1) {
      const line = this.reader.next();
      if (line?.kind === 'endless') {
        this.close(`A line had no end in ${this.parts.limits.endlessBytes / 1_048_576} MiB.`);
        return;
      }
      if (line === null) {
        if (waitMs > 0) this.holdBack(waitMs);
        else if (this.socket.isPaused()) this.socket.resume();
        return;
      }
      const long = line.kind === 'tooLong' || line.bytes.length > longBytes;
      waitMs = Math.max(waitMs, this.take(line, beganMs));
      const look = long || count % linesPerLook === 0;
      if (look && waitMs > 0) {
        this.holdBack(waitMs);
        return;
      }
      if (look && performance.now() - beganMs >= sliceMs) {
        this.socket.pause();
        this.parts.turns.later(this.readOn);
        return;
      }
    }
  }

  /** How long to wait with the next, in ms. */
  private take(line: Exclude<Line, { kind: 'endless' }>, nowMs: number): number {
    const frame = line.kind === 'line' ? readFrame(line.bytes) : tooLongFrame();
    if (this.parts.onFrame(frame)) return 0;
    const length = line.kind === 'line' ? line.bytes.length : flowLineLimitBytes;
    return Math.max(this.lines.take(1, nowMs), this.bytes.take(length, nowMs));
  }

  private holdBack(waitMs: number): void {
    this.socket.pause();
    this.pause = setTimeout(() => this.parts.turns.later(this.readOn), Math.min(1_000, Math.max(1, waitMs)));
  }

  private end(why: string | null): void {
    if (this.ended) return;
    this.ended = true;
    if (this.pause) clearTimeout(this.pause);
    this.outgoing = '';
    // What was written still goes out where there was something to say; a container that does not read it is cut off.
    if (why === null) this.socket.destroy();
    else endSoon(this.socket);
    this.parts.onEnd(why);
  }
}

const lastWordsMs = 1_000;

/** Turns a connection away with a line that says why. */
export function refuseConnection(socket: Socket, why: string): void {
  // The reset of one that is gone already is nobody's concern.
  socket.on('error', () => {});
  socket.write(refusalLine(why));
  endSoon(socket);
}

/** Lets the last words go out, reads nothing more, and cuts the connection if it does not end by itself. */
function endSoon(socket: Socket): void {
  socket.removeAllListeners('data');
  socket.pause();
  const cut = setTimeout(() => socket.destroy(), lastWordsMs);
  socket.once('close', () => clearTimeout(cut));
  socket.end(() => socket.destroy());
}
