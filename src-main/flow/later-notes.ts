import { flowBodyLimit } from '../../src-shared/flow.ts';

/** One line, either way, as it is noted. */
export interface NotedLine {
  readonly atMs: number;
  readonly direction: 'toContainer' | 'fromContainer';
  readonly kind: 'command' | 'reply' | 'failedReply' | 'event' | 'broken';
  readonly correlationId: string | null;
  readonly title: string;
  readonly text: string;
  readonly latencyMs: number | null;
  /** Notes it, in its time. */
  readonly write: (line: NotedLine) => void;
}

/** How long a note may wait, in ms: longer than a hundred containers take to answer, shorter than anybody notices. */
const restMs = 15;
/** So many notes, and characters of theirs, may wait; then they are written at once. */
const mostNotes = 256;
const mostCharacters = 65_536;

/**
 * Puts the work for books and log behind the replies: a hundred of them may be on their way, and nobody looks at a book within
 * some ms. In order, all channels together; whoever does look calls `flush` first.
 */
export class LaterNotes {
  private waiting: NotedLine[] = [];
  private characters = 0;
  private timer: NodeJS.Timeout | null = null;

  add(line: NotedLine): void {
    const { length } = line.text;
    this.characters += length;
    // A long one is masked when it is written: that counts as the time of the container that sent it.
    if (this.waiting.push(line) >= mostNotes || this.characters > mostCharacters || length > flowBodyLimit) this.flush();
    else this.timer ??= setTimeout(this.flush, restMs);
  }

  readonly flush = (): void => {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const all = this.waiting;
    if (all.length === 0) return;
    this.waiting = [];
    this.characters = 0;
    for (const line of all) line.write(line);
  };
}
