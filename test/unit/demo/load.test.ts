import { describe, expect, test } from 'vitest';
import { type CurveShape, curveOf, levelAt, sumUntil } from '../../../src-demo/load/curve.ts';
import { activeMsUntilLimit, type Load, usageAfter } from '../../../src-demo/load/usage.ts';

const shapes: readonly CurveShape[] = ['steady', 'waves', 'bursts', 'idle'];
const mebibyte = 1_048_576;
const load: Load = {
  shape: 'waves',
  seed: 77,
  cores: 1.5,
  memoryBytes: 100 * mebibyte,
  memorySwingBytes: 20 * mebibyte,
  leakBytesPerSecond: mebibyte,
  cacheBytes: 30 * mebibyte,
  receiveBytesPerSecond: 1_000,
  sendBytesPerSecond: 2_000,
  readBytesPerSecond: 50_000,
  writeBytesPerSecond: 100_000,
  processes: 4,
};

describe('the load of a demo container', () => {
  test.each(shapes)('the sum of a %s curve is what its levels add up to, over its end too', (shape) => {
    const curve = curveOf(shape, 5);
    const roundMs = curve.stepMs * curve.levels.length;
    const fromMs = roundMs - 5_000;
    let added = 0;
    for (let atMs = fromMs; atMs < fromMs + 10_000; atMs += 10) {
      added += ((levelAt(curve, atMs) + levelAt(curve, atMs + 10)) / 2) * 0.01;
    }
    expect(sumUntil(curve, fromMs + 10_000) - sumUntil(curve, fromMs)).toBeCloseTo(added, 3);
    expect(Math.min(...curve.levels)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...curve.levels)).toBeLessThanOrEqual(1);
  });

  test('counters only ever grow, and no faster than the load allows', () => {
    let before = usageAfter(load, 0, 0);
    for (let atMs = 1_000; atMs < 600_000; atMs += 1_000) {
      const now = usageAfter(load, atMs, 0);
      for (const counter of ['cpuNanoseconds', 'receivedBytes', 'sentBytes', 'writtenBytes', 'readBytes'] as const) {
        expect(now[counter]).toBeGreaterThanOrEqual(before[counter]);
      }
      expect(now.cpuNanoseconds - before.cpuNanoseconds).toBeLessThanOrEqual(2.2e9);
      before = now;
    }
  });

  test('memory with its cache stays below the limit, however long it leaks', () => {
    const limit = 256 * mebibyte;
    for (let atMs = 0; atMs < 900_000; atMs += 7_000) {
      const { residentBytes, cacheBytes } = usageAfter(load, atMs, limit);
      expect(residentBytes + cacheBytes).toBeLessThanOrEqual(limit);
      expect(cacheBytes).toBeGreaterThanOrEqual(0);
    }
  });

  test('a leak reaches the limit when it is said to, and nothing else ever does', () => {
    expect(activeMsUntilLimit(load, 256 * mebibyte)).toBe(156_000);
    expect(activeMsUntilLimit({ ...load, leakBytesPerSecond: 0 }, 256 * mebibyte)).toBeNull();
    expect(activeMsUntilLimit(load, 0)).toBeNull();
  });
});
