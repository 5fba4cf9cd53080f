import { describe, expect, it } from 'vitest';
import { emptyCompose, recall, remembered, sentKept, typed } from '../../../src-renderer/views/messages/compose-store.ts';
import type { FlowEntry } from '../../../src-renderer/views/messages/flow-session.ts';
import {
  filterEntries,
  latencyWords,
  messagesAsJson,
  messagesFileName,
  prettyBody,
  previewOf,
} from '../../../src-renderer/views/messages/message-words.ts';
import type { FlowMessage } from '../../../src-shared/flow.ts';

let made = 0;
function entry(facts: Partial<FlowMessage>): FlowEntry {
  made += 1;
  const message: FlowMessage = {
    sequence: made,
    atMs: 0,
    direction: 'toContainer',
    kind: 'command',
    correlationId: null,
    title: 'ping',
    body: 'null',
    latencyMs: null,
    ...facts,
  };
  return { kind: 'message', number: made, message };
}

describe('What was sent before', () => {
  const sent = ['one', 'two'].reduce((before, command) => remembered(typed(before, { command })), emptyCompose);

  it('comes back with the arrow, from the one before the last', () => {
    const back = recall(sent, -1);
    expect(back.draft.command).toBe('one');
    expect(recall(back, -1).draft.command).toBe('one');
    expect(recall(back, 1).draft.command).toBe('two');
  });

  it('does not swallow what was being written', () => {
    const back = recall(typed(sent, { command: 'thr' }), -1);
    expect(back.draft.command).toBe('two');
    expect(recall(back, 1).draft.command).toBe('thr');
  });

  it('is bounded, and the same twice is kept once', () => {
    expect(remembered(sent).sent).toHaveLength(2);
    let many = emptyCompose;
    for (let i = 0; i < 200; i += 1) many = remembered(typed(many, { command: `c${i}` }));
    expect(many.sent).toHaveLength(sentKept);
  });
});

describe('Messages', () => {
  it('are found with what belongs to them', () => {
    const command = entry({ title: 'dump', correlationId: 'a' });
    const reply = entry({ title: 'dump', kind: 'reply', correlationId: 'a', body: '{"needle":1}' });
    const other = entry({ title: 'ping' });
    expect(filterEntries([command, reply, other], 'Needle')).toEqual([command, reply]);
    expect(filterEntries([command, reply, other], '')).toHaveLength(3);
  });

  it('are saved as JSON, whatever they hold', () => {
    const saved: unknown = JSON.parse(messagesAsJson([entry({ body: '{"a":1}' }), entry({ body: '{"cut' })]));
    expect(saved).toMatchObject([{ body: { a: 1 } }, { body: '{"cut' }]);
    expect(messagesFileName('a/../b', 0)).toMatch(/^a_.._b-messages-.*\.json$/);
  });

  it('are laid out, with nothing hidden in them', () => {
    expect(prettyBody('{"a":"\\u202e"}')).toBe('{\n  "a": "⟨U+202E⟩"\n}');
    expect(prettyBody('{"cut\u0007')).toBe('{"cut⟨BEL⟩');
  });

  it('show what they bring in one line, and the line as it came where it is no whole one', () => {
    expect(previewOf({ body: '{"id":"1","command":"echo","data":{"a":1}}' })).toBe('{"a":1}');
    expect(previewOf({ body: '{"id":"1","ok":false,"error":{"message":"No"}}' })).toBe('{"message":"No"}');
    expect(previewOf({ body: '{"event":"x"}' })).toBe('{"event":"x"}');
    expect(previewOf({ body: '{"cut' })).toBe('{"cut');
  });

  it('tell how long a reply took, in the unit that fits', () => {
    expect([0.42, 12.34, 340.2, 1_250].map(latencyWords)).toEqual(['0.42\u00a0ms', '12.3\u00a0ms', '340\u00a0ms', '1.3\u00a0s']);
  });
});
