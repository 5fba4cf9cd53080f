/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

/** Presses the head of one column, another with each round; tells whether there was one. */
export function sortByNextColumn(round: number): boolean {
  const heads = [...document.querySelectorAll<HTMLElement>('[role=grid] [role=columnheader] button')];
  heads[round % Math.max(1, heads.length)]?.click();
  return heads.length > 0;
}

/** Sorts by the column of that name, as pressing its head does. */
export function sortBy(label: string): void {
  const heads = [...document.querySelectorAll<HTMLElement>('[role=grid] [role=columnheader] button')];
  const head = heads.find((it) => it.textContent?.includes(label));
  if (!head) throw new Error(`no column ${label}`);
  head.click();
}
