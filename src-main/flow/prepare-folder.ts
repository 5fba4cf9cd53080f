import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerNameSchema } from '../../src-shared/ids.ts';
import { silentLog } from '../lib/log.ts';
import { attempt } from './attempt.ts';
import { flowFolderOf, flowLabel, insideFolder, insideSocket } from './flow-paths.ts';
import { newFolderName, readRecords, writeRecord } from './flow-records.ts';
import { openOwnFolder } from './own-folder.ts';

/**
 * Makes the folder of a container that is made elsewhere, and gives the flags for its `docker run`. The same name gives the
 * same folder again. A running Quarterdeck sees the folder and listens on `flow.sock` in it; the container is known by its
 * inspected mount. A Failure where the name is no container's, or the folder can't be made.
 */
export async function prepareFlowFolder(name: string, environment: NodeJS.ProcessEnv): Promise<Result<string>> {
  const checked = containerNameSchema.safeParse(name);
  if (!checked.success)
    return fail('validation_error', `‘${name.slice(0, 64)}’ can’t be a container’s name. ${checked.error.issues[0]?.message ?? ''}`);
  if (process.platform !== 'linux')
    return fail('socket_communication_error', 'Flow containers need Linux. Run this where the containers run.');
  const root = flowFolderOf(environment);
  const opened = await openOwnFolder(root);
  if (!opened.ok) return opened;
  const made = await attempt(silentLog, root, 'make the folder', async () => {
    const known = [...(await readRecords(root, silentLog))].find(([, record]) => record.preparedAs === name);
    const folderName = known?.[0] ?? newFolderName();
    const folder = join(root, folderName);
    await mkdir(folder, { recursive: true, mode: 0o755 });
    // The mask of this process must not keep a container's user out.
    await chmod(folder, 0o755);
    // The record comes last: with it a running Quarterdeck takes the folder for whole.
    if (!known) await writeRecord(root, folderName, { hostId: null, containerId: null, preparedAs: name });
    return folderName;
  });
  return made.ok ? succeed(flagsFor(join(root, made.value), made.value, name)) : made;
}

/** What `docker run` is to be given, a flag a line. Pure. */
export function flagsFor(folder: string, folderName: string, name: string): string {
  const flags = [
    `--name ${name}`,
    `--mount ${quoted(`type=bind,source=${folder},target=${insideFolder},readonly`)}`,
    `--env FLOW_SOCKET=${insideSocket}`,
    `--label ${flowLabel}=${folderName}`,
  ];
  return `${flags.join(' \\\n')}\n`;
}

function quoted(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
