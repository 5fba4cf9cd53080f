import { ratePerSecond, type Sample } from '../../src-shared/samples.ts';

/** Bytes a second between the last two readings; null where it can't be told. */
export interface Rates {
  readonly networkRx: number | null;
  readonly networkTx: number | null;
  readonly blockRead: number | null;
  readonly blockWrite: number | null;
}

/** Rows out of view are read every 10 s: a rate over that is still a rate, over more it is history. */
const rateSpanMs = 15_000;
const noRates: Rates = { networkRx: null, networkTx: null, blockRead: null, blockWrite: null };

/** The last readings of one container: the newest whole, the ones before as three rows of numbers. */
export class SampleRing {
  latest: Sample | null = null;
  rates: Rates = noRates;
  length = 0;
  private next = 0;
  private readonly size: number;
  private readonly times: Float64Array;
  private readonly cpu: Float64Array;
  private readonly memory: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.times = new Float64Array(size);
    this.cpu = new Float64Array(size);
    this.memory = new Float64Array(size);
  }

  /** Adds a reading; one that is not newer than the last is ignored, as history and live readings overlap. */
  add(sample: Sample): void {
    const before = this.latest;
    if (before && sample.atMs <= before.atMs) return;
    this.rates = before && sample.atMs - before.atMs <= rateSpanMs ? ratesBetween(before, sample) : noRates;
    this.latest = sample;
    this.times[this.next] = sample.atMs;
    this.cpu[this.next] = sample.cpuPercent;
    this.memory[this.next] = sample.memoryBytes;
    this.next = (this.next + 1) % this.size;
    this.length = Math.min(this.length + 1, this.size);
  }

  /** `index` 0 is the oldest reading kept. */
  atMs(index: number): number {
    return this.times[this.slot(index)] ?? 0;
  }

  cpuPercent(index: number): number {
    return this.cpu[this.slot(index)] ?? 0;
  }

  memoryBytes(index: number): number {
    return this.memory[this.slot(index)] ?? 0;
  }

  private slot(index: number): number {
    return (this.next - this.length + index + this.size) % this.size;
  }
}

function ratesBetween(before: Sample, after: Sample): Rates {
  return {
    networkRx: ratePerSecond(before, after, 'networkRxBytes'),
    networkTx: ratePerSecond(before, after, 'networkTxBytes'),
    blockRead: ratePerSecond(before, after, 'blockReadBytes'),
    blockWrite: ratePerSecond(before, after, 'blockWriteBytes'),
  };
}
