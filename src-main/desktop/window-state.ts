import { readFileSync } from 'node:fs';
import { writeFile, writeFileSync } from 'atomically';
import { type BrowserWindow, screen } from 'electron';
import { z } from 'zod';

const windowStateSchema = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int().min(480).max(16_384),
  height: z.number().int().min(360).max(16_384),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

const firstState: WindowState = {
  x: null,
  y: null,
  width: 1280,
  height: 820,
  maximized: false,
};

/** Where the window was when it was closed; the first state if that is unknown, broken or on a screen that is gone. */
export function readWindowState(file: string): WindowState {
  let state: WindowState;
  try {
    state = windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No file at the first start; a broken one only costs the position.
    return firstState;
  }
  return isOnScreen(state) ? state : { ...state, x: null, y: null };
}

/** Keeps the file up to date while the window lives: once a second at most while it moves, and when it closes. */
export function keepWindowState(window: BrowserWindow, file: string, onProblem: (error: unknown) => void): void {
  let timer: NodeJS.Timeout | null = null;
  const text = () => {
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    return `${JSON.stringify(state)}\n`;
  };
  const save = () => {
    timer = null;
    writeFile(file, text()).catch(onProblem);
  };
  const later = () => {
    timer ??= setTimeout(save, 1_000);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('close', () => {
    if (timer) clearTimeout(timer);
    timer = null;
    // At once: when the last window closes, the application may be gone before a promise is kept.
    try {
      writeFileSync(file, text());
    } catch (error) {
      onProblem(error);
    }
  });
}

function isOnScreen({ x, y, width, height }: WindowState): boolean {
  if (x === null || y === null) return true;
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX >= 100 && overlapY >= 60;
  });
}
