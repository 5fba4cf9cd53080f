import { packSample, type Sample, sampleRowWidth } from '../../src-shared/samples.ts';
import type { SendSamples } from './sampler.ts';
import type { SlotLayout } from './slots.ts';

/** Gathers the readings of a tick and sends them as one array. */
export class ReadingOutbox {
  private pending: { readonly containerId: string; readonly sample: Sample }[] = [];
  private readonly hostId: string;
  private readonly slots: SlotLayout;
  private readonly send: SendSamples;

  constructor(hostId: string, slots: SlotLayout, send: SendSamples) {
    this.hostId = hostId;
    this.slots = slots;
    this.send = send;
  }

  add(containerId: string, sample: Sample): void {
    this.pending.push({ containerId, sample });
  }

  forget(containerId: string): void {
    this.pending = this.pending.filter((it) => it.containerId !== containerId);
    this.slots.release(containerId);
  }

  flush(): void {
    if (this.pending.length === 0) return;
    const rows = this.pending;
    this.pending = [];
    const values = new Float64Array(rows.length * sampleRowWidth);
    for (const [index, { containerId, sample }] of rows.entries()) {
      const offset = index * sampleRowWidth;
      values[offset] = this.slots.slotOf(containerId);
      packSample(values, offset + 1, sample);
    }
    this.send({ hostId: this.hostId, layout: this.slots.layout, containerIds: this.slots.takeChanged(), values });
  }
}
