const content = '[data-first-focus], [role=row][tabindex="0"], [role=grid][tabindex="0"], section[tabindex="0"]';

/**
 * Gives the focus to what the view shows, unless something has it: keys then scroll at once, and a screen reader knows
 * where it is. Without a ring, except on a row: nobody has gone there by Tab.
 */
export function focusContent(): void {
  const active = document.activeElement;
  if (active !== null && active !== document.body) return;
  const found = document.querySelector<HTMLElement>(`main :is(${content})`) ?? document.querySelector('main');
  if (!found) return;
  if (found.role !== 'row') {
    found.dataset['arrived'] = '';
    found.addEventListener('blur', () => delete found.dataset['arrived'], { once: true });
  }
  found.focus({ preventScroll: true });
}
