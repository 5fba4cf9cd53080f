import { constants, type Stats } from 'node:fs';
import { access, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { fail, type Result, succeed } from '../../../src-shared/failure.ts';

/** More than this is no code, and the engine keeps it all in the container's layer. */
const bytesLimit = 4 * 1024 ** 3;
const entriesLimit = 200_000;

export interface CodeFolder {
  /** Without links. */
  readonly path: string;
  /** Names at its top that are taken along. */
  readonly top: readonly string[];
  readonly entries: number;
  readonly bytes: number;
  /** Relative paths that are left out: sockets, devices, and what lies below a mount. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Looks through a folder before it is copied: it must be absolute, a folder, readable as a whole, and of a size that code has.
 * `mounted`: paths in it that are left out.
 */
export async function readCodeFolder(codePath: string, mounted: readonly string[], signal: AbortSignal): Promise<Result<CodeFolder>> {
  const refuse = (message: string) => fail('validation_error', message, { field: 'codePath' });
  if (codePath.includes('\0')) return refuse('The code’s path holds a NUL character.');
  if (!isAbsolute(codePath)) return refuse('Name the folder of the code by its whole path, such as /home/me/project.');
  try {
    const path = await realpath(codePath);
    if (path === '/') return refuse('/ is no folder of code. Choose one below it.');
    if (!(await stat(path)).isDirectory()) return refuse(`${codePath} is not a folder. Choose the folder that holds the code.`);
    return await look(path, new Set(mounted), signal);
  } catch (error) {
    if (signal.aborted) return fail('system_error', 'Looking through the code was cancelled.', { cancelled: 'yes' });
    return refuse(refusalOf(codePath, error));
  }
}

async function look(path: string, mounted: ReadonlySet<string>, signal: AbortSignal): Promise<Result<CodeFolder>> {
  const leftOut = new Set<string>();
  const top: string[] = [];
  let entries = 0;
  let bytes = 0;
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    await access(join(path, folder), constants.R_OK | constants.X_OK);
    for (const name of await readdir(join(path, folder))) {
      const relative = join(folder, name);
      const facts = await lstat(join(path, relative));
      if (mounted.has(relative) || !canTake(facts)) {
        leftOut.add(relative);
        continue;
      }
      entries += 1;
      if (folder === '') top.push(name);
      if (facts.isDirectory()) waiting.push(relative);
      if (facts.isFile()) {
        await access(join(path, relative), constants.R_OK);
        bytes += facts.size;
      }
      if (bytes > bytesLimit || entries > entriesLimit)
        return fail(
          'validation_error',
          `${path} holds more than ${bytes > bytesLimit ? '4 GiB' : '200,000 files'}. Choose a folder that holds only the code.`,
          { field: 'codePath' },
        );
    }
  }
  return succeed({ path, top, entries, bytes, leftOut });
}

function canTake(facts: Stats): boolean {
  return facts.isFile() || facts.isDirectory() || facts.isSymbolicLink();
}

function refusalOf(codePath: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const at = error instanceof Error && 'path' in error ? String(error.path) : codePath;
  if (code === 'ENOENT') return `There is no ${at} on the machine where Quarterdeck runs. Check the path.`;
  if (code === 'EACCES' || code === 'EPERM') return `${at} can’t be read. Give Quarterdeck’s user the right to read it.`;
  if (code === 'ELOOP') return `${at} is a link that leads in a circle. Choose another folder.`;
  return `${at} can’t be read (${code || String(error)}). Choose another folder.`;
}
