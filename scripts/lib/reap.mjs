import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { killAll, processesOf, processesOfContainers } from './processes.mjs';

/** @param {string} folder
 *  @param {string} name
 *  @param {number} depth
 *  @returns {string[]} paths below the folder that end so */
function find(folder, name, depth) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === name) return [path];
    return entry.isDirectory() && depth > 0 ? find(path, name, depth - 1) : [];
  });
}

/** @param {string} command @param {string[]} args */
function tryRun(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 10_000 });
  } catch {
    // Nothing to undo.
  }
}

/**
 * Removes one engine's folder and all that it has outside of it: daemons, shims, containers' processes and control
 * groups, mounts, sockets, the bridge. Synchronous, so that it also runs while a process exits.
 * @param {string} folder as test/support/engine.ts lays it out
 */
export function reapEngine(folder) {
  const containersFolder = join(folder, 'data/containers');
  const ids = existsSync(containersFolder) ? readdirSync(containersFolder) : [];
  const sockets = find(join(folder, 'exec/containerd/daemon'), 'address', 4).map((file) =>
    readFileSync(file, 'utf8').replace(/^unix:\/\//, ''),
  );
  killAll(() => [...processesOf(folder), ...processesOfContainers(ids)]);
  unmountBelow(folder);
  for (const id of ids) removeControlGroups(id);
  for (const socket of sockets) rmSync(socket, { force: true });
  const bridge = join(folder, 'bridge');
  if (existsSync(bridge)) tryRun('ip', ['link', 'delete', readFileSync(bridge, 'utf8')]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** @param {string} folder */
function unmountBelow(folder) {
  if (process.platform !== 'linux') return;
  const points = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const point of points.filter((path) => path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)) {
    tryRun('umount', ['--lazy', point]);
  }
}

/** @param {string} containerId */
function removeControlGroups(containerId) {
  const base = '/sys/fs/cgroup';
  for (const parent of [
    base,
    ...readdirSync(base, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(base, entry.name)),
  ]) {
    for (const path of [join(parent, 'docker', containerId), join(parent, `system.slice/docker-${containerId}.scope`)]) {
      try {
        rmdirSync(path);
      } catch {
        // Not that driver, or gone already.
      }
    }
  }
}

/** Removes a run's folder with every engine in it. @param {string} folder */
export function reapFolder(folder) {
  const engines = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('engine-')) : [];
  for (const name of engines) reapEngine(join(folder, name));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
