import type { ElectronApplication } from 'playwright';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the first window is. */
export function boundsOf(electron: ElectronApplication): Promise<Bounds | null> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? null);
}

export async function moveWindow(electron: ElectronApplication, bounds: Bounds): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
}

export async function hideWindow(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
}

export async function showWindow(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
}

export function isVisible(electron: ElectronApplication): Promise<boolean> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
}

/** The pid of the application's main process. */
export function mainPid(electron: ElectronApplication): number {
  const { pid } = electron.process();
  if (pid === undefined) throw new Error('the application has no process');
  return pid;
}
