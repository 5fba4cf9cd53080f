import { describe, expect, it } from 'vitest';
import { defaultBookLimits, MessageBook } from '../../../src-main/flow/message-book.ts';
import { shownBody, shownValue } from '../../../src-main/flow/shown-message.ts';
import { type FlowMessage, flowBodyLimit, flowMessagesKept } from '../../../src-shared/flow.ts';
import { longestBlock } from '../../support/loop-delay.ts';

const message = (text: string) => ({
  direction: 'fromContainer' as const,
  kind: 'event' as const,
  correlationId: null,
  title: 'tick',
  text,
  latencyMs: null,
});

describe('the kept messages of a container', () => {
  it('are the last thousand, and no more text than a bound', async () => {
    const book = new MessageBook();
    for (let at = 0; at < 5_000; at += 1) book.add(message(`{"n":${at}}`));
    expect(await book.messages()).toHaveLength(flowMessagesKept);
    expect((await book.messages()).at(-1)?.body).toBe('{"n":4999}');
    for (let at = 0; at < 1_000; at += 1) book.add(message(JSON.stringify({ text: 'x'.repeat(10_000) })));
    const kept = (await book.messages()).length;
    expect(kept * 10_000).toBeLessThanOrEqual(defaultBookLimits.characters);
    expect(kept).toBeGreaterThan(100);
    book.clear();
    expect(await book.messages()).toEqual([]);
  });

  it('that are dear to mask hold up nobody else while they are made fit to be shown', async () => {
    const book = new MessageBook();
    for (let at = 0; at < 1_000; at += 1) book.add(message(JSON.stringify({ event: 'e', data: 'a://b:'.repeat(2_700) })));
    const blockMs = await longestBlock(async () => expect((await book.messages()).length).toBeGreaterThan(100));
    console.log(`the longest block while hostile messages were masked: ${blockMs.toFixed(1)} ms (25 are wanted)`);
    expect(blockMs).toBeLessThan(250);
  });

  it('hold no secret, however long they are', () => {
    const long = JSON.stringify({ filler: Array.from({ length: 20_000 }, () => 'x'), password: 'hunter2' });
    const front = JSON.stringify({
      password: 'hunter2',
      nested: { apiKey: 'abc' },
      url: 'http://me:hunter2@host/',
      filler: 'x'.repeat(90_000),
    });
    for (const text of [long, front, '{"password":"hunter2" broken']) {
      const body = shownBody('event', text);
      expect(body).not.toContain('hunter2');
      expect(body.length).toBeLessThanOrEqual(flowBodyLimit);
    }
    expect(shownValue({ a: { token: 'abc' } }, 200)).toBe('{"a":{"token":"[hidden]"}}');
  });

  it('are pushed in portions to those that watch, with what was left out counted', async () => {
    const book = new MessageBook({ ...defaultBookLimits, gatherMs: 1 });
    const pushed: { messages: readonly FlowMessage[]; skipped: number }[] = [];
    const arrived = new Promise<void>((resolve) => {
      book.watch((messages, skipped) => {
        pushed.push({ messages, skipped });
        resolve();
      });
    });
    for (let at = 0; at < 1_234; at += 1) book.add(message(`{"n":${at}}`));
    await arrived;
    expect(pushed).toHaveLength(1);
    expect(pushed[0]?.messages.at(-1)?.body).toBe('{"n":1233}');
    expect((pushed[0]?.messages.length ?? 0) + (pushed[0]?.skipped ?? 0)).toBe(1_234);
    book.dispose();
  });
});
