import type { Change } from '../../src-shared/changes.ts';

/** Sends a single Change at once, and gathers those of a flood. */
export class ChangeOutbox {
  private pending: Change[] = [];
  private timer: NodeJS.Timeout | null = null;
  private sentAtMs = Number.NEGATIVE_INFINITY;
  private readonly send: (changes: readonly Change[]) => void;
  private readonly batchMs: number;

  constructor(send: (changes: readonly Change[]) => void, batchMs: number) {
    this.send = send;
    this.batchMs = batchMs;
  }

  tell(...changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.pending.push(...changes);
    if (this.timer) return;
    const waitMs = this.sentAtMs + this.batchMs - performance.now();
    if (waitMs <= 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), waitMs);
  }

  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.pending.length === 0) return;
    const changes = this.pending;
    this.pending = [];
    this.sentAtMs = performance.now();
    this.send(changes);
  }
}
