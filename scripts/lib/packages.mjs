import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './run.mjs';

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
function lockedPackages(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

/** @returns {string} the version that package-lock.json names, also before anything is installed
 *  @param {string} name */
export function lockedVersion(name) {
  const version = lockedPackages('package-lock.json')[`node_modules/${name}`]?.version;
  if (!version) throw new Error(`package-lock.json does not name ${name}`);
  return version;
}

/** Whether node_modules holds what the lock file says; packages for other platforms may be absent. */
function isInstalled() {
  const marker = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, marker))) return false;
  const there = lockedPackages(marker);
  return Object.entries(lockedPackages('package-lock.json')).every(
    ([path, wanted]) => path === '' || there[path]?.version === wanted.version || (!there[path] && (wanted.optional || wanted.devOptional)),
  );
}

/**
 * Installs the locked packages where they are not. No install script runs (.npmrc): none of them is needed. Those of
 * ssh2, cpu-features and usocket build optional native parts, protobufjs only prints a warning, and Electron's binary
 * is had by electron.mjs.
 * @returns {Promise<string | undefined>}
 */
export async function installPackages() {
  if (isInstalled()) return undefined;
  await npm(['ci', '--no-progress', '--loglevel=error']);
  return `installed ${Object.keys(lockedPackages('node_modules/.package-lock.json')).length} from the lock file`;
}
