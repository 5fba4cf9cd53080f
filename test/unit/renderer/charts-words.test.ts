import { expect, test } from 'vitest';
import { chartViewOf } from '../../../src-renderer/charts/chart-view.ts';
import {
  cpuSentence,
  cpuTick,
  memorySentence,
  memoryTick,
  rateInUnitOf,
  rateTick,
  windowWords,
} from '../../../src-renderer/views/detail/overview/chart-words.ts';
import type { Sample } from '../../../src-shared/samples.ts';

const nowMs = new Date(2026, 10, 21, 14, 32, 7).getTime();
const sample = (atMs: number, cpuPercent: number): Sample => ({
  atMs,
  cpuPercent,
  memoryBytes: 104_857_600,
  memoryCacheBytes: 52_428_800,
  memoryLimitBytes: 0,
  networkRxBytes: 0,
  networkTxBytes: 0,
  blockReadBytes: 0,
  blockWriteBytes: 0,
  pids: 1,
});
const samples = [100, 99, 98, 40, 39, 38].map((seconds, index) => sample(nowMs - seconds * 1000, index * 10));
const view = chartViewOf({ samples, window: '5', nowMs, cpuScale: { kind: 'core' }, end: { atMs: nowMs - 38_000, words: 'exited 0' } });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('a chart is told in a sentence with its range, mean and gaps', () => {
  expect(plain(cpuSentence(view, false))).toBe(
    'CPU in per cent of one core, 14:27:07 to 14:32:07: 0.0 % to 50.0 %, mean 25.0 %. One gap: 58 s.',
  );
  expect(plain(memorySentence(view, 536_870_912))).toContain(
    'used 100 MiB to 100 MiB, mean 100 MiB; file cache 50.0 MiB to 50.0 MiB, mean 50.0 MiB. Limit 512 MiB.',
  );
});

test('a chart without readings says so', () => {
  const empty = chartViewOf({ samples: [], window: '5', nowMs, cpuScale: { kind: 'core' }, end: null });
  expect(cpuSentence(empty, true)).toBe('CPU in per cent of the machine, 14:27:07 to 14:32:07: no data.');
});

test('the unit stands at the top of the CPU axis and at every line of memory and rates', () => {
  expect([0, 50, 100].map((value) => plain(cpuTick(value, 100)))).toEqual(['0', '50', '100 %']);
  expect([0, 268_435_456].map((value) => plain(memoryTick(value)))).toEqual(['0', '256 MiB']);
  expect([0, 400_000, 2_000_000].map((value) => plain(rateTick(value)))).toEqual(['0', '400 kB/s', '2 MB/s']);
});

test('a rate beside a chart is in the unit of its axis', () => {
  expect(rateInUnitOf(4_000_000, 1_300_000)).toBe('1.3');
  expect(rateInUnitOf(800_000, 47_000)).toBe('47.0');
  expect(rateInUnitOf(800_000, 291_000)).toBe('291');
  expect(rateInUnitOf(800_000, 0)).toBe('0');
  expect(rateInUnitOf(800_000, null)).toBe('–');
});

test('a window is told by its ends, with seconds where it is short', () => {
  expect(windowWords(view)).toBe('14:27 to 14:32');
  expect(windowWords(chartViewOf({ samples, window: '1', nowMs, cpuScale: { kind: 'core' }, end: null }))).toBe('14:31:07 to 14:32:07');
});
