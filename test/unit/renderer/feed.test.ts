import { describe, expect, it } from 'vitest';
import { containersOf, dayLabel, groupByDay, selectFeed, wholeFeed } from '../../../src-renderer/views/activity/feed.ts';
import { eventJson, feedJson, lineText, preciseClock } from '../../../src-renderer/views/activity/feed-text.ts';
import type { Activity } from '../../../src-shared/model.ts';

const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();
const hourMs = 3_600_000;
const idOf = (digit: string) => digit.repeat(64);

function line(id: string, atMs: number, more: Partial<Activity> = {}): Activity {
  return {
    id,
    atMs,
    hostId: 'local',
    containerId: idOf('a'),
    containerName: 'worker',
    project: 'harbor-shop',
    kind: 'lifecycle',
    tone: 'running',
    text: 'Started',
    by: { kind: 'you', name: null },
    facts: [],
    events: [],
    ...more,
  };
}

const ids = (lines: readonly Activity[]) => lines.map((it) => it.id);

describe('the feed', () => {
  it('shows the newest line first, even if it was told late', () => {
    const told = [line('one', noon), line('two', noon + 2), line('foundLater', noon + 1)];
    expect(ids(selectFeed(told, wholeFeed, null).lines)).toEqual(['two', 'foundLater', 'one']);
  });

  it('keeps the order in which lines of one moment were told', () => {
    const told = [line('one', noon), line('two', noon), line('three', noon)];
    expect(ids(selectFeed(told, wholeFeed, null).lines)).toEqual(['three', 'two', 'one']);
  });

  it('shows only the chosen kind and container', () => {
    const other = `local/${idOf('b')}` as const;
    const told = [
      line('crash', noon, { kind: 'crash', containerId: idOf('b') }),
      line('start', noon, { containerId: idOf('b') }),
      line('elsewhere', noon, { kind: 'crash' }),
      line('engine', noon, { kind: 'engine', containerId: null }),
    ];
    expect(ids(selectFeed(told, { kind: 'crash', container: other, text: '' }, null).lines)).toEqual(['crash']);
    expect(ids(selectFeed(told, { kind: 'engine', container: null, text: '' }, null).lines)).toEqual(['engine']);
  });

  it('finds every word, in the sentence, the names and by whom, whatever the case', () => {
    const told = [line('one', noon, { text: 'Ran out of memory', by: { kind: 'kernel', name: null } }), line('two', noon)];
    expect(ids(selectFeed(told, { ...wholeFeed, text: ' MEMORY kernel harbor' }, null).lines)).toEqual(['one']);
    expect(selectFeed(told, { ...wholeFeed, text: 'memory you' }, null).lines).toEqual([]);
  });

  it('holds back and counts what comes while the reader is further down', () => {
    const told = [line('one', noon), line('two', noon + 1), line('three', noon + 2, { kind: 'crash' }), line('four', noon + 3)];
    expect(selectFeed(told, wholeFeed, 'two')).toMatchObject({ newCount: 2 });
    expect(ids(selectFeed(told, wholeFeed, 'two').lines)).toEqual(['two', 'one']);
    expect(selectFeed(told, { ...wholeFeed, kind: 'crash' }, 'two')).toMatchObject({ newCount: 1, lines: [] });
  });

  it('shows everything when the line it was held at is no longer kept', () => {
    expect(selectFeed([line('one', noon)], wholeFeed, 'gone')).toMatchObject({ newCount: 0, lines: [{ id: 'one' }] });
  });
});

describe('days of the feed', () => {
  it('have a header each with the number of their lines', () => {
    const rows = groupByDay([line('c', noon), line('b', noon - hourMs), line('a', noon - 24 * hourMs)], noon);
    expect(rows.map((row) => (row.type === 'day' ? `${row.label} ${row.count}` : row.key))).toEqual([
      'Today 2',
      'c',
      'b',
      'Yesterday 1',
      'a',
    ]);
  });

  it('change at local midnight', () => {
    const midnight = new Date(2026, 10, 21, 0, 0, 0).getTime();
    expect(dayLabel(midnight, noon)).toBe('Today');
    expect(dayLabel(midnight - 1, noon)).toBe('Yesterday');
    expect(dayLabel(midnight - 24 * hourMs - 1, noon)).toBe('2026-11-19');
  });
});

describe('containers to filter by', () => {
  it('are those the feed speaks of, once each, under their last name', () => {
    const told = [
      line('1', noon, { containerName: 'old' }),
      line('2', noon, { containerId: idOf('b'), containerName: 'db', project: null }),
      line('3', noon, { containerName: 'new' }),
      line('4', noon, { containerId: null, containerName: 'This machine' }),
    ];
    expect(containersOf(told).map((it) => it.name)).toEqual(['db', 'new']);
  });
});

describe('what is copied and exported', () => {
  it('says when, where, what and by whom in one line', () => {
    expect(lineText(line('a', noon))).toBe('2026-11-21 12:00:00  worker in harbor-shop  Started  (you)');
  });

  it('shows the time to the millisecond', () => {
    expect(preciseClock(noon + 7.9)).toBe('12:00:00.007');
  });

  it('keeps every digit of the engine’s time', () => {
    const event = { action: 'die', attributes: { exitCode: '137', note: '"timeNano": 0' }, timeNano: '1795271347318123457' };
    const json = eventJson(event, idOf('a'));
    expect(json).toContain('"timeNano": 1795271347318123457\n}');
    expect(JSON.parse(json)).toMatchObject({ Action: 'die', Actor: { ID: 'aaaaaaaaaaaa', Attributes: event.attributes } });
  });

  it('is JSON with the filter that was in force', () => {
    const file: unknown = JSON.parse(feedJson([line('a', noon)], { ...wholeFeed, text: 'x' }, noon));
    expect(file).toMatchObject({ filter: { text: 'x' }, lines: [{ text: 'Started', by: 'you', container: { name: 'worker' } }] });
  });
});
