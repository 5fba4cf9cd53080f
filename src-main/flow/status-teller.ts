import type { Change } from '../../src-shared/changes.ts';
import type { FlowStatus } from '../../src-shared/flow.ts';

/** Whoever has a status; null while it is nobody's. */
export interface HasStatus {
  readonly status: FlowStatus | null;
}

export interface StatusTellerParts {
  tell(changes: readonly Change[]): void;
  /** The shortest time between two batches that only tell of talk, in ms. */
  readonly statusEveryMs: number;
}

/** Tells the Fleet of statuses. Those that only tell of talk go together: a hundred containers that talk are one batch, not a hundred. */
export class StatusTeller {
  private readonly waiting = new Set<HasStatus>();
  private timer: NodeJS.Timeout | null = null;
  private toldAtMs = 0;
  private disposed = false;
  private readonly parts: StatusTellerParts;

  constructor(parts: StatusTellerParts) {
    this.parts = parts;
  }

  /** Something happened that is told at once. */
  now(one: HasStatus): void {
    this.waiting.delete(one);
    this.tell([one]);
  }

  /** Something was said, which is told with what all others say meanwhile. */
  soon(one: HasStatus): void {
    if (this.disposed) return;
    this.waiting.add(one);
    this.timer ??= setTimeout(() => this.tellWaiting(), Math.max(0, this.toldAtMs + this.parts.statusEveryMs - Date.now()));
  }

  /** It is not told of any more. */
  forget(one: HasStatus): void {
    this.waiting.delete(one);
  }

  /** What was only said is told no more; what happens still is. */
  dispose(): void {
    this.disposed = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.waiting.clear();
  }

  private tellWaiting(): void {
    this.timer = null;
    this.toldAtMs = Date.now();
    const all = [...this.waiting];
    this.waiting.clear();
    this.tell(all);
  }

  private tell(all: readonly HasStatus[]): void {
    const changes = all.flatMap(({ status }): Change[] => (status ? [{ type: 'flowChanged', flow: status }] : []));
    if (changes.length > 0) this.parts.tell(changes);
  }
}
