import type { SampleBatch } from '../../src-shared/samples.ts';
import type { SampleStore } from './sample-store.ts';

/** Adds the layout to the first batch that a receiver gets of it, so that rows can be told apart; one for each receiver. */
export class LayoutSender {
  private readonly sent = new Map<string, number>();
  private readonly store: SampleStore;

  constructor(store: SampleStore) {
    this.store = store;
  }

  prepare(batch: SampleBatch): SampleBatch {
    // A batch that brings a layout begins it: a host that was forgotten and found again counts from the start.
    if (!batch.containerIds && this.sent.get(batch.hostId) === batch.layout) return batch;
    const known = this.store.layoutOf(batch.hostId);
    if (!known || known.layout !== batch.layout) return batch;
    this.sent.set(batch.hostId, batch.layout);
    return { ...batch, containerIds: [...known.containerIds] };
  }

  /** The receiver has lost what it knew (reload, hidden): send layouts again. */
  reset(): void {
    this.sent.clear();
  }
}
