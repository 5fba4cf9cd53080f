import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../src-main/docker/line-splitter.ts';

function split(chunks: readonly (string | Buffer)[], limitBytes = 1_000) {
  const lines: string[] = [];
  let tooLong = 0;
  const splitter = new LineSplitter(
    limitBytes,
    (line) => lines.push(line),
    () => {
      tooLong += 1;
    },
  );
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  return { lines, tooLong, pending: splitter.pendingBytes };
}

describe('lines of a stream', () => {
  it('come whole from one chunk that holds several, and from several that hold one', () => {
    expect(split(['{"a":1}\n{"b":2}\r\n\n{"c', '":3', '}\n']).lines).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
  });

  it('are the same wherever the bytes are cut, in the middle of a character too', () => {
    const text = '{"name":"Grüße ✓"}\n{"n":2}\n';
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(split([bytes.subarray(0, at), bytes.subarray(at)]).lines).toEqual(['{"name":"Grüße ✓"}', '{"n":2}']);
    }
    expect(split([...bytes].map((byte) => Buffer.from([byte]))).lines).toHaveLength(2);
  });

  it('one that has not ended when the stream does is not told', () => {
    expect(split(['{"a":1}\n{"b"'])).toMatchObject({ lines: ['{"a":1}'], pending: 4 });
  });

  it('one that is too long is counted once and left out, and those after it are read', () => {
    const long = Array.from({ length: 50 }, () => 'x'.repeat(100));
    expect(split(['first\n', ...long, 'x\nlast\n'])).toEqual({ lines: ['first', 'last'], tooLong: 1, pending: 0 });
  });
});
