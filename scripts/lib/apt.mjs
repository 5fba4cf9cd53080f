import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { attempt, run } from './run.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
const SAVED = `${POLICY}.before-quarterdeck`;
const quiet = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
const options = ['-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Dpkg::Use-Pty=0', '-o', 'Dpkg::Options::=--force-unsafe-io'];

/** Whether packages can be installed without asking anybody. */
export const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * The names under which this machine's apt knows the packages, without those that it does not know.
 * @param {string[]} names
 * @returns {Promise<string[]>}
 */
export async function knownNames(names) {
  const { stdout } = await attempt('apt-cache', ['policy', ...names.flatMap((name) => [`${name}t64`, name])], { env: quiet });
  /** @type {Set<string>} */
  const known = new Set();
  let current = '';
  for (const line of stdout.split('\n')) {
    if (/^\S.*:$/.test(line)) current = line.slice(0, -1);
    else if (/^ {2}Candidate: (?!\(none\))/.test(line)) known.add(current);
  }
  return names.flatMap((name) => [`${name}t64`, name].find((candidate) => known.has(candidate)) ?? []);
}

/** Debian's policy hook, while we install: no service that a package brings along is started. */
function forbidServices() {
  if (existsSync(SAVED)) restoreServices();
  if (existsSync(POLICY)) renameSync(POLICY, SAVED);
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
}

function restoreServices() {
  rmSync(POLICY, { force: true });
  if (existsSync(SAVED)) renameSync(SAVED, POLICY);
}

/**
 * Installs Debian or Ubuntu packages and starts none of their services.
 * @param {string[]} names as in Debian 12
 * @returns {Promise<string[]>} the names that were installed
 */
export async function aptInstall(names) {
  forbidServices();
  const onSignal = () => restoreServices();
  process.on('exit', onSignal);
  try {
    let wanted = await knownNames(names);
    const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...options, ...wanted], { env: quiet });
    if (wanted.length === names.length) {
      try {
        await install();
        return wanted;
      } catch {
        // Lists that are out of date name files that the mirror no longer has.
      }
    }
    await run('apt-get', ['update', ...options], { env: quiet });
    wanted = await knownNames(names);
    await install();
    return wanted;
  } finally {
    process.off('exit', onSignal);
    restoreServices();
  }
}
