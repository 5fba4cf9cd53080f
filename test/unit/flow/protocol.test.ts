import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Frame, readFrame } from '../../../src-main/flow/frame.ts';
import { isDeeper } from '../../../src-main/flow/json.ts';
import { type Line, LineReader } from '../../../src-main/flow/line-reader.ts';
import { flowLineLimitBytes } from '../../../src-shared/flow.ts';

const frames = process.env['QUARTERDECK_LONG'] ? 10_000 : 1_000;

function read(chunks: readonly Buffer[], lineBytes = flowLineLimitBytes, endlessBytes = 4_194_304): (Line | string)[] {
  const reader = new LineReader({ lineBytes, endlessBytes });
  const lines: (Line | string)[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let line = reader.next(); line !== null; line = reader.next()) {
      lines.push(line.kind === 'line' ? line.bytes.toString('utf8') : line);
      if (line.kind === 'endless') return lines;
    }
  }
  return lines;
}

const frame = (text: string): Frame => readFrame(Buffer.from(text));

describe('the lines of a container', () => {
  it('are the same wherever the bytes are cut', () => {
    const text = Buffer.from('{"hello":{"protocol":1}}\n\n{"event":"grüß 🚢"}\n{"id":"1","ok":true}\nrest\n');
    const whole = read([text]);
    expect(whole).toHaveLength(5);
    for (let at = 0; at <= text.length; at += 1) expect(read([text.subarray(0, at), text.subarray(at)])).toEqual(whole);
    expect(read([...text].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('that are too long are told once and thrown away, and the next one is read', () => {
    expect(read([Buffer.from(`${'x'.repeat(9)}\nok\n`)], 8)).toEqual([{ kind: 'tooLong' }, 'ok']);
    expect(read([Buffer.from('x'.repeat(7)), Buffer.from('yy'), Buffer.from('zz\nok\n')], 8)).toEqual([{ kind: 'tooLong' }, 'ok']);
    expect(read([Buffer.from(`${'x'.repeat(8)}\n`)], 8)).toEqual(['x'.repeat(8)]);
  });

  it('that never end are given up, with no more held than one line', () => {
    const reader = new LineReader({ lineBytes: flowLineLimitBytes, endlessBytes: 4_194_304 });
    const chunk = Buffer.alloc(65_536, 'x');
    const kinds: string[] = [];
    let pushed = 0;
    for (; pushed < 8_192 && !kinds.includes('endless'); pushed += 1) {
      reader.push(chunk);
      for (let line = reader.next(); line !== null && !kinds.includes('endless'); line = reader.next()) kinds.push(line.kind);
      expect(reader.heldBytes).toBeLessThanOrEqual(flowLineLimitBytes);
    }
    expect(kinds).toEqual(['tooLong', 'endless']);
    expect(pushed * chunk.length).toBeLessThan(5_000_000);
  });
});

describe('a frame', () => {
  it('is read as what it is', () => {
    expect(frame('{"hello":{"protocol":1,"name":"worker"}}')).toEqual({ kind: 'hello', protocol: 1, name: 'worker' });
    expect(frame('{"id":"a","ok":true,"data":[1]}')).toMatchObject({ kind: 'reply', id: 'a', data: [1] });
    expect(frame('{"id":"a","ok":true}')).toMatchObject({ kind: 'reply', data: null });
    expect(frame('{"id":"a","ok":false,"error":{"message":"no"}}')).toMatchObject({ kind: 'failedReply', id: 'a', message: 'no' });
    expect(frame('{"event":"tick","actor":"bot","data":1}')).toMatchObject({ kind: 'event', event: 'tick', actor: 'bot', data: 1 });
    expect(frame('{"event":"tick"}')).toMatchObject({ kind: 'event', actor: null, data: null });
  });

  it.each([
    ['', 'This line is empty'],
    ['{', 'This line is not JSON'],
    ['[1]', 'This line is JSON, but no object'],
    ['{}', 'This line has neither id nor event nor hello'],
    ['{"id":1,"ok":true}', 'This reply’s id is not the text that was sent'],
    ['{"id":"1"}', 'This reply’s ok is neither true nor false'],
    ['{"id":"1","ok":false}', 'This reply is not ok, but has no error.message'],
    ['{"event":""}', 'This event’s name is not a text of 1 to 256 characters'],
    ['{"event":"a","actor":7}', 'This event’s actor is not a text of 1 to 256 characters'],
    ['{"hello":1}', 'This hello is no object'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'This line nests deeper than 64 levels'],
    [`{"event":"a","data":${'['.repeat(64)}${']'.repeat(64)}}`, 'This line nests deeper than 64 levels'],
  ])('that is broken (%.40s) says how', (text, reason) => {
    expect(frame(text)).toMatchObject({ kind: 'broken', reason });
  });

  it('that is not UTF-8 is broken, and one that holds U+FFFD itself is not', () => {
    expect(readFrame(Buffer.from([...Buffer.from('{"event":"'), 0xff, 0xfe, ...Buffer.from('"}')]))).toMatchObject({
      kind: 'broken',
      reason: 'This line is not UTF-8',
    });
    expect(frame('{"event":"\ufffd"}')).toMatchObject({ kind: 'event' });
  });

  it('that holds brackets in its texts is not deep', () => {
    const text = JSON.stringify({ event: 'a', data: `${'['.repeat(500)}"\\${'{'.repeat(500)}` });
    expect(isDeeper(Buffer.from(text), 64)).toBe(false);
    expect(frame(text)).toMatchObject({ kind: 'event' });
  });

  const name = z.string().min(1).max(256);
  const reply = z.discriminatedUnion('ok', [
    z.object({ id: name, ok: z.literal(true) }),
    z.object({ id: name, ok: z.literal(false), error: z.object({ message: z.string() }) }),
  ]);
  const event = z.object({ event: name, actor: name.nullish() });
  const hello = z.object({ hello: z.object({ protocol: z.number() }) });

  it('is taken by hand as a schema would take it, however it is made up', () => {
    const values = [
      undefined,
      null,
      true,
      false,
      0,
      1,
      '',
      'a',
      'x'.repeat(257),
      [],
      {},
      { message: 'm' },
      { protocol: 1 },
      { protocol: '1' },
    ];
    const any = () => values[Math.floor(Math.random() * values.length)];
    for (let round = 0; round < frames; round += 1) {
      const value = { id: any(), ok: any(), error: any(), event: any(), actor: any(), hello: any(), data: any() };
      const text = JSON.stringify(value);
      const schema = value.id !== undefined ? reply : value.event !== undefined ? event : hello;
      expect([text, frame(text).kind !== 'broken']).toEqual([text, schema.safeParse(JSON.parse(text)).success]);
    }
  });

  it('of random bytes, or of a good one with bytes changed, never throws', () => {
    const good = Buffer.from('{"id":"12","ok":true,"data":{"text":"grüß","list":[1,2,{"a":null}]}}\n{"event":"e","actor":"a"}\n');
    for (let round = 0; round < frames; round += 1) {
      const bytes = round % 2 === 0 ? randomBytes(1 + (round % 400)) : Buffer.from(good);
      if (round % 2 === 1) for (let count = 0; count < 3; count += 1) bytes[Math.floor(Math.random() * bytes.length)] = Math.random() * 256;
      const cut = Math.floor(Math.random() * bytes.length);
      for (const line of read([bytes.subarray(0, cut), bytes.subarray(cut)])) if (typeof line === 'string') frame(line);
    }
  });
});
