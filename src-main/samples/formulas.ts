/** The figures of one reading, from which a Sample is made. Times in ms, CPU times as the engine counts them (ns; Windows: 100 ns). */
export interface CpuReading {
  readonly totalUsage: number;
  /** CPU time of the whole machine; 0 where the engine has none (Windows). */
  readonly systemUsage: number;
  readonly onlineCpus: number;
  /** The moment of the reading in ns, as `read` says it. */
  readonly readNs: number;
}

/**
 * CPU use between two readings, 100 being one core, as `docker stats` has it: the container's share of the machine's CPU
 * time, times the CPUs. 0 where either did not grow: after a restart, and for two readings in one moment.
 */
export function cpuPercentLinux(earlier: CpuReading, later: CpuReading): number {
  const used = later.totalUsage - earlier.totalUsage;
  const machine = later.systemUsage - earlier.systemUsage;
  if (!(used > 0) || !(machine > 0)) return 0;
  // Two readings that are not of one moment can give more than there is.
  return Math.min((used / machine) * later.onlineCpus * 100, later.onlineCpus * 100);
}

/** Windows counts in 100 ns and knows no machine's time: the share of what the processors could have done in between. */
export function cpuPercentWindows(earlier: CpuReading, later: CpuReading, processors: number): number {
  const possible = ((later.readNs - earlier.readNs) / 100) * processors;
  const used = later.totalUsage - earlier.totalUsage;
  return possible > 0 && used > 0 ? (used / possible) * 100 : 0;
}

export interface MemoryReading {
  readonly usage: number;
  readonly totalInactiveFile: number | null;
  readonly inactiveFile: number | null;
}

/** Memory in use and the file cache that the kernel would give back: cgroup v1 names it `total_inactive_file`, v2 `inactive_file`. */
export function memoryUsed(memory: MemoryReading): { readonly usedBytes: number; readonly cacheBytes: number } {
  for (const cacheBytes of [memory.totalInactiveFile, memory.inactiveFile]) {
    if (cacheBytes !== null && cacheBytes < memory.usage) return { usedBytes: memory.usage - cacheBytes, cacheBytes };
  }
  return { usedBytes: memory.usage, cacheBytes: 0 };
}

/** Bytes read and written, from entries such as `{op: 'Read', value: 4096}`; ops are spelled in several ways. */
export function blockBytes(entries: readonly { readonly op: string; readonly value: number }[]): {
  readonly read: number;
  readonly write: number;
} {
  let read = 0;
  let write = 0;
  for (const { op, value } of entries) {
    const first = op[0];
    if (first === 'r' || first === 'R') read += value;
    else if (first === 'w' || first === 'W') write += value;
  }
  return { read, write };
}

/** Engines give the machine's memory, or nearly 2^63, where no limit is set: that is told as 0, none. */
export function memoryLimit(limit: number, machineBytes: number): number {
  const none = limit <= 0 || limit >= 2 ** 60 || (machineBytes > 0 && limit >= machineBytes);
  return none ? 0 : limit;
}
