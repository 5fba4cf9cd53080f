/**
 * Lets many do long work in one thread without holding each other up: a slice of whoever waits first, then the event loop
 * has its turn, then the next one's slice. A flood from one connection so never delays another by more than a slice.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private ending: (() => void)[] = [];
  private scheduled: NodeJS.Immediate | null = null;

  /** Runs `slice` in a later turn of the event loop, after those that wait already. */
  later(slice: () => void): void {
    this.waiting.push(slice);
    this.scheduled ??= setImmediate(this.turn);
  }

  /** Runs `work` as soon as what runs now has ended, with all the others that are to: one call of Node's for a hundred. */
  soon(work: () => void): void {
    if (this.ending.push(work) === 1) process.nextTick(this.end);
  }

  private readonly end = () => {
    const all = this.ending;
    this.ending = [];
    for (const work of all) work();
  };

  private readonly turn = () => {
    this.scheduled = null;
    const slice = this.waiting.shift();
    if (this.waiting.length > 0) this.scheduled = setImmediate(this.turn);
    slice?.();
  };
}
