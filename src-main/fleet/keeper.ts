import { applyChange } from '../../src-shared/apply-changes.ts';
import type { Batch, Change } from '../../src-shared/changes.ts';
import { emptyFleet, type Fleet, type Snapshot, toSnapshot } from '../../src-shared/fleet.ts';
import { FleetDraft } from '../../src-shared/fleet-draft.ts';
import { companyMs } from './company.ts';
import { Narrator } from './narrator.ts';

export interface KeeperOptions {
  /** The shortest time between two batches: a lone change goes at once, a flood is gathered per frame. */
  readonly frameMs?: number;
  /** The same once a flood is on, so that windows are not kept busy unpacking. */
  readonly floodFrameMs?: number;
  readonly floodChanges?: number;
  readonly now?: () => number;
}

export interface TellOptions {
  readonly narrate?: boolean;
  /** Nobody should wait for it: what is gathered goes too. */
  readonly atOnce?: boolean;
}

/**
 * Keeps the Fleet: folds every Change, lets the narrator tell the feed's lines from it, and hands numbered batches to
 * whoever listens. The only place that changes the Fleet.
 */
export class FleetKeeper {
  private current: Fleet = emptyFleet;
  private sequence = 0;
  private pending: Change[] = [];
  private handingRound = false;
  /** Batches that were made while one was handed round. */
  private readonly leaving: Batch[] = [];
  private lastBatchAtMs = Number.NEGATIVE_INFINITY;
  /** The same for batches with more than signs of life: those come every other second, and what happens does not wait for them. */
  private lastNewsAtMs = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | null = null;
  /** When the timer goes off. */
  private dueAtMs = Number.POSITIVE_INFINITY;
  private readonly listeners = new Set<(batch: Batch) => void>();
  private readonly narrator = new Narrator();
  private readonly options: Required<KeeperOptions>;

  constructor(options: KeeperOptions = {}) {
    this.options = {
      frameMs: 16,
      floodFrameMs: 100,
      floodChanges: 200,
      now: Date.now,
      ...options,
    };
  }

  get fleet(): Fleet {
    return this.current;
  }

  /** Takes in what happened, in order. `narrate` false: the core nearest to the engine has told the feed's lines already. */
  tell(changes: readonly Change[], { narrate = true, atOnce = false }: TellOptions = {}): void {
    if (changes.length === 0) return;
    const nowMs = this.options.now();
    // One draft for all: thousands of Changes a second must not copy the Fleet's maps thousands of times.
    const draft = new FleetDraft(this.current);
    for (const change of changes) {
      for (const one of [change, ...(narrate ? this.narrator.tell(draft.finish(), change, nowMs) : [])]) {
        applyChange(draft, one);
        this.pending.push(one);
      }
    }
    this.current = draft.finish();
    if (atOnce) this.flush();
    else this.schedule(companyMs(changes, this.current.operations));
  }

  /** The Fleet with the number of the batch that it includes; what waits is sent first, so that nothing is told twice. */
  snapshot(): Snapshot {
    this.flush();
    return toSnapshot(this.current, this.sequence);
  }

  /** Sends an empty batch: a window that missed some while it was hidden sees the gap and asks for a snapshot. */
  announce(): void {
    this.flush();
    this.emit([]);
  }

  /** Returns its unsubscribe. */
  onBatch(listener: (batch: Batch) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.stopTimer();
    this.listeners.clear();
  }

  private schedule(patienceMs: number): void {
    const nowMs = performance.now();
    const frameMs = this.pending.length > this.options.floodChanges ? this.options.floodFrameMs : this.options.frameMs;
    const lastAtMs = hasNews(this.pending) ? this.lastNewsAtMs : this.lastBatchAtMs;
    const dueAtMs = Math.max(lastAtMs + frameMs, nowMs + patienceMs);
    if (this.timer && this.dueAtMs <= dueAtMs) return;
    this.stopTimer();
    this.dueAtMs = dueAtMs;
    if (dueAtMs <= nowMs) this.flush();
    else this.timer = setTimeout(() => this.flush(), dueAtMs - nowMs);
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private flush(): void {
    this.stopTimer();
    if (this.pending.length === 0) return;
    const changes = this.pending;
    this.pending = [];
    this.lastBatchAtMs = performance.now();
    if (hasNews(changes)) this.lastNewsAtMs = this.lastBatchAtMs;
    this.emit(changes);
  }

  /** One batch after the other: who is handed one may tell something, and Electron runs others' work as soon as it has sent one. */
  private emit(changes: readonly Change[]): void {
    this.sequence += 1;
    this.leaving.push({ sequence: this.sequence, changes: [...changes] });
    if (this.handingRound) return;
    this.handingRound = true;
    try {
      for (let batch = this.leaving.shift(); batch; batch = this.leaving.shift()) for (const listener of this.listeners) listener(batch);
    } finally {
      this.handingRound = false;
    }
  }
}

function hasNews(changes: readonly Change[]): boolean {
  return changes.some((it) => it.type !== 'hostSeen');
}
