/** Work that several ask for and that is done once: who asks while it is under way waits for the same end. */
export class Joint {
  private readonly begun = new Map<string, Promise<void>>();

  join(key: string, work: () => Promise<void>): Promise<void> {
    const known = this.begun.get(key);
    if (known) return known;
    const done = work().finally(() => this.begun.delete(key));
    this.begun.set(key, done);
    return done;
  }
}
