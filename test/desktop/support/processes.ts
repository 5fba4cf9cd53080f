import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { bornAt } from '../../../scripts/lib/processes.mjs';

/** A process for good: its pid may be given to another one later. */
export interface Born {
  readonly pid: number;
  readonly birth: string;
}

/** A process and all that come from it, as they are now. */
export function processTree(root: number): readonly Born[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid)) parents.set(pid, parentOf(pid));
  }
  const found = new Set([root]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found].flatMap((pid) => {
    const birth = bornAt(pid);
    return birth === undefined ? [] : [{ pid, birth }];
  });
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** Those that still live. */
export function living(processes: readonly Born[]): readonly Born[] {
  return processes.filter(({ pid, birth }) => bornAt(pid) === birth);
}

/** The command line of a process; '' where it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** The sockets that a process has open, each by the name that only it and those who inherited it have. */
export function socketsOf(pid: number): ReadonlySet<string> {
  return new Set(linksOf(pid).filter((link) => link.startsWith('socket:')));
}

function linksOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

/** What a process has open, as the kernel names it, sorted: `socket`, `pipe`, `anon_inode:[eventpoll]`, paths of files. */
export function descriptors(pid: number): readonly string[] {
  return linksOf(pid)
    .map((link) => link.replace(/:\[\d+\]$/, ''))
    .sort();
}
