const content = '[data-first-focus], [role=row][tabindex="0"], [role=grid][tabindex="0"], section[tabindex="0"]';

/**
 * Gives the focus to what the view shows, unless something has it: keys then scroll at once, and a screen reader knows
 * where it is. Without a ring, except on a row: nobody has gone there by Tab.
 */
export function focusContent(): void {
  if (!isFocusFree()) return;
  const found = document.querySelector<HTMLElement>(`main :is(${content})`) ?? document.querySelector('main');
  if (!found) return;
  if (found.role !== 'row') {
    found.dataset['arrived'] = '';
    found.addEventListener('blur', () => delete found.dataset['arrived'], { once: true });
  }
  found.focus({ preventScroll: true });
}

/** Whether nobody has put the focus anywhere: nothing has it, or what `focusContent` gave it to for want of better. */
export function isFocusFree(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || (active instanceof HTMLElement && active.dataset['arrived'] !== undefined);
}
