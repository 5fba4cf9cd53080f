import { describe, expect, it } from 'vitest';
import { Demultiplexer, FramingError, type LogSource } from '../../../src-main/docker/demux.ts';
import { frame, randomPieces, seededRandom } from './log-frames.ts';

interface Frame {
  readonly source: LogSource;
  readonly text: string;
}

/** Puts whole frames together from pieces. */
function demultiplex(chunks: readonly Buffer[]): { frames: Frame[]; demultiplexer: Demultiplexer } {
  const frames: Frame[] = [];
  let parts: Buffer[] = [];
  const demultiplexer = new Demultiplexer((source, bytes, begins, ends) => {
    expect(begins).toBe(parts.length === 0);
    parts.push(Buffer.from(bytes));
    if (!ends) return;
    frames.push({ source, text: Buffer.concat(parts).toString('latin1') });
    parts = [];
  });
  for (const chunk of chunks) demultiplexer.push(chunk);
  return { frames, demultiplexer };
}

describe('the log demultiplexer', () => {
  it('tells stdout from stderr, and counts the engine’s own errors as stderr', () => {
    const { frames } = demultiplex([
      Buffer.concat([frame('stdin', 'a'), frame('stdout', 'b'), frame('stderr', 'c'), frame('system', 'd')]),
    ]);
    expect(frames).toEqual([
      { source: 'stdout', text: 'a' },
      { source: 'stdout', text: 'b' },
      { source: 'stderr', text: 'c' },
      { source: 'stderr', text: 'd' },
    ]);
  });

  it('gives the same frames however 10,000 streams are split', () => {
    const random = seededRandom(20);
    for (let round = 0; round < 10_000; round += 1) {
      const sent: Frame[] = [];
      const bytes: Buffer[] = [];
      for (let count = 1 + Math.floor(random() * 6); count > 0; count -= 1) {
        const source = random() < 0.5 ? 'stdout' : 'stderr';
        const payload = Buffer.from(Array.from({ length: Math.floor(random() * 30) }, () => Math.floor(random() * 256)));
        bytes.push(frame(source, payload));
        if (payload.length > 0) sent.push({ source, text: payload.toString('latin1') });
      }
      const { frames, demultiplexer } = demultiplex(randomPieces(Buffer.concat(bytes), random));
      if (JSON.stringify(frames) !== JSON.stringify(sent)) expect(frames).toEqual(sent);
      if (!demultiplexer.atBoundary) expect.fail(`round ${round} ended inside a frame`);
    }
  });

  it('takes 200,000 tiny frames in one chunk without deep recursion', () => {
    const one = frame('stdout', 'x\n');
    let count = 0;
    new Demultiplexer(() => {
      count += 1;
    }).push(Buffer.concat(Array.from({ length: 200_000 }, () => one)));
    expect(count).toBe(200_000);
  });

  it('knows that a stream broke off inside a frame or its header', () => {
    expect(demultiplex([frame('stdout', 'whole')]).demultiplexer.atBoundary).toBe(true);
    expect(demultiplex([frame('stdout', 'broken').subarray(0, 10)]).demultiplexer.atBoundary).toBe(false);
    expect(demultiplex([frame('stdout', 'broken').subarray(0, 3)]).demultiplexer.atBoundary).toBe(false);
  });

  it('refuses what is not framed, such as a terminal’s output', () => {
    expect(() => demultiplex([Buffer.from('plain text of a terminal')])).toThrow(FramingError);
    expect(() => demultiplex([Buffer.from([1, 0, 7, 0, 0, 0, 0, 1, 65])])).toThrow(FramingError);
  });
});
