import type { Locator, Page } from 'playwright';

/** Text as it is read: a no-break space is a space. */
export function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}

/** The row of a container in the list, found as a screen reader names it. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row', { name: new RegExp(`^${name.slice(0, 200).replaceAll('.', '\\.')}, `) });
}

/** The word in the row's state column; '' where there is no such row. Read at once: a row may go while it is looked at. */
export async function stateOf(page: Page, name: string): Promise<string> {
  const [word = ''] = await rowOf(page, name).locator('.state-word').allInnerTexts();
  return plain(word);
}

/** What the row says in the place of CPU and memory: why there are none; '' while it runs. */
export async function causeIn(page: Page, name: string): Promise<string> {
  const [cause = ''] = await rowOf(page, name).locator('.cell-cause > :first-child').allInnerTexts();
  return plain(cause);
}

/** Puts the cursor on a row, as a click does. */
export async function pointAtRow(page: Page, name: string): Promise<void> {
  await rowOf(page, name).locator('.cell-name').click();
  // The rows stay where they are while the pointer is over them.
  await page.mouse.move(2, 2);
}

/** Chooses from the menu of a row, opened by the right mouse button. */
export async function chooseFromMenu(page: Page, name: string, item: string): Promise<void> {
  await rowOf(page, name).locator('.cell-name').click({ button: 'right' });
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await page.mouse.move(2, 2);
}

/** Selects rows with the keyboard's own key, one by one. */
export async function selectRows(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await pointAtRow(page, name);
    await page.keyboard.press('Space');
  }
}

/** Leaves nothing selected, for what follows. */
export async function clearSelection(page: Page): Promise<void> {
  const clear = page.getByRole('toolbar').getByRole('button', { name: 'Clear' });
  if (await clear.isVisible()) await clear.click();
}

/** The texts of the notices that are on screen. */
export async function notices(page: Page): Promise<readonly string[]> {
  return (await page.getByRole('region', { name: 'Notices' }).locator('.toast-text').allInnerTexts()).map(plain);
}

export async function closeNotices(page: Page): Promise<void> {
  const close = page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Close' });
  while ((await close.count()) > 0) await close.first().click();
}
