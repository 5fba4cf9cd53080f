import { describe, expect, it } from 'vitest';
import { defaultBookLimits, MessageBook } from '../../../src-main/flow/message-book.ts';
import { shownBody, shownValue } from '../../../src-main/flow/shown-message.ts';
import { type FlowMessage, flowBodyLimit, flowMessagesKept } from '../../../src-shared/flow.ts';

const message = (text: string) => ({
  direction: 'fromContainer' as const,
  kind: 'event' as const,
  correlationId: null,
  title: 'tick',
  text,
  latencyMs: null,
});

describe('the kept messages of a container', () => {
  it('are the last thousand, and no more text than a bound', () => {
    const book = new MessageBook();
    for (let at = 0; at < 5_000; at += 1) book.add(message(`{"n":${at}}`));
    expect(book.messages()).toHaveLength(flowMessagesKept);
    expect(book.messages().at(-1)?.body).toBe('{"n":4999}');
    for (let at = 0; at < 1_000; at += 1) book.add(message(JSON.stringify({ text: 'x'.repeat(10_000) })));
    const kept = book.messages().length;
    expect(kept * 10_000).toBeLessThanOrEqual(defaultBookLimits.characters);
    expect(kept).toBeGreaterThan(100);
    book.clear();
    expect(book.messages()).toEqual([]);
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
