import type { ElectronApplication } from 'playwright';

/** What the application's windows are allowed, as Electron itself tells. */
export function windowPreferences(electron: ElectronApplication): Promise<readonly Record<string, unknown>[]> {
  return electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const contents: object = window.webContents;
      const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
      return typeof read === 'function' ? { ...read.call(contents) } : {};
    }),
  );
}

/** Calls the application's IPC door as the first frame inside the window's page would. */
export function invokeFromInnerFrame(electron: ElectronApplication, channel: string, command: string): Promise<unknown> {
  return electron.evaluate(
    async ({ BrowserWindow, ipcMain }, given): Promise<unknown> => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const frame = contents?.mainFrame.frames[0];
      if (!contents || !frame) throw new Error('there is no frame in the page');
      // Frames get no bridge, so only the door's own handler can be asked what it makes of one.
      const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
      const handler: unknown = handlers instanceof Map ? handlers.get(given.channel) : undefined;
      if (typeof handler !== 'function') throw new Error('the door has no handler');
      const ask = (senderFrame: unknown) => handler({ sender: contents, senderFrame, type: 'frame' }, given.command, {});
      return { own: await ask(contents.mainFrame), inner: await ask(frame), none: await ask(null) };
    },
    { channel, command },
  );
}
