import { expect, test } from 'vitest';
import { countDomain, cpuDomain, memoryDomain, rateDomain } from '../../../src-renderer/charts/domains.ts';
import { timeTicks } from '../../../src-renderer/charts/time-ticks.ts';

const MiB = 1_048_576;

test.each([
  [0, 100],
  [100, 100],
  [101, 200],
  [350, 400],
  [700, 800],
])('CPU that peaks at %i of one core is drawn to %i', (peak, top) => {
  expect(cpuDomain(peak, false).top).toBe(top);
});

test('CPU of the machine is drawn to a quarter, a half or the whole', () => {
  expect([1, 26, 60, 100].map((peak) => cpuDomain(peak, true).top)).toEqual([25, 50, 100, 100]);
});

test('memory with a limit runs an eighth over it, with lines at its quarters', () => {
  expect(memoryDomain(400 * MiB, 1024 * MiB)).toEqual({ top: 1152 * MiB, ticks: [0, 256 * MiB, 512 * MiB, 768 * MiB] });
});

test('memory without a limit runs to a round step over the peak', () => {
  expect(memoryDomain(100 * MiB, null)).toEqual({ top: 128 * MiB, ticks: [0, 32, 64, 96, 128].map((it) => it * MiB) });
  expect(memoryDomain(65 * MiB, null).top).toBe(96 * MiB);
  expect(memoryDomain(0, null).top).toBe(1 * MiB);
});

test('rates run to a round figure and never below 10 kB/s', () => {
  expect([0, 9_000, 11_000, 790_000, 2_600_000].map((peak) => rateDomain(peak).top)).toEqual([10_000, 10_000, 20_000, 800_000, 4_000_000]);
});

test('counts run to a round even figure', () => {
  expect([0, 4, 14, 19.2, 130].map((peak) => countDomain(peak).top)).toEqual([4, 4, 20, 40, 200]);
});

test('a quarter of an hour is labelled at round times, clear of both edges', () => {
  const toMs = new Date(2026, 10, 21, 14, 32, 7).getTime();
  expect(timeTicks(toMs - 900_000, toMs, 700).map((it) => it.label)).toEqual(['14:20', '14:25', '14:30']);
});

test('a minute is labelled with seconds', () => {
  const toMs = new Date(2026, 10, 21, 14, 32, 7).getTime();
  const labels = timeTicks(toMs - 60_000, toMs, 700).map((it) => it.label);
  expect(labels).toContain('14:31:30');
  expect(labels.at(-1)).toBe('14:32:00');
});

test('a chart without width or time has no labels', () => {
  expect(timeTicks(0, 60_000, 0)).toEqual([]);
  expect(timeTicks(10, 10, 500)).toEqual([]);
});
