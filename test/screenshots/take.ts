import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LaunchedApp, launchApp } from '../support/app.ts';
import type { Scene } from './scenes/scene.ts';
import { scenes } from './scenes.ts';

const themes = ['light', 'dark'] as const;
const sizes = [
  { name: '1280x820', width: 1280, height: 820, zoom: 1 },
  { name: '900x600', width: 900, height: 600, zoom: 1 },
  { name: '200pc', width: 1280, height: 820, zoom: 2 },
] as const;

/** Pictures every scene in both themes and every size. `only`: parts of scene names; empty: all. */
export async function takeScreenshots(folder: string, only: readonly string[]): Promise<void> {
  const wanted = scenes.filter((scene) => only.length === 0 || only.some((part) => scene.name.includes(part)));
  if (only.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const scene of wanted) {
    const world = await scene.open();
    const app = await launchApp(world.app);
    try {
      for (const size of scene.sizes ?? sizes) {
        await setSize(app, size);
        await pictureBoth(app, scene, folder, size.name);
      }
    } finally {
      await app.close();
      await world.close?.();
    }
  }
}

async function pictureBoth(app: LaunchedApp, scene: Scene, folder: string, size: string): Promise<void> {
  for (const [index, theme] of themes.entries()) {
    // Playwright stands between the window and the system's theme, so the change goes through it.
    await app.page.emulateMedia({ colorScheme: theme });
    await app.page.locator(`html[data-theme=${theme}]`).waitFor();
    if (index === 0) await scene.arrange?.(app.page, app);
    const file = join(folder, `${scene.name}-${size}-${theme}.png`);
    writeFileSync(file, await picture(app));
    process.stdout.write(`${file}\n`);
  }
  await scene.clear?.(app.page, app);
}

/** The whole window. A picture by Playwright shows a quarter of it at 200 % zoom: it counts in CSS pixels. */
async function picture(app: LaunchedApp): Promise<Buffer> {
  await app.page.evaluate(async () => {
    // Two frames: what was arranged is laid out in the first and painted in the second.
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await painted();
    // Another theme's colours come by transitions. What turns for ever is pictured as it turns.
    const ending = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((it) => it.finished));
    await painted();
  });
  const png = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(png, 'base64');
}

async function setSize(app: LaunchedApp, size: { readonly width: number; readonly height: number; readonly zoom: number }): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.setContentSize(width, height);
    window?.webContents.setZoomFactor(zoom);
  }, size);
  await app.page.waitForFunction((width) => Math.abs(window.innerWidth - width) <= 2, Math.round(size.width / size.zoom));
}
