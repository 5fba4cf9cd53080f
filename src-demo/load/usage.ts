import { type CurveShape, curveOf, levelAt, sumUntil } from './curve.ts';

/** What a container uses when it works. Rates are at level 1 of its curve. */
export interface Load {
  readonly shape: CurveShape;
  readonly seed: number;
  /** Cores used at level 1. */
  readonly cores: number;
  readonly memoryBytes: number;
  /** Memory that comes and goes with the level. */
  readonly memorySwingBytes: number;
  readonly leakBytesPerSecond: number;
  readonly cacheBytes: number;
  readonly receiveBytesPerSecond: number;
  readonly sendBytesPerSecond: number;
  readonly readBytesPerSecond: number;
  readonly writeBytesPerSecond: number;
  readonly processes: number;
}

/** The running totals and levels of one run of a container, as a kernel would count them. */
export interface Usage {
  readonly cpuNanoseconds: number;
  /** Process memory, without file cache. */
  readonly residentBytes: number;
  readonly cacheBytes: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly processes: number;
}

const startUpCores = 0.6;
const startUpSeconds = 1.5;

/**
 * The usage after `activeMs` of running (paused time does not count), a pure function of that time.
 * `memoryCapBytes` 0 means no limit.
 */
export function usageAfter(load: Load, activeMs: number, memoryCapBytes: number): Usage {
  const curve = curveOf(load.shape, load.seed);
  // Each container is somewhere else on its curve.
  const offsetMs = load.seed % 400_000;
  const work = sumUntil(curve, offsetMs + activeMs) - sumUntil(curve, offsetMs);
  const level = levelAt(curve, offsetMs + activeMs);
  const seconds = activeMs / 1000;
  // Programs load, compile and connect when they start.
  const startUp = Math.min(seconds, startUpSeconds) * startUpCores * Math.min(1, load.cores * 4);
  const warm = 1 - 0.6 * Math.exp(-seconds / 4);
  const wanted = load.memoryBytes * warm + load.memorySwingBytes * level + load.leakBytesPerSecond * seconds;
  const resident = memoryCapBytes > 0 ? Math.min(wanted, memoryCapBytes * 0.985) : wanted;
  const cacheRoom = memoryCapBytes > 0 ? memoryCapBytes * 0.995 - resident : Number.POSITIVE_INFINITY;
  return {
    cpuNanoseconds: Math.round((work * load.cores + startUp) * 1e9),
    residentBytes: toPages(resident),
    cacheBytes: toPages(Math.max(0, Math.min(load.cacheBytes * (1 - Math.exp(-seconds / 90)), cacheRoom))),
    receivedBytes: Math.round(work * load.receiveBytesPerSecond + 1_112),
    sentBytes: Math.round(work * load.sendBytesPerSecond),
    readBytes: toPages(work * load.readBytesPerSecond + load.cacheBytes * 0.4),
    writtenBytes: toPages(work * load.writeBytesPerSecond),
    processes: load.processes + Math.round(level * 2),
  };
}

/** How long a leaking container runs until its limit is reached; null where it never is. */
export function activeMsUntilLimit(load: Load, memoryLimitBytes: number): number | null {
  if (load.leakBytesPerSecond <= 0 || memoryLimitBytes <= 0) return null;
  return ((memoryLimitBytes - load.memoryBytes) / load.leakBytesPerSecond) * 1000;
}

function toPages(bytes: number): number {
  return Math.floor(bytes / 4096) * 4096;
}
