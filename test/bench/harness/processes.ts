import { readdirSync, readFileSync } from 'node:fs';

/** Kernel clock ticks are 100 a second for user space on every Linux that Electron runs on. */
const msPerTick = 10;

interface ProcessFacts {
  readonly parent: number;
  readonly group: number;
  readonly cpuMs: number;
}

/** CPU time that every living process of a group and its descendants have used so far, in ms, by process id. */
export function cpuOfGroup(group: number): ReadonlyMap<number, number> {
  const all = new Map<number, ProcessFacts>();
  for (const name of readdirSync('/proc')) {
    const facts = /^\d+$/.test(name) ? read(name) : null;
    if (facts) all.set(Number(name), facts);
  }
  const ours = (id: number): boolean => {
    const facts = all.get(id);
    return facts !== undefined && (facts.group === group || (facts.parent > 1 && ours(facts.parent)));
  };
  return new Map([...all].filter(([id]) => ours(id)).map(([id, facts]) => [id, facts.cpuMs]));
}

/** CPU time used between two looks, in ms; a process that ended between them counts with what was known of it. */
export function cpuBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return [...after].reduce((sum, [id, ms]) => sum + ms - (before.get(id) ?? 0), 0);
}

function read(id: string): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1] ?? 0, group: fields[2] ?? 0, cpuMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * msPerTick };
  } catch {
    // It ended between the listing and the look.
    return null;
  }
}
