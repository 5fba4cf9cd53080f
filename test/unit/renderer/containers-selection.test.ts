import { expect, test } from 'vitest';
import { type Line, lineId } from '../../../src-renderer/views/containers/arrange.ts';
import { extendTo, keepExisting, noSelection, toggle, toggleAll } from '../../../src-renderer/views/containers/selection.ts';
import { cursorAfter } from '../../../src-renderer/views/containers/use-cursor-kept.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';

const shown: readonly ContainerKey[] = ['h/a', 'h/b', 'h/c', 'h/d'];
const chosen = (selection: { readonly keys: ReadonlySet<ContainerKey> }) => [...selection.keys].toSorted();

test('Space selects a row, and again takes it out', () => {
  const one = toggle(noSelection, 'h/b');
  expect(chosen(one)).toEqual(['h/b']);
  expect(chosen(toggle(one, 'h/b'))).toEqual([]);
});

test('Shift extends from where the selection began, up and down', () => {
  const one = toggle(noSelection, 'h/b');
  expect(chosen(extendTo(one, shown, 'h/b', 'h/d'))).toEqual(['h/b', 'h/c', 'h/d']);
  expect(chosen(extendTo(one, shown, 'h/b', 'h/a'))).toEqual(['h/a', 'h/b']);
});

test('Shift without a selection begins at the cursor, and a row that is filtered out changes nothing', () => {
  expect(chosen(extendTo(noSelection, shown, 'h/a', 'h/b'))).toEqual(['h/a', 'h/b']);
  expect(extendTo(noSelection, shown, 'h/a', 'h/z')).toBe(noSelection);
});

test('Ctrl A selects all that is shown, keeps what was selected elsewhere, and again lets go of them', () => {
  const all = toggleAll(toggle(noSelection, 'h/z'), shown);
  expect(chosen(all)).toEqual(['h/a', 'h/b', 'h/c', 'h/d', 'h/z']);
  expect(chosen(toggleAll(all, shown))).toEqual(['h/z']);
});

test('a removed container leaves the selection; nothing gone is the same selection', () => {
  const both = toggleAll(noSelection, ['h/a', 'h/b']);
  expect(chosen(keepExisting(both, (key) => key === 'h/a'))).toEqual(['h/a']);
  expect(keepExisting(both, () => true)).toBe(both);
});

test('after its container is removed the cursor goes to the one that took its place, or to the last', () => {
  const group = { key: 'h/', hostId: 'h', project: null, members: shown };
  const lines: readonly Line[] = [{ kind: 'group', group }, ...shown.map((key): Line => ({ kind: 'row', key, group }))];
  const without = (key: ContainerKey) => lines.filter((line) => lineId(line) !== key);
  const gone = () => false;
  expect(cursorAfter('h/b', without('h/b'), 2, gone)).toBe('h/c');
  expect(cursorAfter('h/d', without('h/d'), 4, gone)).toBe('h/c');
  expect(cursorAfter('h/b', without('h/b'), 2, () => true)).toBeNull();
  expect(cursorAfter('h/b', lines, 2, gone)).toBeNull();
  expect(cursorAfter('h/b', [], 2, gone)).toBeNull();
});
