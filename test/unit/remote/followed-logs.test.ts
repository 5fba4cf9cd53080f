import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FollowedLogs } from '../../../src-main/remote/followed-logs.ts';
import type { LogLine } from '../../../src-shared/logs.ts';
import { caller } from '../../support/small-core.ts';

const line = (text: string, atMs: number | null): LogLine => ({ text, atMs, stream: 'stdout', cut: false });
const wish = () => ({ hostId: 'h-1', containerId: 'a'.repeat(64), streamId: randomUUID(), tailLines: 100 });

describe('A log that is opened again after a cut', () => {
  it('leaves out what came before it, also where lines have one time', () => {
    const logs = new FollowedLogs();
    const window = caller();
    const argument = wish();
    const { streamId } = argument;
    expect(logs.add(argument, window, () => {})).toBe(true);
    logs.take({ streamId, lines: [line('a', 1), line('b', 2), line('c', 2)], skipped: 0, ended: null });
    expect(logs.reopen()).toMatchObject([{ streamId, tailLines: 5_000 }]);
    logs.take({ streamId, lines: [line('a', 1), line('b', 2)], skipped: 0, ended: null });
    logs.take({ streamId, lines: [line('c', 2), line('d', 2), line('e', 3)], skipped: 0, ended: null });
    const texts = window.pushed.flatMap(({ payload }) => (JSON.stringify(payload).match(/"text":"(.)"/g) ?? []).map((it) => it.at(-2)));
    expect(texts).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is asked for as before where no line had come', () => {
    const logs = new FollowedLogs();
    const argument = wish();
    logs.add(argument, caller(), () => {});
    expect(logs.reopen()).toEqual([argument]);
  });

  it('is closed over there when its window goes', () => {
    const logs = new FollowedLogs();
    const window = caller();
    const argument = wish();
    const closed: string[] = [];
    logs.add(argument, window, (streamId) => closed.push(streamId));
    window.leave();
    expect(closed).toEqual([argument.streamId]);
    expect(logs.reopen()).toEqual([]);
  });
});
