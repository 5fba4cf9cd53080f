import { type LogChunk, type LogLine, logLinesKept } from '../../src-shared/logs.ts';

export interface LogGathererOptions {
  /** How long lines are gathered, in ms. */
  readonly gatherMs?: number;
  /** The same while thousands of lines come at once: a window needs time to show them. */
  readonly floodGatherMs?: number;
  /** Lines per chunk from which on it is a flood. */
  readonly floodLines?: number;
}

/** Characters of one chunk: 5,000 lines of 64 Ki would be more than a window can take at once. */
const charactersKept = 4_194_304;

type Send = (chunk: Pick<LogChunk, 'lines' | 'skipped'>) => void;

/** Gathers lines into chunks of at most the last `logLinesKept`, so that a flood costs memory and messages that are bounded. */
export class LogGatherer {
  private lines: LogLine[] = [];
  private characters = 0;
  private skipped = 0;
  private first = 0;
  private flooded = false;
  private timer: NodeJS.Timeout | null = null;
  private readonly send: Send;
  private readonly options: Required<LogGathererOptions>;

  constructor(send: Send, options: LogGathererOptions = {}) {
    this.send = send;
    this.options = { gatherMs: 25, floodGatherMs: 200, floodLines: 1_000, ...options };
  }

  add(line: LogLine): void {
    this.lines.push(line);
    this.characters += line.text.length;
    while (this.lines.length - this.first > logLinesKept || (this.characters > charactersKept && this.lines.length - this.first > 1))
      this.skipOldest();
    this.timer ??= setTimeout(() => this.flush(), this.flooded ? this.options.floodGatherMs : this.options.gatherMs);
  }

  /** Sends what has been gathered, if anything. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const lines = this.first === 0 ? this.lines : this.lines.slice(this.first);
    const skipped = this.skipped;
    this.lines = [];
    this.first = 0;
    this.characters = 0;
    this.skipped = 0;
    this.flooded = lines.length + skipped >= this.options.floodLines;
    if (lines.length > 0) this.send({ lines, skipped });
  }

  /** Forgets what has been gathered, and stops. */
  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.lines = [];
  }

  private skipOldest(): void {
    this.characters -= this.lines[this.first]?.text.length ?? 0;
    this.first += 1;
    this.skipped += 1;
    // Moved down in one go now and then, as `shift` would cost with every line.
    if (this.first * 2 < this.lines.length) return;
    this.lines = this.lines.slice(this.first);
    this.first = 0;
  }
}
