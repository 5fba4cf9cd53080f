import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Host } from '../../../src-shared/model.ts';
import type { Shape } from '../../components/shape.ts';
import { latest } from '../../store/sample-store.ts';

export function shapeOfHost(host: Host): Shape {
  switch (host.status.state) {
    case 'connected':
      return 'running';
    case 'connecting':
      return 'notKnown';
    case 'reconnecting':
    case 'unreachable':
      return 'attention';
  }
}

export interface HostSum {
  /** 100 is the whole machine. */
  readonly cpuPercentOfMachine: number;
  readonly memoryBytes: number;
}

/** What a host's containers use together, by their last readings; null before the first. */
export function sumOfHost(host: Host, keys: Iterable<ContainerKey>): HostSum | null {
  let cpu = 0;
  let memoryBytes = 0;
  let known = false;
  for (const key of keys) {
    const sample = key.startsWith(`${host.id}/`) ? latest(key) : null;
    if (!sample) continue;
    known = true;
    cpu += sample.cpuPercent;
    memoryBytes += sample.memoryBytes;
  }
  return known ? { cpuPercentOfMachine: cpu / Math.max(1, host.engine?.cpuCount ?? 1), memoryBytes } : null;
}
