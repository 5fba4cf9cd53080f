import { type Usage, usageAfter } from '../load/usage.ts';
import { activeMs, type Container, isAlive } from '../world/container.ts';
import type { World } from '../world/world.ts';
import { machine } from './machine.ts';
import { engineTime, neverTime } from './timestamps.ts';

/** A reading of one container at one moment. */
export interface Reading {
  readonly atMs: number;
  /** Since the machine booted: the CPU time of all its cores is counted from then. */
  readonly machineMs: number;
  readonly usage: Usage;
}

/** Reads a container; null when no process runs. Nothing is computed before somebody asks. */
export function readContainer(world: World, container: Container, atMs: number): Reading | null {
  if (!isAlive(container)) return null;
  const { load, memoryLimitBytes } = container.spec;
  return { atMs, machineMs: atMs - world.bootedAtMs, usage: usageAfter(load, activeMs(container, atMs), memoryLimitBytes) };
}

/** One frame of stats; `before` is the reading that the CPU difference is taken from. */
export function statsShape(container: Container, now: Reading | null, before: Reading | null) {
  const identity = { name: `/${container.name}`, id: container.spec.id };
  if (!now) return { ...emptyFrame, ...identity };
  const { usage } = now;
  return {
    read: engineTime(now.atMs),
    preread: before ? engineTime(before.atMs) : neverTime,
    pids_stats: { current: usage.processes },
    blkio_stats: blockShape(usage),
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpuShape(now),
    precpu_stats: before ? cpuShape(before) : emptyFrame.precpu_stats,
    memory_stats: memoryShape(usage, container.spec.memoryLimitBytes || machine.memoryBytes),
    ...identity,
    networks: {
      eth0: {
        rx_bytes: usage.receivedBytes,
        rx_packets: Math.ceil(usage.receivedBytes / 700),
        rx_errors: 0,
        rx_dropped: 0,
        tx_bytes: usage.sentBytes,
        tx_packets: Math.ceil(usage.sentBytes / 900),
        tx_errors: 0,
        tx_dropped: 0,
      },
    },
  };
}

function cpuShape({ machineMs, usage }: Reading) {
  const perCpu = Math.floor(usage.cpuNanoseconds / machine.cpuCount);
  return {
    cpu_usage: {
      total_usage: usage.cpuNanoseconds,
      percpu_usage: Array.from({ length: machine.cpuCount }, () => perCpu),
      usage_in_kernelmode: Math.floor(usage.cpuNanoseconds * 0.2),
      usage_in_usermode: Math.floor(usage.cpuNanoseconds * 0.8),
    },
    // The machine's CPUs count together.
    system_cpu_usage: Math.round(machineMs * 1e6) * machine.cpuCount,
    online_cpus: machine.cpuCount,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  };
}

function memoryShape({ residentBytes, cacheBytes }: Usage, limitBytes: number) {
  const inactiveFile = Math.floor(cacheBytes * 0.8);
  const figures = {
    active_anon: Math.floor(residentBytes * 0.1),
    active_file: cacheBytes - inactiveFile,
    cache: cacheBytes,
    inactive_anon: Math.floor(residentBytes * 0.9),
    inactive_file: inactiveFile,
    rss: residentBytes,
  };
  const totals = Object.fromEntries(Object.entries(figures).map(([name, value]) => [`total_${name}`, value]));
  return {
    usage: residentBytes + cacheBytes,
    max_usage: residentBytes + cacheBytes,
    stats: { ...figures, hierarchical_memory_limit: limitBytes, ...totals },
    limit: limitBytes,
  };
}

function blockShape(usage: Usage) {
  const entry = (op: string, value: number) => ({ major: 8, minor: 0, op, value });
  const bytes = [
    entry('Read', usage.readBytes),
    entry('Write', usage.writtenBytes),
    entry('Sync', usage.writtenBytes),
    entry('Async', usage.readBytes),
    entry('Total', usage.readBytes + usage.writtenBytes),
  ];
  return { ...blockLists([]), io_service_bytes_recursive: bytes };
}

function blockLists(value: [] | null) {
  return {
    io_service_bytes_recursive: value,
    io_serviced_recursive: value,
    io_queue_recursive: value,
    io_service_time_recursive: value,
    io_wait_time_recursive: value,
    io_merged_recursive: value,
    io_time_recursive: value,
    sectors_recursive: value,
  };
}

const noCpu = {
  cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 },
  throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
};

/** What the engine sends for a container in which nothing runs. */
const emptyFrame = {
  read: neverTime,
  preread: neverTime,
  pids_stats: {},
  blkio_stats: blockLists(null),
  num_procs: 0,
  storage_stats: {},
  cpu_stats: noCpu,
  precpu_stats: noCpu,
  memory_stats: {},
};
