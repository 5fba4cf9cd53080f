import { writeFile } from 'node:fs/promises';
import { clipboard, dialog, shell } from 'electron';
import type { DesktopStatus } from '../../src-shared/contract/desktop.ts';
import { fail, succeed } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import { type Api, apiCommands } from '../api/open-api.ts';
import type { DesktopHandlers } from '../commands/parts.ts';
import { remoteCommands } from '../commands/remotes.ts';
import type { Remotes } from '../remote/remotes.ts';
import type { SettingsStore } from '../store/settings.ts';
import { publishedUrl } from './port-url.ts';
import { settingsFileCommands } from './settings-commands.ts';

/** The commands that only a desktop can carry out. */
export function createDesktopCommands(
  fleet: () => Fleet,
  api: Api,
  remotes: Remotes,
  logFolder: string,
  status: () => Promise<DesktopStatus>,
  settings: SettingsStore,
): DesktopHandlers {
  return {
    ...settingsFileCommands(settings),
    ...apiCommands(api),
    ...remoteCommands(remotes),
    getDesktopStatus: async () => succeed(await status()),
    chooseFolder: async ({ title }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog({ title, properties: ['openDirectory', 'createDirectory'] });
      return succeed(canceled ? null : (filePaths[0] ?? null));
    },
    openLogFolder: async () => {
      const problem = await shell.openPath(logFolder);
      return problem === ''
        ? succeed(null)
        : fail('system_error', `The folder could not be opened. Open ${logFolder} by hand.`, { problem });
    },
    // The clipboard belongs to the main process: pages get no permission for it.
    copyText: async ({ text }) => {
      clipboard.writeText(text);
      return succeed(null);
    },
    saveText: async ({ suggestedName, text }) => {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: suggestedName,
      });
      if (canceled || !filePath) return succeed(null);
      try {
        await writeFile(filePath, text, 'utf8');
        return succeed(filePath);
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        return fail('system_error', `${filePath} can’t be written. Choose a folder that you may write to and that has room.`, { cause });
      }
    },
    openPort: async ({ hostId, containerId, hostPort }) => {
      const { hosts, containers } = fleet();
      const host = hosts.get(hostId);
      const container = containers.get(containerKey(hostId, containerId));
      const found = host && container ? publishedUrl(host, container.ports, hostPort) : null;
      if (!found) return fail('validation_error', `Port ${hostPort} is not published any more. The list shows what is.`);
      if (found.url === null) return fail('validation_error', `Port ${hostPort} speaks ${found.protocol}, which a browser can’t open.`);
      try {
        await shell.openExternal(found.url);
        return succeed(null);
      } catch (error) {
        return fail('system_error', `No browser could be opened. Open ${found.url} by hand.`, { cause: String(error) });
      }
    },
  };
}
