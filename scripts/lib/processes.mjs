import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * When a process was born, as its platform says it: with the pid it names one process for good.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function bornAt(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    if (process.platform === 'win32') {
      process.kill(pid, 0);
      return 'alive';
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Notes a child in the ledger, so that it can be found when we were killed.
 *  @param {number} pid */
export function recordProcess(pid) {
  const ledger = process.env.QUARTERDECK_LEDGER;
  if (!ledger) return;
  mkdirSync(join(ledger, 'procs'), { recursive: true });
  writeFileSync(join(ledger, 'procs', String(pid)), bornAt(pid) ?? '');
}

/** @param {number} pid @param {string} file */
function procFile(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** All pids but our own (Linux). */
export function allPids() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid);
}

/**
 * Processes whose command line or first environment names a folder (Linux; elsewhere none).
 * @param {string} folder
 * @returns {number[]}
 */
export function processesOf(folder) {
  const mark = `QUARTERDECK_LEDGER=${folder}`;
  return allPids()
    .filter((pid) => {
      const environment = procFile(pid, 'environ').split('\0');
      return environment.includes(mark) || procFile(pid, 'cmdline').includes(`${folder}/`);
    })
    .filter((pid) => bornAt(pid) !== undefined);
}

/**
 * Processes in one of the control groups of these containers (Linux; elsewhere none).
 * @param {string[]} containerIds
 */
export function processesOfContainers(containerIds) {
  if (containerIds.length === 0) return [];
  return allPids().filter((pid) => {
    const groups = procFile(pid, 'cgroup');
    return containerIds.some((id) => groups.includes(id)) && bornAt(pid) !== undefined;
  });
}

/** @param {number} pid @param {NodeJS.Signals} [signal] */
export function kill(pid, signal = 'SIGKILL') {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or not ours.
  }
}

/** Waits without an event loop, so that it also works while a process exits.
 *  @param {number} ms */
function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/**
 * Kills processes until none is found any more.
 * @param {() => number[]} find
 * @param {number} [withinMs]
 * @returns {string[]} what was found first, as `pid command`
 */
export function killAll(find, withinMs = 3000) {
  const deadline = Date.now() + withinMs;
  let left = find();
  const first = left.map((pid) => `${pid} ${procFile(pid, 'cmdline').replaceAll('\0', ' ').slice(0, 120)}`.trim());
  while (left.length > 0 && Date.now() < deadline) {
    // Parents first: a daemon restarts its helper when that dies before it.
    for (const pid of left.sort((one, other) => one - other)) kill(pid);
    pause(20);
    left = find();
  }
  return first;
}

/** Ends a child that leads a group of its own, and the whole group.
 *  @param {number} pid @param {NodeJS.Signals} signal */
export function killGroup(pid, signal) {
  if (process.platform === 'win32') {
    try {
      execFileSync('taskkill', ['/T', '/F', '/PID', String(pid)], { stdio: 'ignore' });
    } catch {
      // Gone already.
    }
    return;
  }
  kill(-pid, signal);
}
