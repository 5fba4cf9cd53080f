import type { MouseEvent } from 'react';

/*
 * While the table is scrolled its lines take no part in pointing (`.is-scrolling`): else each frame would look for what
 * has come under the pointer, mark that as hovered and lay the table out once more for it, a quarter of a frame's work.
 * Somebody who presses all the same, in the moment after the last turn of the wheel, presses what they see.
 */

/** Whether the shield was up when the button went down: what the keyboard or a press beside it leads to is nobody's to hand on. */
let keptOff = false;

/** A press ends the shield at once. */
export function endShield({ currentTarget }: { readonly currentTarget: Element }): void {
  const body = currentTarget.querySelector('.table-body');
  keptOff = body?.classList.contains('is-scrolling') ?? false;
  body?.classList.remove('is-scrolling');
}

/** Hands a press that the shield has kept from a line on to what lies under it. */
export function passOn(event: MouseEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget || !keptOff) return;
  keptOff = false;
  const { type, clientX, clientY, button, detail, ctrlKey, shiftKey, metaKey, altKey } = event;
  const under = document.elementFromPoint(clientX, clientY);
  const line = under?.closest<HTMLElement>('.table-body > [role=row]');
  if (!under || !line) return;
  event.stopPropagation();
  event.preventDefault();
  line.focus({ preventScroll: true });
  const same = { bubbles: true, cancelable: true, clientX, clientY, button, detail, ctrlKey, shiftKey, metaKey, altKey };
  under.dispatchEvent(new globalThis.MouseEvent(type, same));
}
