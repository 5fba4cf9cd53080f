import { describe, expect, it } from 'vitest';
import { Demultiplexer } from '../../../src-main/docker/demux.ts';
import { LineAssembler } from '../../../src-main/docker/log-lines.ts';
import { type LogLine, logLineLimit } from '../../../src-shared/logs.ts';
import { frame, randomPieces, seededRandom } from './log-frames.ts';

const stamp = '2026-11-21T04:01:23.123456789Z';
const atMs = Date.parse('2026-11-21T04:01:23.123Z');

/** Lines of a container without a terminal. */
function framedLines(chunks: readonly Buffer[]): LogLine[] {
  const lines: LogLine[] = [];
  const stdout = new LineAssembler('stdout', true, (line) => lines.push(line));
  const stderr = new LineAssembler('stderr', true, (line) => lines.push(line));
  const demultiplexer = new Demultiplexer((source, bytes, begins, ends) =>
    (source === 'stdout' ? stdout : stderr).push(bytes, begins, ends),
  );
  for (const chunk of chunks) demultiplexer.push(chunk);
  stdout.end();
  stderr.end();
  return lines;
}

/** Lines of a container with a terminal. */
function terminalLines(chunks: readonly Buffer[]): LogLine[] {
  const lines: LogLine[] = [];
  const assembler = new LineAssembler('stdout', false, (line) => lines.push(line));
  for (const chunk of chunks) assembler.push(chunk, false, false);
  assembler.end();
  return lines;
}

const texts = (lines: readonly LogLine[]) => lines.map((line) => line.text);

describe('log lines', () => {
  it('carry the engine’s time, their stream and their text', () => {
    expect(framedLines([frame('stdout', `${stamp} hello\n`), frame('stderr', `${stamp} oh\n`)])).toEqual([
      { atMs, stream: 'stdout', text: 'hello', cut: false },
      { atMs, stream: 'stderr', text: 'oh', cut: false },
    ]);
  });

  it('have no time where the engine gave none, and keep what only looks like one', () => {
    expect(framedLines([frame('system', 'Error grabbing logs: EOF\n'), frame('stdout', `${stamp} 2026-11-21T04:01:23Z again\n`)])).toEqual([
      { atMs: null, stream: 'stderr', text: 'Error grabbing logs: EOF', cut: false },
      { atMs, stream: 'stdout', text: '2026-11-21T04:01:23Z again', cut: false },
    ]);
  });

  it('take Podman’s times with a zone', () => {
    expect(framedLines([frame('stdout', '2026-11-21T06:01:23.123456789+02:00 zoned\n')])).toMatchObject([{ atMs, text: 'zoned' }]);
  });

  it('join the parts of a line that the log driver cut, and drop their times', () => {
    const lines = framedLines([
      frame('stdout', `${stamp} one`),
      frame('stderr', `${stamp} between\n`),
      frame('stdout', `${stamp}  and two\n`),
    ]);
    expect(texts(lines)).toEqual(['between', 'one and two']);
  });

  it('end with the stream, also without a line break', () => {
    expect(texts(framedLines([frame('stdout', `${stamp} first\n`), frame('stdout', `${stamp} last words`)]))).toEqual([
      'first',
      'last words',
    ]);
    expect(texts(terminalLines([Buffer.from(`${stamp} $ prompt`)]))).toEqual(['$ prompt']);
  });

  it('keep empty lines, ANSI colours and carriage returns inside, and drop the one before a line break', () => {
    const text = `${stamp} \n${stamp} \u001b[31mred\u001b[0m\r\n${stamp} 10 %\r20 %\r\n`;
    expect(texts(terminalLines([Buffer.from(text)]))).toEqual(['', '\u001b[31mred\u001b[0m', '10 %\r20 %']);
  });

  it('put a character together that was split between frames, and replace what is not UTF-8', () => {
    const ship = Buffer.from('⛵');
    const lines = framedLines([
      frame('stdout', Buffer.concat([Buffer.from(`${stamp} a`), ship.subarray(0, 1)])),
      frame('stdout', Buffer.concat([Buffer.from(`${stamp} `), ship.subarray(1), Buffer.from([0xff, 0x0a])])),
    ]);
    expect(texts(lines)).toEqual(['a⛵\uFFFD']);
  });

  it('are cut at 64 KiB between two characters, and say so', () => {
    const lines = framedLines([frame('stdout', `${stamp} x${'ä'.repeat(logLineLimit)}\n`), frame('stdout', `${stamp} next\n`)]);
    expect(lines.map(({ text, cut }) => ({ length: text.length, end: text.at(-1), cut }))).toEqual([
      { length: 1 + (logLineLimit - 2) / 2, end: 'ä', cut: true },
      { length: 4, end: 't', cut: false },
    ]);
  });

  it('of a terminal lose the times that stand inside long ones', () => {
    const long = 'y'.repeat(16_384);
    const bytes = Buffer.from(`${stamp} ${long}${stamp} ${long}${stamp} tail\r\n${stamp} next\r\n`);
    const expected = [`${long}${long}tail`, 'next'];
    expect(texts(terminalLines([bytes]))).toEqual(expected);
    const random = seededRandom(7);
    for (let round = 0; round < 20; round += 1) expect(texts(terminalLines(randomPieces(bytes, () => random() ** 4)))).toEqual(expected);
  });

  it('come out the same however 10,000 streams are split', () => {
    const random = seededRandom(4);
    const words = ['', 'plain', 'ünïcödé ⛵ 船', '\u001b[1mbold\u001b[0m', '2026-11-21', 'a\rb', '\u0000\u0007'];
    const word = () => words[Math.floor(random() * words.length)] ?? '';
    for (let round = 0; round < 10_000; round += 1) {
      const frames: Buffer[] = [];
      for (let count = 1 + Math.floor(random() * 5); count > 0; count -= 1) {
        const ending = random() < 0.8 ? '\n' : '';
        frames.push(frame(random() < 0.7 ? 'stdout' : 'stderr', `${random() < 0.9 ? `${stamp} ` : ''}${word()} ${word()}${ending}`));
      }
      const whole = Buffer.concat(frames);
      const split = JSON.stringify(framedLines(randomPieces(whole, random)));
      const unsplit = JSON.stringify(framedLines([whole]));
      if (split !== unsplit) expect(split).toBe(unsplit);
    }
  });

  it('are read at 200,000 a second or more', () => {
    const line = frame('stdout', `${stamp} ${'z'.repeat(96)}\n`);
    const chunk = Buffer.concat(Array.from({ length: 500 }, () => line));
    let count = 0;
    const assembler = new LineAssembler('stdout', true, () => {
      count += 1;
    });
    const demultiplexer = new Demultiplexer((_source, bytes, begins, ends) => assembler.push(bytes, begins, ends));
    // Of the processor's time, as a busy machine gives only some of it.
    const before = process.cpuUsage();
    for (let round = 0; round < 400; round += 1) demultiplexer.push(chunk);
    const { user, system } = process.cpuUsage(before);
    const perSecond = (count / (user + system)) * 1_000_000;
    expect(count).toBe(200_000);
    expect(perSecond).toBeGreaterThan(200_000);
  });
});
