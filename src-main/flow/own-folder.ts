import { lstat, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { checkPathLength } from './flow-paths.ts';

/**
 * Makes sure that `folder` is a folder of ours that nobody else may enter. A Failure, with nothing touched, where its
 * sockets' paths would be too long, or where it is somebody else's or a link: whoever can write there could take our place.
 */
export async function openOwnFolder(folder: string): Promise<Result<null>> {
  const length = checkPathLength(folder);
  if (!length.ok) return length;
  try {
    await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 }).catch(unlessThere);
    const { uid, mode } = await lstat(folder).then((it) => ({ uid: it.uid, mode: it.isDirectory() ? it.mode & 0o777 : null }));
    if (mode === null)
      return refuse(folder, `${folder} is a link or a file. Remove it, so that Quarterdeck can make a folder of its own there.`);
    if (uid !== process.getuid?.()) {
      return refuse(folder, `${folder} belongs to another user (uid ${uid}). Remove it, or set XDG_STATE_HOME to a folder of yours.`);
    }
    if (mode !== 0o700)
      return refuse(
        folder,
        `${folder} may be entered by others (mode ${mode.toString(8)}). Look who opened it, then run: chmod 700 ${folder}`,
      );
    return succeed(null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail('system_error', `The folder for flow sockets, ${folder}, can’t be made (${code}). Check its disk and permissions.`, {
      path: folder,
      code,
    });
  }
}

function refuse(path: string, message: string): Result<never> {
  return fail('socket_communication_error', message, { path });
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
