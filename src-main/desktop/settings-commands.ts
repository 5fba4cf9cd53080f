import { open, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog } from 'electron';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { SettingsPatch } from '../../src-shared/settings.ts';
import { type Dangers, dangersOf, readSettingsFile, settingsFileText, without } from '../../src-shared/settings-file.ts';
import type { DesktopHandlers } from '../commands/parts.ts';
import type { SettingsStore } from '../store/settings.ts';

const filters = [{ name: 'Settings', extensions: ['json'] }];
/** More than settings ever are: a film that was chosen by mistake must not be read into memory. */
const sizeLimit = 4_194_304;

/** Settings to a file and back, by the system's own dialogs. */
export function settingsFileCommands(settings: SettingsStore): Pick<DesktopHandlers, 'exportSettings' | 'importSettings'> {
  return {
    exportSettings: async () => {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: 'quarterdeck-settings.json', filters });
      if (canceled || !filePath) return succeed(null);
      try {
        await writeFile(filePath, settingsFileText(settings.current()), { encoding: 'utf8', mode: 0o600 });
        return succeed(filePath);
      } catch (error) {
        return fail(
          'system_error',
          `${filePath} can’t be written. Choose a folder that you may write to and that has room.`,
          causeOf(error),
        );
      }
    },
    importSettings: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog({ title: 'Import settings', properties: ['openFile'], filters });
      const [file] = filePaths;
      if (canceled || file === undefined) return succeed(null);
      const text = await readText(file);
      if (!text.ok) return text;
      const patch = readSettingsFile(text.value);
      if (!patch.ok) return patch;
      const agreed = await ask(basename(file), patch.value, dangersOf(settings.current(), patch.value));
      return agreed === null ? succeed(null) : settings.update(agreed);
    },
  };
}

/** A file from elsewhere must open no door that its user has not seen. */
async function ask(name: string, patch: SettingsPatch, { fields, sentences }: Dangers): Promise<SettingsPatch | null> {
  if (sentences.length === 0) return patch;
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Import settings',
    message: `${name} also changes this:`,
    detail: sentences.join('\n'),
    buttons: ['Import all', 'Import without these', 'Cancel'],
    defaultId: 1,
    cancelId: 2,
    noLink: true,
  });
  if (response === 2) return null;
  return response === 0 ? patch : without(patch, fields);
}

async function readText(file: string): Promise<Result<string>> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > sizeLimit) return fail('validation_error', 'Nothing was imported. The file is longer than settings are.');
      return succeed(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    return fail('system_error', `${file} can’t be read. Check who may read it.`, causeOf(error));
  }
}

function causeOf(error: unknown): Record<string, string> {
  return { cause: error instanceof Error ? error.message : String(error) };
}
