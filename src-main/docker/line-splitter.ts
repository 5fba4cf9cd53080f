/**
 * Cuts a stream of bytes into lines: a chunk is neither one line nor only whole ones. A line longer than the limit is left
 * out and counted, so that an endless one can't fill the memory; what comes after it is read again.
 */
export class LineSplitter {
  private parts: Buffer[] = [];
  private size = 0;
  private skipping = false;
  private readonly limitBytes: number;
  private readonly onLine: (line: string) => void;
  private readonly onTooLong: () => void;

  constructor(limitBytes: number, onLine: (line: string) => void, onTooLong: () => void = () => undefined) {
    this.limitBytes = limitBytes;
    this.onLine = onLine;
    this.onTooLong = onTooLong;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      this.keep(chunk.subarray(from, at));
      this.finishLine();
      from = at + 1;
    }
    if (from < chunk.length) this.keep(chunk.subarray(from));
  }

  /** Bytes of a line that has not ended; what is left when the stream closes is cut and worth nothing. */
  get pendingBytes(): number {
    return this.size;
  }

  private keep(part: Buffer): void {
    if (this.skipping || part.length === 0) return;
    if (this.size + part.length > this.limitBytes) {
      this.parts = [];
      this.size = 0;
      this.skipping = true;
      this.onTooLong();
      return;
    }
    this.parts.push(part);
    this.size += part.length;
  }

  private finishLine(): void {
    const [only] = this.parts;
    const line = this.skipping || !only ? '' : this.parts.length === 1 ? only.toString() : Buffer.concat(this.parts).toString();
    this.parts = [];
    this.size = 0;
    this.skipping = false;
    const text = line.trim();
    if (text !== '') this.onLine(text);
  }
}
