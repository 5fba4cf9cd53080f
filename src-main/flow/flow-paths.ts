import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { shortId } from '../../src-shared/ids.ts';

/** Where a container finds its folder, and its socket in it. */
export const insideFolder = '/run/flow';
export const linkName = 'flow.sock';
export const insideSocket = `${insideFolder}/${linkName}`;
/** On every flow container: the name of its folder. */
export const flowLabel = 'io.quarterdeck.flow';
/** The kernel keeps 108 bytes for a socket's path, the last of them a NUL. */
const longestPathBytes = 107;
const longestName = '0123456789ab/0123456789ab.sock';

/** `$XDG_STATE_HOME/quarterdeck/flow`: it outlives logout and reboot, as containers with a restart policy do. Pure. */
export function flowFolderOf(environment: NodeJS.ProcessEnv): string {
  const given = environment['XDG_STATE_HOME'] ?? '';
  // The specification says that a relative path is to be ignored.
  const state = isAbsolute(given) ? given : join(environment['HOME'] || homedir(), '.local', 'state');
  return join(state, 'quarterdeck', 'flow');
}

/** A Failure where the sockets in `folder` would have paths that no kernel takes. Pure. */
export function checkPathLength(folder: string): Result<null> {
  const bytes = Buffer.byteLength(join(folder, longestName));
  if (bytes <= longestPathBytes) return succeed(null);
  return fail(
    'socket_communication_error',
    `Flow sockets in ${folder} would have paths of ${bytes} bytes, and a socket's path has ${longestPathBytes} at most. Set XDG_STATE_HOME to a shorter folder.`,
    { path: folder, bytes: String(bytes) },
  );
}

export function socketName(containerId: string): string {
  return `${shortId(containerId)}.sock`;
}

/** Twelve hex digits: a folder's name. */
export function isFolderName(name: string): boolean {
  return /^[0-9a-f]{12}$/.test(name);
}
