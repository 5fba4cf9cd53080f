import { type LogLine, logLinesKept } from '../../../src-shared/logs.ts';
import { displayText } from '../../components/display-text.ts';

/** Something to tell between lines: lines left out, a new start, the end. */
export interface LogMark {
  readonly kind: 'mark';
  readonly number: number;
  readonly tone: 'plain' | 'bad';
  readonly text: string;
}

export interface LogEntryLine {
  readonly kind: 'line';
  /** Counts up from 0 and stays with the entry: its key on screen. */
  readonly number: number;
  readonly line: LogLine;
}

export type LogEntry = LogEntryLine | LogMark;

/** Lines of 64 KiB each must not fill the memory: with this many characters older lines go early. */
export const charactersKept = 16_777_216;

/** The last entries of a log. Nothing here is copied as lines come: a flood costs no more than its own size. */
export class LogRing {
  private readonly limit: number;
  private readonly characterLimit: number;
  private entries: LogEntry[] = [];
  /** Entries before this index have been dropped and wait to be cut off in one go. */
  private start = 0;
  private characters = 0;
  private nextNumber = 0;
  /** Lines, not marks, that came in so far. */
  linesSeen = 0;
  /** Characters of the longest line so far, as shown: how far one may scroll sideways. */
  longest = 0;

  constructor(limit: number = logLinesKept, characterLimit: number = charactersKept) {
    this.limit = limit;
    this.characterLimit = characterLimit;
  }

  get length(): number {
    return this.entries.length - this.start;
  }

  /** The number of the oldest entry kept, or of the next to come. */
  get firstNumber(): number {
    return this.entries[this.start]?.number ?? this.nextNumber;
  }

  /** `index` 0 is the oldest entry kept. */
  at(index: number): LogEntry | undefined {
    return index < 0 ? undefined : this.entries[this.start + index];
  }

  /** The entry of a number, if it is still kept. Numbers of kept entries have no holes. */
  byNumber(number: number): LogEntry | undefined {
    return this.at(number - this.firstNumber);
  }

  add(lines: readonly LogLine[]): void {
    for (const line of lines) {
      this.entries.push({ kind: 'line', number: this.nextNumber, line });
      this.nextNumber += 1;
      this.characters += line.text.length;
      if (line.text.length > this.longest) this.longest = Math.max(this.longest, displayText(line.text).length);
    }
    this.linesSeen += lines.length;
    this.trim();
  }

  mark(text: string, tone: LogMark['tone'] = 'plain'): void {
    this.entries.push({ kind: 'mark', number: this.nextNumber, tone, text });
    this.nextNumber += 1;
    this.trim();
  }

  /** Everything that is kept, oldest first. */
  list(): readonly LogEntry[] {
    return this.entries.slice(this.start);
  }

  private trim(): void {
    while (this.length > this.limit || (this.characters > this.characterLimit && this.length > 1)) {
      const gone = this.entries[this.start];
      if (gone?.kind === 'line') this.characters -= gone.line.text.length;
      this.start += 1;
    }
    // Cutting now and then instead of at each line keeps adding cheap, and lets dropped lines go.
    if (this.start > this.limit) {
      this.entries = this.entries.slice(this.start);
      this.start = 0;
    }
  }
}

/** The lines that were not shown yet: a log that is opened again starts with lines that are known. */
export function newerThan(lines: readonly LogLine[], lastAtMs: number | null): readonly LogLine[] {
  if (lastAtMs === null) return lines;
  const first = lines.findIndex((line) => line.atMs !== null && line.atMs > lastAtMs);
  return first < 0 ? [] : lines.slice(first);
}

/** Kept lines as text for the clipboard or a file, with ISO times if asked for. Marks stand in square brackets. */
export function toText(entries: readonly LogEntry[], withTimes: boolean): string {
  const lines = entries.map((entry) => {
    if (entry.kind === 'mark') return `[${entry.text}]`;
    const time = withTimes && entry.line.atMs !== null ? `${new Date(entry.line.atMs).toISOString()} ` : '';
    return `${time}${displayText(entry.line.text)}${entry.line.cut ? ' […]' : ''}`;
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
