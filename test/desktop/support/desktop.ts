import type { ElectronApplication } from 'playwright';

/** Answers the desktop's 'where to save' from now on, which nobody can press in a test. */
export async function saveTo(electron: ElectronApplication, filePath: string): Promise<void> {
  await electron.evaluate(({ dialog }, path) => {
    Reflect.set(dialog, 'showSaveDialog', async () => ({ canceled: false, filePath: path }));
  }, filePath);
}

/** What is on the clipboard. */
export function clipboardText(electron: ElectronApplication): Promise<string> {
  return electron.evaluate(({ clipboard }) => clipboard.readText());
}

/** Notes what would be opened in the browser from now on, and opens nothing. */
export async function catchOpened(electron: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'openedOfTheTest', opened);
    Reflect.set(shell, 'openExternal', async (url: string) => void opened.push(url));
  });
  return () => electron.evaluate((): string[] => [...Reflect.get(globalThis, 'openedOfTheTest')]);
}

/** Answers the desktop's 'which folder' from now on; null: the user thinks better of it. */
export async function chooseFolders(electron: ElectronApplication, path: string | null): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }));
  }, path);
}
