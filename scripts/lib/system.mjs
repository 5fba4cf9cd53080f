import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canInstall } from './apt.mjs';
import { libraryPackages } from './libraries.mjs';
import { PlainError } from './report.mjs';
import { attempt } from './run.mjs';

/** Command -> Debian package, by what needs it. */
const commands = {
  display: { Xvfb: 'xvfb', 'dbus-daemon': 'dbus' },
  engine: {
    dockerd: 'docker.io',
    docker: 'docker-cli',
    containerd: 'containerd',
    runc: 'runc',
    iptables: 'iptables',
    ip: 'iproute2',
    busybox: 'busybox-static',
  },
};

/** Folder -> Debian package, for what has no command: the tests of the API use a client that is not ours. */
const folders = {
  engine: {
    '/usr/lib/python3/dist-packages/socketio': 'python3-socketio',
    '/usr/lib/python3/dist-packages/websocket': 'python3-websocket',
    '/usr/lib/python3/dist-packages/requests': 'python3-requests',
  },
};

/** @param {string} command
 *  @returns {string | undefined} where it is, looking also where a plain user's PATH does not */
export function which(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file));
}

/** Whether there is a display that a window can open on. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns {Promise<string[]>} libraries that the dynamic linker does not know, by its cache */
async function missingLibraries() {
  const { stdout } = await attempt(which('ldconfig') ?? 'ldconfig', ['-p']);
  return Object.keys(libraryPackages).filter((name) => !stdout.includes(`\t${name} `));
}

/**
 * What the machine lacks, as Debian 12 package names.
 * @param {{ display: boolean, engine: boolean }} needs
 */
async function missingPackages(needs) {
  /** @type {Set<string>} */
  const packages = new Set((await missingLibraries()).map((name) => libraryPackages[name] ?? name));
  // Without any font Chromium draws no text at all.
  if (!existsSync('/usr/share/fonts') || readdirSync('/usr/share/fonts').length === 0) packages.add('fonts-dejavu-core');
  for (const group of /** @type {const} */ (['display', 'engine'])) {
    if (!needs[group]) continue;
    for (const [command, name] of Object.entries(commands[group])) if (!which(command)) packages.add(name);
  }
  if (needs.engine) for (const [folder, name] of Object.entries(folders.engine)) if (!existsSync(folder)) packages.add(name);
  // Debian 12's docker.io holds the client too; Debian 13 has it apart.
  if (packages.has('docker-cli') && packages.has('docker.io')) packages.delete('docker-cli');
  return [...packages].sort();
}

/** The line that a user runs to get what is missing. @param {string[]} packages */
export function installLine(packages) {
  return `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs what the machine lacks where that needs nobody's leave (root on Debian or Ubuntu).
 * @param {{ display: boolean, engine: boolean }} needs
 * @returns {Promise<string | undefined>} what was done
 */
export async function installSystemPackages(needs) {
  if (!canInstall) return undefined;
  let missing = await missingPackages(needs);
  if (missing.length === 0) return undefined;
  const first = await aptInstall(missing);
  missing = (await missingPackages(needs)).filter((name) => !first.includes(name));
  if (missing.length > 0) first.push(...(await aptInstall(missing)));
  return `installed ${first.length} packages that were missing (${first.join(' ')})`;
}

/**
 * Checks with the dynamic linker that Electron can start, and that there is a display to be had.
 * @param {string} binary
 * @param {{ display: boolean }} needs
 */
export async function assertCanRun(binary, needs) {
  if (process.platform !== 'linux') return;
  const { stdout } = await attempt('ldd', [binary]);
  const libraries = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  const tools = needs.display ? Object.entries(commands.display).filter(([command]) => !which(command)) : [];
  if (libraries.length === 0 && tools.length === 0) return;
  const lacks = [...libraries, ...tools.map(([command]) => command)];
  const packages = [...new Set([...libraries.map((name) => libraryPackages[name] ?? name), ...tools.map(([, name]) => name)])].sort();
  throw new PlainError(
    [
      `This machine lacks what Electron needs to ${needs.display ? 'run without a display' : 'start'}: ${lacks.join(', ')}.`,
      'On Debian 12 or Ubuntu 22.04 install it with',
      `  ${installLine(packages)}`,
      'and run the command again. (Newer releases add t64 to some names; other systems name the packages differently.)',
    ].join('\n'),
  );
}

/**
 * Why no Docker Engine of our own can be started here, or undefined where it can.
 * @returns {string | undefined}
 */
export function whyNoEngine() {
  if (process.platform !== 'linux') return 'a Docker Engine of their own needs Linux';
  if (process.getuid?.() !== 0) return 'starting a Docker Engine of their own needs root: run `sudo npm test`';
  const missing = Object.entries(commands.engine).filter(([command]) => !which(command));
  if (missing.length === 0) return undefined;
  return `${missing.map(([command]) => command).join(', ')} missing: ${installLine(missing.map(([, name]) => name))}`;
}
