import { expect, test } from 'vitest';
import { bucketFor, downsample, pointLimit } from '../../../src-renderer/charts/downsample.ts';
import { breaksBefore, gapsWithin } from '../../../src-renderer/charts/gaps.ts';
import { type Reading, scaleCpu, toReadings } from '../../../src-renderer/charts/readings.ts';
import type { Sample } from '../../../src-shared/samples.ts';

const startMs = Date.UTC(2026, 10, 21, 14, 0, 0);
const second = (number: number) => startMs + number * 1000;

function sampleAt(atSecond: number, patch: Partial<Sample> = {}): Sample {
  return {
    atMs: second(atSecond),
    cpuPercent: 10,
    memoryBytes: 1000,
    memoryCacheBytes: 200,
    memoryLimitBytes: 0,
    networkRxBytes: atSecond * 100,
    networkTxBytes: 0,
    blockReadBytes: 0,
    blockWriteBytes: 0,
    pids: 3,
    ...patch,
  };
}

const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const readingsOf = (samples: Sample[]): Reading[] => toReadings(samples, { kind: 'core' });

test('readings a second apart are one line', () => {
  expect(breaksBefore(seconds(0, 5).map(second))).toEqual(Array(6).fill(false));
});

test('a hole of 40 s among readings of every second is a gap', () => {
  const times = [0, 1, 2, 42, 43].map(second);
  const breaks = breaksBefore(times);
  expect(breaks).toEqual([false, false, false, true, false]);
  expect(gapsWithin(times, breaks, second(0), second(60))).toEqual([{ fromMs: second(2), toMs: second(42) }]);
});

test('a hole of 10 s among readings of every second is a gap too', () => {
  expect(breaksBefore([0, 1, 2, 12, 13].map(second))).toEqual([false, false, false, true, false]);
});

test('rounds of 10 s, as for containers out of sight, are no gaps', () => {
  expect(breaksBefore([0, 10, 20, 30, 31, 32].map(second))).toEqual(Array(6).fill(false));
});

test('a gap outside the window is not told', () => {
  const times = [0, 40, 41, 100].map(second);
  expect(gapsWithin(times, breaksBefore(times), second(41), second(90))).toEqual([{ fromMs: second(41), toMs: second(100) }]);
});

test('a clock that went back breaks the line', () => {
  expect(breaksBefore([10, 11, 5, 6].map(second))).toEqual([false, false, true, false]);
});

test('rates are bytes a second between two readings, and not told across a gap or after a counter was reset', () => {
  const rows = readingsOf([
    sampleAt(0, { networkRxBytes: 1000 }),
    sampleAt(2, { networkRxBytes: 5000 }),
    sampleAt(3, { networkRxBytes: 100 }),
    sampleAt(43, { networkRxBytes: 9000 }),
    sampleAt(44, { networkRxBytes: 9500 }),
  ]).map((it) => it.row.received);
  expect(rows).toEqual([null, 2000, null, null, 500]);
});

test('CPU of the machine is CPU of one core divided by its CPUs', () => {
  expect(scaleCpu(200, { kind: 'core' })).toBe(200);
  expect(scaleCpu(200, { kind: 'machine', cpuCount: 8 })).toBe(25);
  expect(scaleCpu(200, { kind: 'machine', cpuCount: 0 })).toBe(200);
});

test('a minute is drawn second by second', () => {
  expect(bucketFor(60_000)).toBeNull();
  const rows = downsample(readingsOf(seconds(0, 59).map((it) => sampleAt(it))), null);
  expect(rows).toHaveLength(60);
});

test.each([5, 15, 60, 360])('a window of %i min has at most 300 points and keeps a spike of one second', (minutes) => {
  const samples = seconds(0, minutes * 60).map((it) => sampleAt(it, { cpuPercent: it === 131 ? 97 : it === 222 ? 0.5 : 20 }));
  const rows = downsample(readingsOf(samples), bucketFor(minutes * 60_000));
  expect(rows.length).toBeLessThanOrEqual(pointLimit);
  const values = rows.map((row) => row.cpu ?? 20);
  expect(Math.max(...values)).toBe(97);
  expect(Math.min(...values)).toBe(0.5);
});

test('points stay in the order of time and inside the readings', () => {
  const rows = downsample(
    readingsOf(seconds(0, 900).map((it) => sampleAt(it, { cpuPercent: Math.sin(it) * 40 + 50 }))),
    bucketFor(900_000),
  );
  const times = rows.map((row) => row.atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBe(second(900));
  expect(times[0]).toBe(second(0));
});

test('the last point is the last reading, not an extreme of its bucket', () => {
  const samples = seconds(0, 899).map((it) => sampleAt(it, { cpuPercent: it === 895 ? 90 : it === 899 ? 33 : 10 }));
  expect(downsample(readingsOf(samples), bucketFor(900_000)).at(-1)?.cpu).toBe(33);
});

test('a finished bucket is drawn the same while the window slides on', () => {
  const samples = seconds(0, 899).map((it) => sampleAt(it, { cpuPercent: (it * 37) % 100 }));
  const bucketMs = bucketFor(900_000);
  const before = downsample(readingsOf(samples.slice(0, 800)), bucketMs).slice(0, 150);
  const after = downsample(readingsOf(samples), bucketMs).slice(0, 150);
  expect(after).toEqual(before);
});

test('a line is not joined across a gap: a hole stands between', () => {
  const rows = downsample(readingsOf([...seconds(0, 9), ...seconds(50, 59)].map((it) => sampleAt(it))), 4000);
  const hole = rows.findIndex((row) => row.cpu === null);
  expect(rows[hole]?.atMs).toBeGreaterThan(second(9));
  expect(rows[hole]?.atMs).toBeLessThan(second(50));
  expect(rows.filter((row) => row.cpu === null)).toHaveLength(1);
});

test('the cache stacked on the memory is of the same moment', () => {
  const samples = seconds(0, 7).map((it) => sampleAt(it, { memoryBytes: it === 2 ? 5000 : 1000, memoryCacheBytes: it === 2 ? 7 : 900 }));
  const rows = downsample(readingsOf(samples), 4000);
  expect(rows.find((row) => row.memory === 5000)?.cache).toBe(7);
});
