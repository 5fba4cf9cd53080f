import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { callEngine } from '../support/engine-call.ts';
import { openApp } from './support/launch.ts';
import { becomes } from './support/wait.ts';

let demo: Demo;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  demo = await startDemo({ containers: 300 });
  app = await openApp({ socketPath: demo.socketPath });
  page = app.page;
});

beforeEach(async () => {
  await page.reload();
  await page.locator('.table .row').nth(10).waitFor();
});

afterAll(async () => {
  await app?.close();
  await demo?.stop();
});

/** The indexes of the lines in the document, in its order. */
const indexes = () => page.locator('.table-body > [role=row]').evaluateAll((rows) => rows.map((row) => Number(row.ariaRowIndex)));
const scrolledPx = () => page.locator('.table').evaluate((table) => table.scrollTop);

/** Turns the wheel over the list by so much, in steps of a quick hand. */
async function wheel(px: number): Promise<void> {
  for (let step = 0; step < 20; step += 1) await page.mouse.wheel(0, px / 20);
}

/** Watches every frame until it is told to end; answers what was wrong in any of them. */
function watchFrames(): Promise<{ frames: number; seen: number; wrong: string[] }> {
  return page.evaluate(async () => {
    const answer: unknown = await window.quarterdeck.invoke('getSnapshot', {});
    const containers: unknown = Reflect.get(Object(Reflect.get(Object(answer), 'value')), 'containers');
    const names = new Map<string, string>();
    for (const it of Array.isArray(containers) ? containers : []) {
      const fact = (name: string) => String(Reflect.get(Object(it), name));
      names.set(`${fact('hostId')}/${fact('id')}`, fact('name'));
    }
    const wrong = new Set<string>();
    const seen = new Set<string>();
    let frames = 0;
    const look = () => {
      const rows = [...document.querySelectorAll<HTMLElement>('.table .row')];
      for (const row of rows) {
        const key = row.dataset['line'] ?? '';
        const name = row.querySelector('.name-line > .clip')?.textContent ?? '';
        seen.add(key);
        if (names.get(key) !== name) wrong.add(`${key} is called ${name}`);
        if (!row.ariaLabel?.startsWith(`${name}, `)) wrong.add(`${name} is read as ${row.ariaLabel}`);
        const live = row.querySelectorAll('canvas').length === 2;
        if (live === (row.querySelector('.cell-cause') !== null)) wrong.add(`${name} shows both or neither of figures and a cause`);
      }
      const lines = [...document.querySelectorAll<HTMLElement>('.table-body > [role=row]:not(.is-sticky)')];
      lines.sort((one, other) => Number(one.ariaRowIndex) - Number(other.ariaRowIndex));
      const tops = lines.map((line) => line.getBoundingClientRect().top);
      if (tops.some((top, index) => index > 0 && top <= (tops[index - 1] ?? 0)))
        wrong.add('lines stand in another order than they are counted');
      if (new Set(lines.map((line) => line.id)).size < lines.length) wrong.add('a line stands there twice');
      frames += 1;
    };
    await new Promise<void>((resolve) => {
      const onFrame = () => {
        look();
        if (Reflect.get(window, 'testScrolled') === true) resolve();
        else requestAnimationFrame(onFrame);
      };
      requestAnimationFrame(onFrame);
    });
    return { frames, seen: seen.size, wrong: [...wrong] };
  });
}

describe('A long list', () => {
  it('shows each container in its own place, under its own name, in every frame while it is scrolled', async () => {
    await page.mouse.move(640, 500);
    const watched = watchFrames();
    await wheel(9_000);
    await wheel(-4_000);
    await wheel(20_000);
    await becomes(async () => (await scrolledPx()) > 8_000, true);
    await page.evaluate(() => Reflect.set(window, 'testScrolled', true));
    const { frames, seen, wrong } = await watched;
    expect(wrong).toEqual([]);
    expect(frames).toBeGreaterThan(10);
    expect(seen).toBeGreaterThan(100);
  });

  it('stands in the order of its lines when it rests, for those who have it read', async () => {
    await page.mouse.move(640, 500);
    await wheel(6_000);
    await becomes(async () => (await scrolledPx()) > 4_000, true);
    await becomes(async () => {
      const now = await indexes();
      return now.length > 15 && now.every((index, at) => at === 0 || index > (now[at - 1] ?? 0));
    }, true);
  });

  it('takes a press on the row that is seen under the pointer, also in the moment after the wheel was turned', async () => {
    const cursor = () => page.locator('.table .is-cursor').getAttribute('data-line', { timeout: 2_000 });
    // What is seen there when the press arrives: the wheel's last turns may still be under way.
    await page.evaluate(() => {
      const look = (event: MouseEvent) => {
        const line = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-line]');
        if (event.isTrusted) Reflect.set(window, 'testPressed', line?.getAttribute('data-line'));
      };
      window.addEventListener('click', look, { capture: true });
    });
    await page.mouse.move(640, 500);
    for (const px of [2_210, -730]) {
      await wheel(px);
      await page.mouse.click(640, 500);
      const pressed = await page.evaluate(() => String(Reflect.get(window, 'testPressed')));
      await becomes(cursor, pressed);
      await page.evaluate(() => Reflect.deleteProperty(window, 'testPressed'));
    }
  });

  it('opens the menu of the row that is seen under the pointer while it is scrolled', async () => {
    const row = page.locator('.table .row').nth(8);
    const box = await row.boundingBox();
    const line = await row.getAttribute('data-line');
    await page.locator('.table-body').evaluate((body) => body.classList.add('is-scrolling'));
    await page.mouse.click(300, (box?.y ?? 0) + 20, { button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await page.locator('.table .is-cursor').getAttribute('data-line')).toBe(line);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  it('keeps the focus on the container that has it, however far one scrolls', async () => {
    await page.mouse.move(640, 500);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-line') ?? null);
    const line = await focused();
    expect(line).not.toBeNull();
    await wheel(12_000);
    await becomes(async () => (await scrolledPx()) > 8_000, true);
    expect(await focused()).toBe(line);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await becomes(async () => (await scrolledPx()) < 200, true);
    expect(await focused()).toBe(line);
  });

  it('gives the focus of a container that is removed to the one that takes its place, not to the one that comes into view', async () => {
    await page.keyboard.press('Home');
    for (let line = 0; line < 4; line += 1) await page.keyboard.press('ArrowDown');
    const lineAt = (index: number) => page.locator(`.table [aria-rowindex="${index}"]`).getAttribute('data-line');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-line') ?? null);
    const line = await lineAt(6);
    const next = await lineAt(7);
    expect(await focused()).toBe(line);
    await callEngine(demo.socketPath, 'DELETE', `/containers/${line?.split('/')[1]}?force=1`);
    await becomes(focused, next);
    expect(await lineAt(6)).toBe(next);
  });

  it('opens no menu for the key where no row has the focus', async () => {
    await page.locator('.table').evaluate((table) => table.focus());
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('Shift+F10');
    await page.keyboard.press('ArrowDown');
    await page.locator('.table .is-cursor').waitFor();
    expect(await page.getByRole('menu').count()).toBe(0);
  });
});
