import { describe, expect, test } from 'vitest';
import { assignSlots, type Slot, type WantedLine } from '../../../src-renderer/views/containers/slots.ts';

const live = (...ids: readonly string[]): WantedLine[] => ids.map((lineId) => ({ lineId, look: 'live' }));
const all = () => true;
const none = () => false;
const numberOf = (slots: readonly Slot[], lineId: string) => slots.find((slot) => slot.lineId === lineId)?.number;

describe('the elements that the list draws its lines with', () => {
  test('a line that stays in view keeps its element', () => {
    const before = assignSlots([], live('a', 'b', 'c'), none, null);
    const after = assignSlots(before, live('b', 'c'), none, null);
    expect(after.map(({ lineId }) => lineId)).toEqual(['b', 'c']);
    for (const id of ['b', 'c']) expect(numberOf(after, id)).toBe(numberOf(before, id));
  });

  test('a line that comes into view gets the element of the one that left', () => {
    const before = assignSlots([], live('a', 'b', 'c'), none, null);
    const after = assignSlots(before, live('b', 'c', 'd'), all, null);
    expect(after).toHaveLength(3);
    expect(numberOf(after, 'd')).toBe(numberOf(before, 'a'));
  });

  test('a line that is gone for good does not leave the focus to the one that comes into view', () => {
    const before = assignSlots([], live('a', 'b', 'c'), none, 'b');
    const after = assignSlots(before, live('a', 'c', 'd'), none, 'b');
    expect(after.map(({ lineId }) => lineId)).toEqual(['a', 'c', 'd']);
    expect(numberOf(after, 'd')).not.toBe(numberOf(before, 'b'));
  });

  test('an element goes to a line of its own look only', () => {
    const before = assignSlots([], live('a', 'b'), none, null);
    const after = assignSlots(before, [...live('b'), { lineId: 'shop', look: 'group' }], none, null);
    expect(after.map(({ look }) => look)).toEqual(['live', 'group']);
    expect(numberOf(after, 'shop')).not.toBe(numberOf(before, 'a'));
  });

  test('a container that stops in view keeps its element, which then is one for those that rest', () => {
    const before = assignSlots([], live('a', 'b'), none, null);
    const stopped = assignSlots(before, [...live('a'), { lineId: 'b', look: 'resting' }], none, null);
    expect(numberOf(stopped, 'b')).toBe(numberOf(before, 'b'));
    const after = assignSlots(stopped, [...live('a'), { lineId: 'c', look: 'resting' }], none, null);
    expect(numberOf(after, 'c')).toBe(numberOf(before, 'b'));
  });

  test('while the table is scrolled a few elements keep a line that left, and at rest none does', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `line-${index}`);
    const before = assignSlots([], live(...ids), none, null);
    const scrolled = assignSlots(before, live('line-19'), all, null);
    expect(scrolled).toHaveLength(5);
    expect(assignSlots(scrolled, live('line-19'), none, null)).toHaveLength(1);
  });

  test('no two elements ever have one number or one line, however one scrolls', () => {
    let slots: readonly Slot[] = [];
    const looks = ['live', 'resting', 'live', 'group', 'live'] as const;
    for (let step = 0; step < 500; step += 1) {
      const first = Math.floor(200 * (1 + Math.sin(step / 17)));
      const wanted = Array.from({ length: 18 + (step % 7) }, (_, by) => ({
        lineId: `line-${first + by}`,
        look: looks[(first + by) % looks.length] ?? 'live',
      }));
      slots = assignSlots(slots, wanted, step % 50 === 0 ? none : all, null);
      expect(new Set(slots.map(({ number }) => number)).size).toBe(slots.length);
      expect(new Set(slots.map(({ lineId }) => lineId)).size).toBe(slots.length);
      for (const { lineId, look } of wanted) expect(slots).toContainEqual(expect.objectContaining({ lineId, look }));
      expect(slots.length).toBeLessThanOrEqual(wanted.length + 12);
    }
  });
});
