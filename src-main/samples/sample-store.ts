import { type ContainerKey, containerKey } from '../../src-shared/ids.ts';
import {
  type Sample,
  type SampleBatch,
  type SampleHistory,
  sampleMemoryMs,
  sampleRowWidth,
  sampleWidth,
  unpackSample,
} from '../../src-shared/samples.ts';

const firstCapacity = 64;

/** The kept samples of every container: a growing ring of numbers each, so that 200 containers cost a few MB. */
export class SampleStore {
  private readonly rings = new Map<ContainerKey, SampleRing>();
  private readonly layouts = new Map<string, { readonly layout: number; readonly containerIds: readonly string[] }>();
  private readonly memoryMs: number;

  constructor(memoryMs: number = sampleMemoryMs) {
    this.memoryMs = memoryMs;
  }

  /** Takes in one tick of one host. Rows of an unknown layout are left out. */
  record(batch: SampleBatch): void {
    if (batch.containerIds)
      this.layouts.set(batch.hostId, {
        layout: batch.layout,
        containerIds: batch.containerIds,
      });
    const layout = this.layouts.get(batch.hostId);
    if (!layout || layout.layout !== batch.layout) return;
    for (let offset = 0; offset + sampleRowWidth <= batch.values.length; offset += sampleRowWidth) {
      const containerId = layout.containerIds[batch.values[offset] ?? -1];
      if (containerId) this.ring(containerKey(batch.hostId, containerId)).push(batch.values, offset + 1, this.memoryMs);
    }
  }

  /** The slots of a host's containers, for a receiver that joins late; null before the first batch. */
  layoutOf(hostId: string): {
    readonly layout: number;
    readonly containerIds: readonly string[];
  } | null {
    return this.layouts.get(hostId) ?? null;
  }

  latest(key: ContainerKey): Sample | null {
    return this.rings.get(key)?.latest() ?? null;
  }

  /** Samples taken at or after `sinceMs`, oldest first; `containers` null: of all that have any. */
  history(containers: readonly { hostId: string; containerId: string }[] | null, sinceMs: number): SampleHistory[] {
    const wanted = containers ?? [...this.rings.keys()].map(splitKey);
    return wanted.map(({ hostId, containerId }) => ({
      hostId,
      containerId,
      values: this.rings.get(containerKey(hostId, containerId))?.since(sinceMs) ?? new Float64Array(0),
    }));
  }

  forget(key: ContainerKey): void {
    this.rings.delete(key);
  }

  /** Forgets the host's containers that are not among `containerIds`. */
  retain(hostId: string, containerIds: ReadonlySet<string>): void {
    for (const key of this.rings.keys()) {
      const container = splitKey(key);
      if (container.hostId === hostId && !containerIds.has(container.containerId)) this.rings.delete(key);
    }
  }

  forgetHost(hostId: string): void {
    this.layouts.delete(hostId);
    this.retain(hostId, new Set());
  }

  private ring(key: ContainerKey): SampleRing {
    const known = this.rings.get(key);
    if (known) return known;
    const ring = new SampleRing();
    this.rings.set(key, ring);
    return ring;
  }
}

/** Rows of `sampleWidth` numbers in one array that doubles until it holds the kept time, then turns round. */
class SampleRing {
  private values = new Float64Array(firstCapacity * sampleWidth);
  private start = 0;
  private count = 0;

  push(from: Float64Array, offset: number, memoryMs: number): void {
    const oldestKept = (from[offset] ?? 0) - memoryMs;
    while (this.count > 0 && this.atMs(0) < oldestKept) {
      this.start = (this.start + 1) % this.capacity;
      this.count -= 1;
    }
    // The clock was set back: rows of a time to come would stand in the way until it is reached again.
    while (this.count > 0 && this.atMs(this.count - 1) > (from[offset] ?? 0)) this.count -= 1;
    if (this.count === this.capacity) this.grow();
    const row = ((this.start + this.count) % this.capacity) * sampleWidth;
    for (let field = 0; field < sampleWidth; field += 1) this.values[row + field] = from[offset + field] ?? 0;
    this.count += 1;
  }

  latest(): Sample | null {
    return this.count === 0 ? null : unpackSample(this.values, this.rowOffset(this.count - 1));
  }

  since(sinceMs: number): Float64Array<ArrayBuffer> {
    let first = 0;
    while (first < this.count && this.atMs(first) < sinceMs) first += 1;
    const out = new Float64Array((this.count - first) * sampleWidth);
    for (let index = first; index < this.count; index += 1) {
      const row = this.rowOffset(index);
      out.set(this.values.subarray(row, row + sampleWidth), (index - first) * sampleWidth);
    }
    return out;
  }

  private get capacity(): number {
    return this.values.length / sampleWidth;
  }

  private atMs(index: number): number {
    return this.values[this.rowOffset(index)] ?? 0;
  }

  private rowOffset(index: number): number {
    return ((this.start + index) % this.capacity) * sampleWidth;
  }

  private grow(): void {
    const larger = new Float64Array(this.values.length * 2);
    for (let index = 0; index < this.count; index += 1) {
      const row = this.rowOffset(index);
      larger.set(this.values.subarray(row, row + sampleWidth), index * sampleWidth);
    }
    this.values = larger;
    this.start = 0;
  }
}

function splitKey(key: ContainerKey): { hostId: string; containerId: string } {
  const slash = key.indexOf('/');
  return { hostId: key.slice(0, slash), containerId: key.slice(slash + 1) };
}
