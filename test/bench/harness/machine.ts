import { cpus, loadavg, release, totalmem } from 'node:os';

export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  readonly electron: string;
  /** Null where no bench asked for a real engine. */
  readonly engine: string | null;
  /** Of the last minute when the benches began: how many programs wanted a core. Figures suffer above their number. */
  readonly loadBefore: number;
  /** Whether what was measured went before other programs. */
  readonly ahead: boolean;
  readonly measuredAt: string;
}

export function machineFacts(electron: string, engine: string | null, loadBefore: number, ahead: boolean): MachineFacts {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: `${process.platform} ${release()}`,
    node: process.versions.node,
    electron,
    engine,
    loadBefore,
    ahead,
    measuredAt: new Date().toISOString(),
  };
}

/** How many programs wanted a core in the last minute, on average; 0 where the system does not tell. */
export function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}
