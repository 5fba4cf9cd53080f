import { describe, expect, it } from 'vitest';
import { LayoutSender } from '../../../src-main/samples/layout-sender.ts';
import { SampleStore } from '../../../src-main/samples/sample-store.ts';
import { packSample, ratePerSecond, type Sample, type SampleBatch, sampleRowWidth, sampleWidth } from '../../../src-shared/samples.ts';

const hostId = 'h-0123456789ab';
const web = 'a'.repeat(64);

function sample(atMs: number, patch: Partial<Sample> = {}): Sample {
  return {
    atMs,
    cpuPercent: atMs / 1000,
    memoryBytes: 1,
    memoryCacheBytes: 2,
    memoryLimitBytes: 3,
    networkRxBytes: 4,
    networkTxBytes: 5,
    blockReadBytes: 6,
    blockWriteBytes: 7,
    pids: 8,
    ...patch,
  };
}

function batch(atMs: number, layout = 1, containerIds: string[] | null = ['', web]): SampleBatch {
  const values = new Float64Array(sampleRowWidth);
  values[0] = 1;
  packSample(values, 1, sample(atMs));
  return { hostId, layout, containerIds, values };
}

describe('kept samples', () => {
  it('are given back oldest first, since the moment asked for', () => {
    const store = new SampleStore();
    for (let second = 0; second < 200; second += 1) store.record(batch(second * 1000));
    const [history] = store.history([{ hostId, containerId: web }], 150_000);
    expect(history?.values).toHaveLength(50 * sampleWidth);
    expect(history?.values[0]).toBe(150_000);
    expect(store.latest(`${hostId}/${web}`)).toEqual(sample(199_000));
  });

  it('go after their time, so that memory is bounded', () => {
    const store = new SampleStore(60_000);
    for (let second = 0; second < 5_000; second += 1) store.record(batch(second * 1000));
    const [history] = store.history(null, 0);
    expect(history?.values).toHaveLength(61 * sampleWidth);
    expect(history?.values[0]).toBe(4_939_000);
  });

  it('go on when the clock is set back, without the rows of a time to come', () => {
    const store = new SampleStore();
    for (const atMs of [3_600_000, 3_601_000, 1_000, 2_000]) store.record(batch(atMs));
    const [history] = store.history(null, 0);
    expect(history?.values).toHaveLength(2 * sampleWidth);
    expect(store.latest(`${hostId}/${web}`)?.atMs).toBe(2_000);
  });

  it('of a layout that is not known are left out instead of given to the wrong container', () => {
    const store = new SampleStore();
    store.record(batch(1_000, 1, null));
    expect(store.history(null, 0)).toEqual([]);
    store.record(batch(2_000));
    store.record(batch(3_000, 2, null));
    expect(store.latest(`${hostId}/${web}`)?.atMs).toBe(2_000);
  });

  it('of a container that nobody knows are an empty history', () => {
    expect(new SampleStore().history([{ hostId, containerId: web }], 0)[0]?.values).toHaveLength(0);
  });
});

describe('a receiver', () => {
  it('gets the layout once, again when it changes, and again after it lost it', () => {
    const store = new SampleStore();
    const sender = new LayoutSender(store);
    const send = (one: SampleBatch) => {
      store.record(one);
      return sender.prepare(one).containerIds;
    };
    expect(send(batch(1_000))).toEqual(['', web]);
    expect(send(batch(2_000, 1, null))).toBeNull();
    expect(send(batch(3_000, 2, [web]))).toEqual([web]);
    sender.reset();
    expect(send(batch(4_000, 2, null))).toEqual([web]);
  });

  it('is not left with the old slots of a host that was forgotten, found again and counts from the start', () => {
    const store = new SampleStore();
    const sender = new LayoutSender(store);
    store.record(batch(1_000));
    sender.prepare(batch(1_000));
    store.forgetHost(hostId);
    const again = batch(2_000, 1, [web, 'b'.repeat(64)]);
    store.record(again);
    expect(sender.prepare(again).containerIds).toEqual([web, 'b'.repeat(64)]);
  });
});

describe('a rate', () => {
  it('is the bytes a second between two readings', () => {
    expect(ratePerSecond(sample(0, { networkRxBytes: 0 }), sample(2_000, { networkRxBytes: 4_000 }), 'networkRxBytes')).toBe(2_000);
  });

  it('is not told where a counter or the clock ran backwards', () => {
    expect(ratePerSecond(sample(0, { networkRxBytes: 9 }), sample(1_000, { networkRxBytes: 1 }), 'networkRxBytes')).toBeNull();
    expect(ratePerSecond(sample(1_000), sample(1_000), 'networkTxBytes')).toBeNull();
  });
});
