import { homedir } from 'node:os';
import { app } from 'electron';
import type { DesktopStatus } from '../../src-shared/contract/desktop.ts';
import type { Log } from '../lib/log.ts';
import type { SettingsStore } from '../store/settings.ts';
import { hiddenArgument } from './arguments.ts';
import { mayWriteAutostart, setAutostart } from './autostart.ts';
import { autostartPath } from './autostart-file.ts';

export interface Login {
  status(): Promise<DesktopStatus['startAtLogin']>;
  dispose(): void;
}

/** Keeps the start at login after the setting, from now on. */
export function openLogin({ settings, log }: { readonly settings: SettingsStore; readonly log: Log }): Login {
  const file = autostartPath(process.env, homedir());
  let work: Promise<unknown> = Promise.resolve();
  let applied: boolean | null = null;
  const apply = (wanted: boolean): void => {
    if (wanted === applied) return;
    applied = wanted;
    if (process.platform !== 'linux') {
      setLoginItem(wanted);
      return;
    }
    // One after the other, so that the last wish stays.
    work = work
      .then(() => setAutostart(wanted, { file, command: ownCommand() }))
      .then((result) => result.ok || log.warn(result.failure.message, result.failure.details))
      .catch((error: unknown) => log.error('The start at login could not be set', { error }));
  };
  apply(settings.current().startAtLogin);
  const end = settings.onChange((changed) => apply(changed.startAtLogin));
  return {
    status: async () => {
      if (process.platform !== 'linux') return app.isPackaged ? 'possible' : 'notPackaged';
      return (await mayWriteAutostart(file)) ? 'possible' : 'fileOfAnother';
    },
    dispose: end,
  };
}

/** An unpackaged application would put Electron itself among the user's login items. */
function setLoginItem(openAtLogin: boolean): void {
  if (app.isPackaged) app.setLoginItemSettings({ openAtLogin, args: [hiddenArgument] });
}

/** What starts this application again. An AppImage runs from a mount of its own, which is another one the next time. */
function ownCommand(): readonly string[] {
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return app.isPackaged ? [program, hiddenArgument] : [program, app.getAppPath(), hiddenArgument];
}
