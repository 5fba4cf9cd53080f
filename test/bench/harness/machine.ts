import { cpus, release, totalmem } from 'node:os';

export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  readonly electron: string;
  /** Null where no bench asked for a real engine. */
  readonly engine: string | null;
  readonly measuredAt: string;
}

export function machineFacts(electron: string, engine: string | null): MachineFacts {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: `${process.platform} ${release()}`,
    node: process.versions.node,
    electron,
    engine,
    measuredAt: new Date().toISOString(),
  };
}
