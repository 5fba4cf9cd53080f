import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogGatherer } from '../../../src-main/docker/log-chunks.ts';
import { type LogLine, logLinesKept } from '../../../src-shared/logs.ts';

const line = (text: string): LogLine => ({ atMs: 0, stream: 'stdout', text, cut: false });

describe('log chunks', () => {
  let sent: { lines: LogLine[]; skipped: number }[] = [];
  const gatherer = () => new LogGatherer((chunk) => sent.push(chunk), { gatherMs: 25, floodGatherMs: 200, floodLines: 1_000 });

  beforeEach(() => {
    sent = [];
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('gather what comes within 25 ms, and are not sent while nothing comes', () => {
    const chunks = gatherer();
    chunks.add(line('a'));
    vi.advanceTimersByTime(20);
    chunks.add(line('b'));
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(5);
    expect(sent.map((it) => it.lines.map((one) => one.text))).toEqual([['a', 'b']]);
    vi.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(1);
  });

  it('hold the last 5,000 lines and count what they left out', () => {
    const chunks = gatherer();
    for (let count = 0; count < 23_456; count += 1) chunks.add(line(String(count)));
    chunks.flush();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.lines).toHaveLength(logLinesKept);
    expect(sent[0]?.lines.at(-1)?.text).toBe('23455');
    expect(sent[0]?.lines[0]?.text).toBe(String(23_456 - logLinesKept));
    expect(sent[0]?.skipped).toBe(23_456 - logLinesKept);
  });

  it('hold 4 Mi characters at most, however long the lines are', () => {
    const chunks = gatherer();
    const long = 'x'.repeat(65_536);
    for (let count = 0; count < 1_000; count += 1) chunks.add(line(long));
    chunks.flush();
    expect(sent[0]?.lines).toHaveLength(64);
    expect(sent[0]?.skipped).toBe(936);
  });

  it('come less often while lines flood in', () => {
    const chunks = gatherer();
    for (let count = 0; count < 2_000; count += 1) chunks.add(line('flood'));
    vi.advanceTimersByTime(25);
    expect(sent).toHaveLength(1);
    chunks.add(line('more'));
    vi.advanceTimersByTime(25);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(175);
    expect(sent).toHaveLength(2);
    chunks.add(line('calm again'));
    vi.advanceTimersByTime(25);
    expect(sent).toHaveLength(3);
  });

  it('are not sent any more once their log is closed', () => {
    const chunks = gatherer();
    chunks.add(line('late'));
    chunks.dispose();
    vi.advanceTimersByTime(1_000);
    expect(sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
