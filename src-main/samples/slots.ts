/** Gives each container a number, so that a tick of samples travels as numbers alone. */
export class SlotLayout {
  private readonly slots = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly free: number[] = [];
  private number = 0;
  private told = -1;

  /** Grows by one whenever a slot has changed hands. */
  get layout(): number {
    return this.number;
  }

  slotOf(containerId: string): number {
    const known = this.slots.get(containerId);
    if (known !== undefined) return known;
    const slot = this.free.pop() ?? this.ids.length;
    this.ids[slot] = containerId;
    this.slots.set(containerId, slot);
    this.number += 1;
    return slot;
  }

  release(containerId: string): void {
    const slot = this.slots.get(containerId);
    if (slot === undefined) return;
    this.slots.delete(containerId);
    this.ids[slot] = '';
    this.free.push(slot);
    this.number += 1;
  }

  containerIds(): string[] {
    return [...this.slots.keys()];
  }

  /** The ids by slot if they have changed since they were last asked for, else null. */
  takeChanged(): string[] | null {
    if (this.told === this.number) return null;
    this.told = this.number;
    return [...this.ids];
  }
}
