import { randomUUID } from 'node:crypto';
import type { Batch, Change } from '../../src-shared/changes.ts';
import type { Snapshot } from '../../src-shared/fleet.ts';
import type { FleetKeeper } from '../fleet/keeper.ts';
import { hostIdOf, isOwnHost, ownSnapshot } from './exposed-changes.ts';

export interface ExposedOptions {
  /** How many batches, and how many facts in them, are kept for clients that come back. */
  readonly batches?: number;
  readonly facts?: number;
}

/**
 * What other Quarterdecks see of the Fleet: our own engines only, in batches with numbers of their own. The last ones are
 * kept, so that a client whose connection broke goes on where it was.
 */
export class ExposedFleet {
  /** One life of this numbering. */
  readonly epoch = randomUUID();
  private last = 0;
  private kept: { readonly batch: Batch; readonly facts: number }[] = [];
  private facts = 0;
  private readonly foreignOperations = new Set<string>();
  private readonly listeners = new Set<(batch: Batch) => void>();
  private readonly keeper: FleetKeeper;
  private readonly options: Required<ExposedOptions>;
  private readonly stop: () => void;

  constructor(keeper: FleetKeeper, options: ExposedOptions = {}) {
    this.keeper = keeper;
    this.options = { batches: 2_000, facts: 20_000, ...options };
    for (const { id, hostId } of keeper.fleet.operations.values()) if (!isOwnHost(hostId)) this.foreignOperations.add(id);
    this.stop = keeper.onBatch((batch) => this.take(batch));
  }

  get sequence(): number {
    return this.last;
  }

  /** What there is now, with the number of the last batch in it; what waits is sent to the listeners first. */
  snapshot(): Snapshot {
    const snapshot = this.keeper.snapshot();
    return ownSnapshot(snapshot, this.last);
  }

  /** The batches after `sequence`, oldest first; null where they are not all kept any more: a snapshot is needed. */
  since(sequence: number): readonly Batch[] | null {
    const missing = this.last - sequence;
    if (missing < 0 || missing > this.kept.length) return null;
    return missing === 0 ? [] : this.kept.slice(-missing).map(({ batch }) => batch);
  }

  /** Returns its unsubscribe. */
  onBatch(listener: (batch: Batch) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.stop();
    this.listeners.clear();
  }

  private take({ changes }: Batch): void {
    const own = changes.filter((change) => this.isOwn(change));
    if (own.length === 0) return;
    this.last += 1;
    const batch: Batch = { sequence: this.last, changes: own };
    this.keep(batch);
    for (const listener of [...this.listeners]) listener(batch);
  }

  private isOwn(change: Change): boolean {
    switch (change.type) {
      case 'operationChanged':
        if (!isOwnHost(change.operation.hostId)) this.foreignOperations.add(change.operation.id);
        return isOwnHost(change.operation.hostId);
      case 'operationEnded':
        return !this.foreignOperations.delete(change.operationId);
      default: {
        const hostId = hostIdOf(change);
        return hostId !== null && isOwnHost(hostId);
      }
    }
  }

  private keep(batch: Batch): void {
    const facts = batch.changes.reduce((sum, change) => sum + (change.type === 'containersListed' ? change.containers.length : 1), 0);
    this.kept.push({ batch, facts });
    this.facts += facts;
    while (this.kept.length > this.options.batches || this.facts > this.options.facts) this.facts -= this.kept.shift()?.facts ?? 0;
  }
}
