import type { MouseEvent } from 'react';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { type Line, lineId } from './arrange.ts';
import { setFolded, setSelection, useList } from './list-store.ts';
import { rowMenu } from './row-menu.ts';
import { extendTo, toggle } from './selection.ts';
import { containersFor, isContainerKey, openDetail, openIncident } from './targets.ts';

function lineElement(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
}

function partOf(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-part]')?.dataset['part'] : undefined;
}

/**
 * A press anywhere on a line: moves the cursor; with Ctrl or in the box selects, with Shift extends, twice opens. On a
 * group it folds. Links inside do their own thing.
 */
export function pressLine(event: MouseEvent, lines: readonly Line[]): void {
  const element = lineElement(event.target);
  const id = element?.dataset['line'];
  const line = lines.find((it) => lineId(it) === id);
  if (!element || !line || (event.target instanceof Element && event.target.closest('.link'))) return;
  const part = partOf(event.target);
  const before = useList.getState().cursor;
  useList.setState({ cursor: lineId(line) });
  if (line.kind === 'group') {
    if (event.type === 'click') setFolded(line.group.key, !useList.getState().folded.has(line.group.key));
    return;
  }
  if (part === 'incident' && event.type === 'click' && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    openIncident(line.key);
    return;
  }
  if (part === 'more') {
    if (event.type === 'click') openMenuAt(event.target);
    return;
  }
  if (event.type === 'dblclick') {
    if (part !== 'select' && !event.ctrlKey && !event.metaKey && !event.shiftKey) openDetail(line.key, 'overview');
    return;
  }
  const shown = lines.flatMap((it) => (it.kind === 'row' ? [it.key] : []));
  const from = before !== null && isContainerKey(before) ? before : line.key;
  if (event.shiftKey) setSelection((selection) => extendTo(selection, shown, from, line.key));
  else if (part === 'select' || event.ctrlKey || event.metaKey) setSelection((selection) => toggle(selection, line.key));
}

/** The row's menu, at the button: the same one as the right mouse button's. */
export function openMenuAt(target: EventTarget): void {
  if (!(target instanceof Element)) return;
  const { left, bottom } = target.getBoundingClientRect();
  target.dispatchEvent(new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom + 4 }));
}

/** For a row of the selection: all selected ones, else the row alone. Moves the cursor there, as the keys in the menu say so. */
export function menuFor(target: Element): readonly MenuEntry[] {
  const id = lineElement(target)?.dataset['line'] ?? useList.getState().cursor;
  if (id == null || !isContainerKey(id)) return [];
  useList.setState({ cursor: id });
  const { keys } = useList.getState().selection;
  return rowMenu(containersFor(keys.has(id) ? [...keys] : [id]));
}
