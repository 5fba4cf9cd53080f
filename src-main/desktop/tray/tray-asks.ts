import { containerKey } from '../../../src-shared/ids.ts';

/** The end of an operation may be told a moment after its answer has come. */
const lingerMs = 1_000;

/** What the tray asks of containers: it tells by itself why that failed, so that nobody else need to. */
export class TrayAsks {
  private readonly endsMs = new Map<string, number>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  async during<T>(hostId: string, containerId: string, answer: Promise<T>): Promise<T> {
    const key = containerKey(hostId, containerId);
    this.endsMs.set(key, Number.POSITIVE_INFINITY);
    try {
      return await answer;
    } finally {
      this.endsMs.set(key, this.now() + lingerMs);
    }
  }

  /** Whether it asks now, or has asked a moment ago. */
  has(hostId: string, containerId: string | null): boolean {
    const nowMs = this.now();
    for (const [key, endMs] of this.endsMs) if (endMs <= nowMs) this.endsMs.delete(key);
    return containerId !== null && this.endsMs.has(containerKey(hostId, containerId));
  }
}
