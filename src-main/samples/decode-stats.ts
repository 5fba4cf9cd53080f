import { z } from 'zod';
import type { Sample } from '../../src-shared/samples.ts';
import { blockBytes, type CpuReading, cpuPercentLinux, cpuPercentWindows, memoryLimit, memoryUsed } from './formulas.ts';

const number = z.number().catch(0);
const maybe = z.number().nullable().catch(null);
const cpuSchema = z.object({
  cpu_usage: z.object({ total_usage: number, percpu_usage: z.array(z.number()).catch([]) }).catch({ total_usage: 0, percpu_usage: [] }),
  system_cpu_usage: number,
  online_cpus: number,
});
const noCpu = { cpu_usage: { total_usage: 0, percpu_usage: [] }, system_cpu_usage: 0, online_cpus: 0 };
const frameSchema = z.object({
  read: z.string(),
  preread: z.string().catch(''),
  num_procs: number,
  cpu_stats: cpuSchema.catch(noCpu),
  precpu_stats: cpuSchema.catch(noCpu),
  memory_stats: z
    .object({
      usage: number,
      limit: number,
      privateworkingset: maybe,
      stats: z.object({ total_inactive_file: maybe, inactive_file: maybe }).catch({ total_inactive_file: null, inactive_file: null }),
    })
    .catch({ usage: 0, limit: 0, privateworkingset: null, stats: { total_inactive_file: null, inactive_file: null } }),
  networks: z.record(z.string(), z.object({ rx_bytes: number, tx_bytes: number })).catch({}),
  blkio_stats: z
    .object({ io_service_bytes_recursive: z.array(z.object({ op: z.string(), value: z.number() })).catch([]) })
    .catch({ io_service_bytes_recursive: [] }),
  storage_stats: z.object({ read_size_bytes: number, write_size_bytes: number }).catch({ read_size_bytes: 0, write_size_bytes: 0 }),
  pids_stats: z.object({ current: number }).catch({ current: 0 }),
});
type Frame = z.infer<typeof frameSchema>;

/** A reading, with all that is needed to tell its CPU use against another. */
export interface StatsReading {
  /** When the engine read it, by the engine's clock. */
  readonly readAtMs: number;
  readonly cpu: CpuReading;
  /** The reading before it, where the frame carries one. */
  readonly previousCpu: CpuReading | null;
  readonly windowsProcessors: number;
  readonly rest: Omit<Sample, 'atMs' | 'cpuPercent'>;
}

/** What the engine says of its machine. */
export interface Machine {
  readonly cpuCount: number;
  readonly memoryBytes: number;
}

/** A frame of the stats API; null for the empty ones that come of a container that does not run. Pure. */
export function decodeStats(frame: unknown, machine: Machine): StatsReading | null {
  const parsed = frameSchema.safeParse(frame);
  if (!parsed.success) return null;
  const stats = parsed.data;
  const readNs = timeNs(stats.read);
  if (readNs === null || stats.cpu_stats.cpu_usage.total_usage <= 0) return null;
  const previousNs = timeNs(stats.preread);
  const hasPrevious =
    previousNs !== null && stats.precpu_stats.cpu_usage.total_usage > 0 && (stats.precpu_stats.system_cpu_usage > 0 || stats.num_procs > 0);
  return {
    readAtMs: readNs / 1e6,
    cpu: cpuReading(stats.cpu_stats, readNs, machine.cpuCount),
    previousCpu: hasPrevious ? cpuReading(stats.precpu_stats, previousNs, machine.cpuCount) : null,
    windowsProcessors: stats.num_procs,
    rest: restOf(stats, machine.memoryBytes),
  };
}

/** CPU use of a reading against an earlier one of the same container. */
export function cpuPercentBetween(earlier: CpuReading, later: StatsReading): number {
  return later.windowsProcessors > 0 && later.cpu.systemUsage === 0
    ? cpuPercentWindows(earlier, later.cpu, later.windowsProcessors)
    : cpuPercentLinux(earlier, later.cpu);
}

function cpuReading(cpu: Frame['cpu_stats'], readNs: number, machineCpus: number): CpuReading {
  return {
    totalUsage: cpu.cpu_usage.total_usage,
    systemUsage: cpu.system_cpu_usage,
    onlineCpus: cpu.online_cpus || cpu.cpu_usage.percpu_usage.length || machineCpus,
    readNs,
  };
}

function restOf(stats: Frame, machineBytes: number): StatsReading['rest'] {
  const memory = stats.memory_stats;
  const used =
    memory.privateworkingset === null
      ? memoryUsed({ usage: memory.usage, totalInactiveFile: memory.stats.total_inactive_file, inactiveFile: memory.stats.inactive_file })
      : { usedBytes: memory.privateworkingset, cacheBytes: 0 };
  const block = blockBytes(stats.blkio_stats.io_service_bytes_recursive);
  let networkRxBytes = 0;
  let networkTxBytes = 0;
  for (const network of Object.values(stats.networks)) {
    networkRxBytes += network.rx_bytes;
    networkTxBytes += network.tx_bytes;
  }
  return {
    memoryBytes: used.usedBytes,
    memoryCacheBytes: used.cacheBytes,
    memoryLimitBytes: memoryLimit(memory.limit, machineBytes),
    networkRxBytes,
    networkTxBytes,
    blockReadBytes: block.read + stats.storage_stats.read_size_bytes,
    blockWriteBytes: block.write + stats.storage_stats.write_size_bytes,
    pids: stats.pids_stats.current,
  };
}

/** '2026-11-21T04:00:00.123456789Z' in ns (to some hundred ns, which is what a number holds); null for the zero time. */
function timeNs(text: string): number | null {
  if (text === '' || text.startsWith('0001-')) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
  const nanoseconds = Number(fraction.padEnd(9, '0')) % 1e6;
  return ms * 1e6 + nanoseconds;
}
