import { describe, expect, it } from 'vitest';
import type { FeedRow } from '../../../src-renderer/views/activity/feed.ts';
import { lineFrom } from '../../../src-renderer/views/activity/line-from.ts';
import type { Activity } from '../../../src-shared/model.ts';

const activity: Activity = {
  id: 'any',
  atMs: 0,
  hostId: 'local',
  containerId: null,
  containerName: 'This machine',
  project: null,
  kind: 'engine',
  tone: 'neutral',
  text: 'Docker Engine answers',
  by: { kind: 'engine', name: null },
  facts: [],
  events: [],
};
const day = (key: string): FeedRow => ({ type: 'day', key, label: key, count: 1 });
const line = (key: string): FeedRow => ({ type: 'line', key, activity });
const rows = [day('Today'), line('a'), line('b'), day('Yesterday'), line('c')];

describe('moving through the feed by keyboard', () => {
  it('passes over the headers of days', () => {
    expect(lineFrom(rows, 2, 1)).toBe(4);
    expect(lineFrom(rows, 4, -1)).toBe(2);
  });

  it('stops at both ends', () => {
    expect(lineFrom(rows, 1, -1)).toBe(1);
    expect(lineFrom(rows, 4, 20)).toBe(4);
    expect(lineFrom(rows, 4, -Infinity)).toBe(1);
    expect(lineFrom(rows, 1, Infinity)).toBe(4);
  });

  it('starts at the top when no line is current, or at the bottom for End', () => {
    expect(lineFrom(rows, -1, 1)).toBe(1);
    expect(lineFrom(rows, -1, Infinity)).toBe(4);
  });

  it('goes nowhere in an empty feed', () => {
    expect(lineFrom([], -1, 1)).toBe(-1);
  });
});
