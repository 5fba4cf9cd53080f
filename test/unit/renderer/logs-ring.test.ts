import { expect, test } from 'vitest';
import { cutAtRanges, findRanges } from '../../../src-renderer/components/marked-text.ts';
import { LogRing, newerThan, toText } from '../../../src-renderer/views/logs/log-ring.ts';
import { LogSearch, stepMatch } from '../../../src-renderer/views/logs/log-search.ts';
import type { LogLine } from '../../../src-shared/logs.ts';

const line = (text: string, patch: Partial<LogLine> = {}): LogLine => ({ atMs: null, stream: 'stdout', text, cut: false, ...patch });
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(`line ${from + index}`));

test('the last 5,000 lines are kept, whatever comes', () => {
  const ring = new LogRing();
  for (let chunk = 0; chunk < 20; chunk += 1) ring.add(lines(chunk * 5000, chunk * 5000 + 4999));
  ring.add(lines(100_000, 100_001));
  expect(ring.length).toBe(5000);
  expect(ring.linesSeen).toBe(100_002);
  const last = ring.at(4999);
  expect(last?.kind === 'line' && last.line.text).toBe('line 100001');
  const first = ring.at(0);
  expect(first?.kind === 'line' && first.line.text).toBe('line 95002');
  expect(ring.at(5000)).toBeUndefined();
  expect(ring.at(-1)).toBeUndefined();
});

test('numbers stay with their lines while older ones are dropped', () => {
  const ring = new LogRing(10);
  ring.add(lines(0, 24));
  expect(ring.firstNumber).toBe(15);
  expect(ring.byNumber(15)).toBe(ring.at(0));
  expect(ring.byNumber(14)).toBeUndefined();
  expect(ring.list().map((it) => it.number)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
});

test('huge lines do not fill the memory', () => {
  const ring = new LogRing(5000, 1000);
  ring.add(Array.from({ length: 50 }, () => line('x'.repeat(100))));
  expect(ring.length).toBe(10);
  ring.add([line('y'.repeat(5000))]);
  expect(ring.length).toBe(1);
});

test('5,000 lines of a flood are taken in well under a frame', () => {
  const ring = new LogRing();
  const chunk = lines(0, 4999);
  const startMs = performance.now();
  ring.add(chunk);
  expect(performance.now() - startMs).toBeLessThan(50);
});

test('a log that is opened again adds only lines that were not shown', () => {
  const known = [1, 2, 3, 4].map((atMs) => line(`at ${atMs}`, { atMs }));
  expect(newerThan(known, 2).map((it) => it.atMs)).toEqual([3, 4]);
  expect(newerThan(known, 9)).toEqual([]);
  expect(newerThan(known, null)).toHaveLength(4);
});

test('copied text has no escapes, and times if asked for', () => {
  const ring = new LogRing();
  ring.add([line('\u001b[31mred\u001b[0m', { atMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6) }), line('long', { cut: true })]);
  ring.mark('Started again 14:00:00');
  expect(toText(ring.list(), false)).toBe('red\nlong […]\n[Started again 14:00:00]\n');
  expect(toText(ring.list(), true)).toBe('2026-01-02T03:04:05.006Z red\nlong […]\n[Started again 14:00:00]\n');
});

test('a search finds lines whatever their case and colour, and lines that come later', () => {
  const ring = new LogRing();
  ring.add([line('one Error'), line('two'), line('\u001b[31mERR\u001b[0mOR three')]);
  const search = new LogSearch('error');
  expect(search.advance(ring)).toEqual({ numbers: [0, 2], complete: true });
  ring.mark('error in a mark');
  ring.add([line('another error')]);
  expect(search.advance(ring).numbers).toEqual([0, 2, 4]);
});

test('a search goes on piece by piece and forgets lines that are gone', () => {
  const ring = new LogRing(100);
  ring.add(lines(0, 99));
  const search = new LogSearch('line');
  expect(search.advance(ring, 500).complete).toBe(false);
  while (!search.advance(ring, 500).complete);
  expect(search.advance(ring).numbers).toHaveLength(100);
  ring.add(lines(100, 149));
  expect(search.advance(ring).numbers[0]).toBe(50);
  expect(search.advance(ring).numbers).toHaveLength(100);
});

test('next and previous go round', () => {
  expect(stepMatch([3, 7, 9], 7, 1)).toBe(9);
  expect(stepMatch([3, 7, 9], 9, 1)).toBe(3);
  expect(stepMatch([3, 7, 9], 3, -1)).toBe(9);
  expect(stepMatch([3, 7, 9], 5, -1)).toBe(3);
  expect(stepMatch([], 5, 1)).toBeNull();
  expect(stepMatch([3, 7], null, -1)).toBe(7);
});

test('matches are cut out of styled text, also where they cross a style', () => {
  const ranges = findRanges('an ERRor and an error', 'error');
  expect(ranges).toEqual([
    [3, 8],
    [16, 21],
  ]);
  expect(cutAtRanges('an ERR', 0, ranges)).toEqual([
    { text: 'an ', isMatch: false, at: 0 },
    { text: 'ERR', isMatch: true, at: 3 },
  ]);
  expect(cutAtRanges('or and', 6, ranges)).toEqual([
    { text: 'or', isMatch: true, at: 6 },
    { text: ' and', isMatch: false, at: 8 },
  ]);
});
