import { expect, test } from 'vitest';
import { placeLabels } from '../../../src-renderer/charts/band-labels.ts';
import { bandsOf } from '../../../src-renderer/charts/bands.ts';
import { type ChartViewInput, chartViewOf, nearestRow, statsOf, stepRow } from '../../../src-renderer/charts/chart-view.ts';
import type { Sample } from '../../../src-shared/samples.ts';

const nowMs = Date.UTC(2026, 10, 21, 14, 32, 7);
const ago = (seconds: number) => nowMs - seconds * 1000;

function sampleAt(atMs: number, patch: Partial<Sample> = {}): Sample {
  return {
    atMs,
    cpuPercent: 20,
    memoryBytes: 1000,
    memoryCacheBytes: 200,
    memoryLimitBytes: 0,
    networkRxBytes: (atMs - ago(2000)) / 10,
    networkTxBytes: 0,
    blockReadBytes: 0,
    blockWriteBytes: 0,
    pids: 3,
    ...patch,
  };
}

const everySecond = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => sampleAt(ago(from - index)));
const viewOf = (patch: Partial<ChartViewInput> = {}) =>
  chartViewOf({ samples: everySecond(900, 0), window: '5', nowMs, cpuScale: { kind: 'core' }, end: null, ...patch });

test('a window ends now and begins as long ago as was chosen', () => {
  const view = viewOf();
  expect([view.fromMs, view.toMs]).toEqual([ago(300), nowMs]);
  expect(view.resolutionMs).toBe(2000);
  expect(viewOf({ window: '1' }).resolutionMs).toBe(1000);
});

test('all that is kept begins with the first reading, and is a minute at least', () => {
  expect(viewOf({ window: 'all' }).fromMs).toBe(ago(900));
  expect(viewOf({ window: 'all', samples: everySecond(4, 0) }).fromMs).toBe(ago(60));
});

test('the line reaches both edges of the window', () => {
  const { rows, fromMs, toMs } = viewOf();
  expect(rows[0]?.atMs).toBeLessThanOrEqual(fromMs);
  expect(rows.at(-1)?.atMs).toBe(toMs);
  expect(rows.at(-1)?.beforeEndMs).toBe(0);
  expect(rows.every((row) => row.received !== null)).toBe(true);
});

test('peak and mean are of the readings in the window, not of the points that are drawn', () => {
  const samples = everySecond(900, 0).map((sample, index) => (index === 10 ? { ...sample, cpuPercent: 99 } : sample));
  expect(statsOf(viewOf({ samples, window: '15' }), 'cpu')).toEqual({ peak: 99, least: 20, mean: 20 + 79 / 901 });
  expect(statsOf(viewOf({ samples }), 'cpu')?.peak).toBe(20);
  expect(statsOf(viewOf(), 'memory', 'cache')?.peak).toBe(1200);
  expect(statsOf(viewOf({ samples: [] }), 'cpu')).toBeNull();
});

test('the crosshair moves point by point and stops at the ends', () => {
  const view = viewOf({ window: '1' });
  const newest = stepRow(view, null, -1);
  expect(newest?.atMs).toBe(nowMs);
  expect(stepRow(view, nowMs, -1)?.atMs).toBe(ago(1));
  expect(stepRow(view, nowMs, -10)?.atMs).toBe(ago(10));
  expect(stepRow(view, nowMs, 10)?.atMs).toBe(nowMs);
  expect(stepRow(view, ago(55), -10)?.atMs).toBe(ago(60));
});

test('the crosshair never stands in a gap', () => {
  const samples = [...everySecond(200, 150), ...everySecond(100, 0)];
  const view = viewOf({ samples });
  const row = nearestRow(view.rows, ago(126));
  expect(row?.cpu).toBe(20);
  expect([ago(150), ago(100)]).toContain(row?.atMs);
});

test('a gap is a band that tells how long nothing was read', () => {
  const samples = [...everySecond(290, 150), ...everySecond(110, 0)];
  expect(viewOf({ samples, window: '1' }).bands).toEqual([]);
  expect(viewOf({ samples }).bands.map((band) => [band.kind, band.label])).toEqual([
    ['before', expect.stringContaining('no data before')],
    ['gap', 'no data 40\u00a0s'],
  ]);
});

test('where readings stop coming a band grows to the right edge', () => {
  const bands = bandsOf([ago(14), ago(13), ago(12)], ago(14), nowMs, null);
  expect(bands).toEqual([{ fromMs: ago(12), toMs: nowMs, kind: 'gap', label: 'no data 12\u00a0s' }]);
  expect(bandsOf([ago(3), ago(2)], ago(3), nowMs, null)).toEqual([]);
});

test('after a container’s end a band runs to the right edge', () => {
  const bands = bandsOf([ago(60), ago(59), ago(30)], ago(60), nowMs, { atMs: ago(29), words: 'exited 137' });
  expect(bands.at(-1)).toEqual({ fromMs: ago(29), toMs: nowMs, kind: 'after', label: 'exited 137' });
});

test('a window without a reading is one band', () => {
  expect(bandsOf([], ago(60), nowMs, null).map((band) => band.label)).toEqual(['no data yet']);
  expect(bandsOf([ago(500)], ago(60), nowMs, { atMs: ago(499), words: 'exited 0' }).map((band) => band.label)).toEqual(['exited 0']);
});

test('band labels stand inside where they fit, else beside, and never run into each other', () => {
  const x = (atMs: number) => atMs;
  const band = (fromMs: number, toMs: number) => ({ fromMs, toMs, kind: 'gap' as const, label: 'no data 40 s' });
  expect(placeLabels([band(100, 300)], x, 700)).toMatchObject([{ x: 105, anchor: 'start' }]);
  expect(placeLabels([band(100, 130)], x, 700)).toMatchObject([{ x: 135, anchor: 'start' }]);
  expect(placeLabels([band(660, 690)], x, 700)).toMatchObject([{ x: 655, anchor: 'end' }]);
  expect(placeLabels([band(100, 130), band(150, 180)], x, 700)).toHaveLength(1);
});
