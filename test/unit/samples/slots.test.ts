import { describe, expect, it } from 'vitest';
import { HostClock } from '../../../src-main/samples/host-clock.ts';
import { ReadingOutbox } from '../../../src-main/samples/reading-outbox.ts';
import { Round } from '../../../src-main/samples/round.ts';
import { SlotLayout } from '../../../src-main/samples/slots.ts';
import { type Sample, type SampleBatch, sampleRowWidth, unpackSample } from '../../../src-shared/samples.ts';

const sample = (cpuPercent: number): Sample => ({
  atMs: 1,
  cpuPercent,
  memoryBytes: 2,
  memoryCacheBytes: 3,
  memoryLimitBytes: 4,
  networkRxBytes: 5,
  networkTxBytes: 6,
  blockReadBytes: 7,
  blockWriteBytes: 8,
  pids: 9,
});

describe('the slots of a host', () => {
  it('are told when they have changed, and only then', () => {
    const slots = new SlotLayout();
    expect([slots.slotOf('a'), slots.slotOf('b'), slots.slotOf('a')]).toEqual([0, 1, 0]);
    expect(slots.takeChanged()).toEqual(['a', 'b']);
    expect(slots.takeChanged()).toBeNull();
    slots.release('a');
    expect(slots.takeChanged()).toEqual(['', 'b']);
    const before = slots.layout;
    expect(slots.slotOf('c')).toBe(0);
    expect(slots.layout).toBeGreaterThan(before);
  });
});

describe('the readings of a tick', () => {
  function outbox() {
    const batches: SampleBatch[] = [];
    return { batches, outbox: new ReadingOutbox('h-1', new SlotLayout(), (batch) => batches.push(batch)) };
  }

  it('travel as one array, with the slots where they are new', () => {
    const { batches, outbox: box } = outbox();
    box.add('a', sample(11));
    box.add('b', sample(22));
    box.flush();
    box.add('b', sample(33));
    box.flush();
    box.flush();
    expect(batches.map((it) => it.containerIds)).toEqual([['a', 'b'], null]);
    expect(batches.map((it) => it.values.length / sampleRowWidth)).toEqual([2, 1]);
    expect(batches[1]?.values[0]).toBe(1);
    expect(batches[1] && unpackSample(batches[1].values, 1)).toEqual(sample(33));
  });

  it('of a removed container are dropped, so that its slot’s next owner does not get them', () => {
    const { batches, outbox: box } = outbox();
    box.add('a', sample(1));
    box.flush();
    box.add('a', sample(2));
    box.forget('a');
    box.add('b', sample(3));
    box.flush();
    expect(batches[1]).toMatchObject({ containerIds: ['b'] });
    expect(batches[1]?.values.length).toBe(sampleRowWidth);
  });
});

describe('a round over the containers that nobody looks at', () => {
  const ids = (count: number) => new Set(Array.from({ length: count }, (_, index) => `c${index}`));

  it('reads a new container twice within two seconds, and then once a round', () => {
    const round = new Round({ roundMs: 10_000, secondMs: 2_000 });
    round.replace(ids(1), 0);
    const taken: number[] = [];
    for (let nowMs = 0; nowMs <= 60_000; nowMs += 1_000) if (round.take(nowMs, 10).length > 0) taken.push(nowMs);
    expect(taken.slice(0, 2)).toEqual([0, 2_000]);
    expect(taken.slice(3).map((at, index) => at - (taken[index + 2] ?? 0))).toEqual(taken.slice(3).map(() => 10_000));
  });

  it('spreads many over its interval', () => {
    const round = new Round({ roundMs: 10_000, secondMs: 2_000 });
    round.replace(ids(100), 0);
    for (let nowMs = 0; nowMs < 20_000; nowMs += 1_000) round.take(nowMs, 1_000);
    const counts: number[] = [];
    for (let nowMs = 20_000; nowMs < 30_000; nowMs += 1_000) counts.push(round.take(nowMs, 1_000).length);
    expect(counts.reduce((sum, it) => sum + it, 0)).toBe(100);
    expect(Math.max(...counts)).toBeLessThanOrEqual(25);
  });

  it('takes no more at once than it is told, the longest due first, and forgets what is gone', () => {
    const round = new Round({ roundMs: 10_000, secondMs: 2_000 });
    round.replace(ids(3), 0);
    expect(round.take(0, 2)).toEqual(['c0', 'c1']);
    expect(round.take(0, 0)).toEqual([]);
    round.replace(new Set(['c1']), 1);
    expect(round.take(5_000, 9)).toEqual(['c1']);
    expect(round.size).toBe(1);
  });
});

describe('the time of a reading', () => {
  it('is the engine’s where its clock is ours', () => {
    const clock = new HostClock();
    expect([clock.toLocal(1_000, 1_005), clock.toLocal(2_000, 2_300)]).toEqual([1_000, 2_000]);
  });

  it('is put on our clock where the engine’s is another, and follows when one of them is set', () => {
    const clock = new HostClock();
    expect([clock.toLocal(1_000, 61_000), clock.toLocal(2_000, 62_300)]).toEqual([61_000, 62_000]);
    expect(clock.toLocal(3_603_000, 63_000)).toBe(63_000);
  });
});
