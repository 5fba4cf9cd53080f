import { build } from './build.mjs';
import { getElectron } from './electron.mjs';
import { installPackages } from './packages.mjs';
import { say, seconds, step } from './report.mjs';
import { assertCanRun, installSystemPackages } from './system.mjs';

/**
 * Brings a fresh clone, or one that is out of date, to the point where the window can open. What is there already costs
 * and prints nothing.
 * @param {{ display: boolean, engine: boolean, build?: boolean }} needs what the run starts itself: a display, a Docker
 *   Engine; whether it needs out/, which it does unless told otherwise
 * @returns {Promise<{ binary: string, dist: string, version: string, official: boolean }>} Electron
 */
export async function setUp(needs) {
  const startedAt = performance.now();
  const system = step('System packages', () => installSystemPackages(needs));
  const packages = step('Packages', installPackages);
  /** @type {Awaited<ReturnType<typeof getElectron>> | undefined} */
  let electron;
  const runtime = step('Electron', async () => {
    electron = await getElectron(packages);
    return electron.did;
  });
  const built = packages.then(() => (needs.build !== false ? step('Build', build) : undefined));
  const settled = await Promise.allSettled([system, packages, runtime, built]);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  if (!electron) throw new Error('no Electron');
  await assertCanRun(electron.binary, needs);
  // What we start, and the tools below it, find the same Electron.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.dist;
  process.env.ELECTRON_EXEC_PATH = electron.binary;
  say(`Ready with Electron ${electron.version} on Node ${process.versions.node} (${seconds(performance.now() - startedAt)})`);
  return electron;
}
