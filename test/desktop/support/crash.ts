import type { ElectronApplication } from 'playwright';

/** Ends the page's process as a crash does, and waits until it is gone. */
export async function crashPage(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('there is no window');
    const gone = new Promise((resolve) => contents.once('render-process-gone', resolve));
    contents.forcefullyCrashRenderer();
    await gone;
  });
}

/** What an expression is in the page of the first window; undefined while it loads. For a page that Playwright has let go of. */
export function inPage(electron: ElectronApplication, expression: string): Promise<unknown> {
  return electron.evaluate(async ({ BrowserWindow }, code): Promise<unknown> => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return contents === undefined || contents.isCrashed() || contents.isLoading() ? undefined : contents.executeJavaScript(code);
  }, expression);
}

/** Notes the messages of the desktop's dialogs from now on, which nobody can close in a test. */
export async function noteDialogs(electron: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ dialog }) => {
    const messages: string[] = [];
    Reflect.set(globalThis, 'dialogsOfTheTest', messages);
    Reflect.set(dialog, 'showMessageBox', async ({ message }: { readonly message: string }) => {
      messages.push(message);
      return { response: 0, checkboxChecked: false };
    });
  });
  return () => electron.evaluate((): string[] => [...Reflect.get(globalThis, 'dialogsOfTheTest')]);
}
