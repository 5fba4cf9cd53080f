import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchedApp } from '../../support/app.ts';
import { chooseFolders } from './desktop.ts';
import { pointAtRow, rowOf } from './list.ts';
import { becomes } from './wait.ts';

const run = promisify(execFile);

/** What a user does with one flow container, mostly by keyboard, from the list of containers on. */
export interface FlowStory {
  /** Waits until the list shows it running and connected. */
  connected(name: string): Promise<void>;
  /** Sends a command without data from the Messages tab; gives the line of its reply. */
  send(name: string, command: string): Promise<string>;
  /** Fills in the form for other code with a folder that is picked, and sends it. */
  sendCode(name: string, folder: string): Promise<void>;
  /** Deletes it with its key, and undoes nothing. */
  delete(name: string): Promise<void>;
}

/** The story in this window; each step begins and may end anywhere. */
export function flowStory({ electron, page }: LaunchedApp): FlowStory {
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const open = async (name: string) => {
    await press('Control+1');
    await pointAtRow(page, name);
    await press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  return {
    connected: async (name) => {
      await press('Control+1');
      const connected = page.getByRole('row', { name: /takes messages, connected/ });
      await rowOf(page, name).and(connected).waitFor();
    },
    send: async (name, command) => {
      await open(name);
      await press('5');
      const replies = page.getByRole('treegrid').getByRole('row', { name: /Received reply/ });
      await page.getByRole('textbox', { name: 'Command' }).waitFor();
      await press('m', 'Control+a');
      const before = await replies.count();
      await page.keyboard.type(command);
      await press('Control+Enter');
      await becomes(async () => (await replies.count()) > before, true);
      return (await replies.last().innerText()).replaceAll(/\s+/g, ' ');
    },
    sendCode: async (name, folder) => {
      await open(name);
      await page.getByRole('button', { name: 'More actions' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Update code…' }).press('Enter');
      await chooseFolders(electron, folder);
      await page.getByRole('button', { name: 'Choose…' }).press('Enter');
      await becomes(() => page.getByLabel('Folder').inputValue(), folder);
      await press('Control+Enter');
    },
    delete: async (name) => {
      await press('Control+1');
      await pointAtRow(page, name);
      await press('Delete');
      await page
        .getByRole('dialog', { name: `Delete ${name}?` })
        .getByRole('button', { name: 'Delete' })
        .press('Enter');
      await rowOf(page, name).waitFor({ state: 'hidden' });
    },
  };
}

/** Every file, folder and socket below Quarterdeck's folder of state, without the folder of the updates' notes itself: the first makes it. */
export function stateEntries(stateHome: string): readonly string[] {
  const entries = readdirSync(join(stateHome, 'quarterdeck'), { recursive: true, encoding: 'utf8' });
  return entries.filter((it) => it !== 'updates').sort();
}

/** What `quarterdeck flow prepare` prints, as words for `docker run`. */
export async function preparedFlags(name: string, stateHome: string): Promise<readonly string[]> {
  const program = join(import.meta.dirname, '../../../bin/quarterdeck.mjs');
  const environment = { PATH: process.env['PATH'] ?? '', HOME: stateHome, XDG_STATE_HOME: stateHome };
  const { stdout } = await run(process.execPath, [program, 'flow', 'prepare', name], { env: environment });
  return stdout.replaceAll('\\\n', ' ').trim().split(/\s+/);
}
