import type { FlowStatus } from '../../src-shared/flow.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import type { Sample } from '../../src-shared/samples.ts';
import { isoTime } from './wire.ts';

/** A sample's figures as programs get them. Bytes are the engine's running totals; `cpu_percent` 100 is one core. */
export interface ResourceUsage {
  readonly cpu_percent: number;
  readonly memory_usage: number;
  readonly memory_limit: number;
  readonly memory_percent: number;
  readonly memory_mb: number;
  readonly network_rx_bytes: number;
  readonly network_tx_bytes: number;
  readonly block_read_bytes: number;
  readonly block_write_bytes: number;
  readonly pids: number;
}

export function usageOf(sample: Sample): ResourceUsage {
  const { memoryBytes, memoryLimitBytes } = sample;
  return {
    cpu_percent: round(sample.cpuPercent),
    memory_usage: memoryBytes,
    memory_limit: memoryLimitBytes,
    memory_percent: memoryLimitBytes > 0 ? round((memoryBytes / memoryLimitBytes) * 100) : 0,
    memory_mb: round(memoryBytes / 1_048_576),
    network_rx_bytes: sample.networkRxBytes,
    network_tx_bytes: sample.networkTxBytes,
    block_read_bytes: sample.blockReadBytes,
    block_write_bytes: sample.blockWriteBytes,
    pids: sample.pids,
  };
}

/** What the one status is merged from. */
export interface StatusFacts {
  readonly container: Container;
  readonly host: Host | undefined;
  readonly flow: FlowStatus | undefined;
  /** As the engine says now; null where it runs nowhere or could not be asked. */
  readonly pid: number | null;
  /** Why the engine could not be asked. */
  readonly problem: string | null;
  readonly sample: Sample | null;
  readonly nowMs: number;
}

/** The container's state from the Fleet, its process from the engine, its socket from the flow manager, its figures from the sampler. */
export function statusOf({ container, host, flow, pid, problem, sample, nowMs }: StatusFacts) {
  const running = container.state === 'running' || container.state === 'paused';
  const startedAtMs = running ? container.startedAtMs : null;
  const warning = problem ?? warningOf({ container, host, flow, pid });
  return {
    id: container.id,
    name: container.name,
    state: container.state,
    health: container.health,
    pid,
    started_at: container.startedAtMs === null ? null : isoTime(container.startedAtMs),
    /** In seconds. */
    uptime: startedAtMs === null ? null : Math.max(0, (nowMs - startedAtMs) / 1_000),
    socket_path: flow?.socketPath ?? '',
    socket_connected: flow?.state.state === 'connected',
    last_communication: flow?.lastCommunicationAtMs == null ? null : isoTime(flow.lastCommunicationAtMs),
    ...(warning === null ? {} : { warning }),
    resource_usage: running && sample !== null ? usageOf(sample) : {},
  };
}

function warningOf({ container, host, flow, pid }: Pick<StatusFacts, 'container' | 'host' | 'flow' | 'pid'>): string | null {
  if (host?.status.state !== 'connected') return 'The engine does not answer: this is what was known last.';
  if ((container.state === 'running') !== (pid !== null) && container.state !== 'paused') {
    return 'What Quarterdeck knows and what the engine says differ: the container is just changing.';
  }
  return flow?.state.state === 'failed' ? flow.state.message : null;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
