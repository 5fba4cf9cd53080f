import { onDemo, type Scene, settle } from './scene.ts';

export const containersScenes: readonly Scene[] = [
  { name: 'containers-0', open: () => onDemo(0), arrange: (page) => page.waitForTimeout(1_000) },
  { name: 'containers-5', open: () => onDemo(5), arrange: settle },
  { name: 'containers-40', open: () => onDemo(40), arrange: settle },
  { name: 'containers-200', open: () => onDemo(200), arrange: settle },
  { name: 'containers-1000', open: () => onDemo(1_000), arrange: settle },
  {
    name: 'containers-selected',
    open: () => onDemo(40),
    arrange: async (page) => {
      await settle(page);
      for (const key of ['ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Home');
    },
  },
  {
    name: 'containers-no-match',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('posgres');
      await page.waitForTimeout(300);
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'containers-menu',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(2).waitFor();
      await page.getByRole('row').nth(2).click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
    clear: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'remove-dialog',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(2).waitFor();
      for (const key of ['ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Delete']) await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
    },
    clear: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
];
