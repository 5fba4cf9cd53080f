import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { logChunkSchema, logLineLimit, logLinesKept } from '../../src-shared/logs.ts';
import { callEngine } from '../support/engine-call.ts';
import { type LogBench, openLogBench, until, waits } from '../support/log-bench.ts';

describe('the log of a real container', () => {
  let bench: LogBench;

  beforeAll(async () => {
    bench = await openLogBench();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.dispose());

  it('begins with its last lines, then goes on', async () => {
    const id = await bench.run(`seq 1 100; while [ ! -e /tmp/go ]; do sleep 0.02; done; echo more; ${waits}`);
    await bench.logged(id, '100\n');
    const { open, texts, lines } = bench.openWindow(id);
    expect(await open(3)).toEqual({ ok: true, value: null });
    await until(() => texts().length === 3);
    await bench.exec(id, 'touch /tmp/go');
    await until(() => texts().length === 4);
    expect(texts()).toEqual(['98', '99', '100', 'more']);
    expect(lines().every((line) => line.atMs !== null && Math.abs(line.atMs - Date.now()) < 60_000)).toBe(true);
  });

  it('opens at once where nothing has been said yet', async () => {
    const id = await bench.run(`while [ ! -e /tmp/go ]; do sleep 0.02; done; echo first; ${waits}`);
    const { open, texts } = bench.openWindow(id);
    expect(await open(0)).toEqual({ ok: true, value: null });
    await bench.exec(id, 'touch /tmp/go');
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['first']);
  });

  it('tells stdout from stderr, and shows a last line without a line break', async () => {
    const id = await bench.run('echo out; echo err >&2; printf unfinished');
    await callEngine(bench.engine.socketPath, 'POST', `/containers/${id}/wait`);
    const { open, lines } = bench.openWindow(id);
    await open();
    await until(() => lines().length === 3);
    expect(
      lines()
        .map(({ stream, text }) => `${stream} ${text}`)
        .sort(),
    ).toEqual(['stderr err', 'stdout out', 'stdout unfinished']);
  });

  it('of a terminal is read without frames, long lines too', async () => {
    const id = await bench.run(`echo hello; head -c 40000 /dev/zero | tr '\\0' y; echo; printf '\\033[32mgreen\\033[0m\\n'; ${waits}`, {
      tty: true,
    });
    await bench.logged(id, 'green\u001b[0m\n');
    const { open, lines, texts } = bench.openWindow(id);
    await open();
    await until(() => texts().length >= 3);
    expect(texts()).toEqual(['hello', 'y'.repeat(40_000), '\u001b[32mgreen\u001b[0m']);
    expect(lines().every((line) => line.stream === 'stdout')).toBe(true);
  });

  it('joins long lines, cuts them at 64 KiB, and replaces what is not UTF-8', async () => {
    const id = await bench.run(
      `head -c 50000 /dev/zero | tr '\\0' a; echo; head -c 10485760 /dev/zero | tr '\\0' b; echo; printf 'bad \\377 byte ⛵\\n'; ${waits}`,
    );
    await bench.logged(id, 'byte ⛵\n');
    const { open, lines } = bench.openWindow(id);
    await open();
    await until(() => lines().length === 3);
    expect(lines().map(({ text, cut }) => ({ length: text.length, first: text[0], cut }))).toEqual([
      { length: 50_000, first: 'a', cut: false },
      { length: logLineLimit, first: 'b', cut: true },
      { length: 12, first: 'b', cut: false },
    ]);
    expect(lines().at(-1)?.text).toBe('bad \uFFFD byte ⛵');
  });

  it('of 100 MiB comes bounded: 5,000 lines a chunk, every line counted, and little memory', async () => {
    const lineCount = 102_400;
    const id = await bench.run(
      `while [ ! -e /tmp/go ]; do sleep 0.02; done; yes ${'f'.repeat(1_023)} | head -n ${lineCount}; echo the end; ${waits}`,
    );
    const { open, window } = bench.openWindow(id);
    await open(0);
    const rssBefore = process.memoryUsage().rss;
    const flood = { chunks: 0, lines: 0, skipped: 0, longest: 0, rss: rssBefore, last: '' };
    await bench.exec(id, 'touch /tmp/go');
    await until(() => {
      flood.rss = Math.max(flood.rss, process.memoryUsage().rss);
      for (const { payload } of window.pushed.splice(0)) {
        const chunk = logChunkSchema.parse(payload);
        flood.chunks += 1;
        flood.lines += chunk.lines.length;
        flood.skipped += chunk.skipped;
        flood.longest = Math.max(flood.longest, chunk.lines.length);
        flood.last = chunk.lines.at(-1)?.text ?? '';
      }
      return flood.last === 'the end';
    });
    expect(flood.lines + flood.skipped).toBe(lineCount + 1);
    expect(flood.longest).toBeLessThanOrEqual(logLinesKept);
    expect(flood.rss - rssBefore).toBeLessThan(96 * 1_048_576);
  });

  it('that the log driver does not keep is refused with advice', async () => {
    const id = await bench.run(`echo lost; ${waits}`, { hostConfig: { LogConfig: { Type: 'none' } } });
    const { open, window } = bench.openWindow(id);
    expect(await open()).toMatchObject({
      ok: false,
      failure: {
        kind: 'docker_api_error',
        message: 'web keeps no log that can be read. Create it again with another log driver, such as json-file.',
      },
    });
    expect(window.pushed).toEqual([]);
  });

  it('of a container that is gone is refused', async () => {
    const { open } = bench.openWindow('a'.repeat(64));
    expect(await open()).toMatchObject({ ok: false, failure: { message: 'No such container any more: web was removed meanwhile.' } });
  });
});
