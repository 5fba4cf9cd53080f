import { writeFile } from 'node:fs/promises';
import { clipboard, dialog, shell } from 'electron';
import { fail, succeed } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { DesktopHandlers } from '../commands/parts.ts';
import { portUrl } from './port-url.ts';

/** The commands that only a desktop can carry out. */
export function createDesktopCommands(fleet: () => Fleet): DesktopHandlers {
  return {
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
      const port = containers.get(containerKey(hostId, containerId))?.ports.find((it) => it.hostPort === hostPort);
      if (!host || !port) return fail('validation_error', `Port ${hostPort} is not published any more. The list shows what is.`);
      const url = portUrl(host, port);
      if (!url) return fail('validation_error', `Port ${hostPort} speaks ${port.protocol}, which a browser can’t open.`);
      await shell.openExternal(url);
      return succeed(null);
    },
  };
}
