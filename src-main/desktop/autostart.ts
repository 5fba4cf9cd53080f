import { mkdir, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFile } from 'atomically';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { autostartFileOf, isOurs, isSwitchedOff } from './autostart-file.ts';

export interface AutostartOptions {
  /** The autostart file of this user. */
  readonly file: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
}

/** Whether the autostart file is ours to write: there is none, or it is ours. */
export async function mayWriteAutostart(file: string): Promise<boolean> {
  const text = await readIfThere(file).catch(() => '');
  return text === null || isOurs(text);
}

/** Makes Quarterdeck start with the session or not, on Linux. Leaves alone what somebody else wrote, and what the user switched off. */
export async function setAutostart(wanted: boolean, { file, command }: AutostartOptions): Promise<Result<null>> {
  try {
    const before = await readIfThere(file);
    if (before !== null && !isOurs(before)) {
      return wanted
        ? fail('system_error', `${file} is not Quarterdeck’s, so it is left alone. Remove it to let Quarterdeck start at login.`)
        : succeed(null);
    }
    if (!wanted) {
      if (before !== null) await unlink(file);
      return succeed(null);
    }
    const text = autostartFileOf(command);
    if (before === text || (before !== null && isSwitchedOff(before))) return succeed(null);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o644 });
    return succeed(null);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return fail('system_error', `${file} can’t be written, so Quarterdeck does not start at login. Check that you may write there.`, {
      cause,
    });
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
