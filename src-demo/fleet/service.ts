import type { CurveShape } from '../load/curve.ts';
import type { ContainerSpec, HealthSpec, MountSpec, Plot, PortSpec, Voice } from '../world/spec.ts';

export const mebibyte = 1_048_576;
const kilobyte = 1_000;

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** In which state a container is found when the demo opens. */
export type Opening =
  | { readonly kind: 'up'; readonly forMs: number; readonly restarts?: number }
  | { readonly kind: 'unhealthy'; readonly forMs: number }
  | { readonly kind: 'paused'; readonly forMs: number }
  | { readonly kind: 'created' }
  | { readonly kind: 'restarting'; readonly exitCode: number; readonly restarts: number }
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      readonly agoMs: number;
      readonly ranMs: number;
      readonly outOfMemory?: boolean;
      readonly restarts?: number;
    };

/** What a service of the script is, in the units in which one thinks of it. */
export interface Service {
  readonly name: string;
  readonly image: string;
  readonly voice: Voice;
  readonly plot?: Plot;
  readonly opening: Opening;
  readonly shape: CurveShape;
  /** At full level; 100 is one core. */
  readonly cpuPercent: number;
  readonly memoryMiB: number;
  readonly swingMiB?: number;
  readonly leakMiBPerMinute?: number;
  readonly cacheMiB?: number;
  readonly limitMiB?: number;
  readonly cpuLimit?: number;
  readonly receiveKBps?: number;
  readonly sendKBps?: number;
  readonly readKBps?: number;
  readonly writeKBps?: number;
  readonly processes?: number;
  readonly entrypoint?: readonly string[];
  readonly command: readonly string[];
  readonly environment?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly ports?: readonly PortSpec[];
  readonly mounts?: readonly MountSpec[];
  readonly restart?: ContainerSpec['restartPolicy'];
  readonly health?: HealthSpec;
  /** Milliseconds from SIGTERM to its end; null ignores it. */
  readonly endsAfterMs?: number | null;
  readonly tty?: boolean;
  readonly autoRemove?: boolean;
  readonly network?: string;
}

/** The load of a service, its figures in bytes and cores. */
export function loadOf(service: Service, seed: number): ContainerSpec['load'] {
  return {
    shape: service.shape,
    seed,
    cores: service.cpuPercent / 100,
    memoryBytes: service.memoryMiB * mebibyte,
    memorySwingBytes: (service.swingMiB ?? service.memoryMiB * 0.08) * mebibyte,
    leakBytesPerSecond: ((service.leakMiBPerMinute ?? 0) * mebibyte) / 60,
    cacheBytes: (service.cacheMiB ?? service.memoryMiB * 0.2) * mebibyte,
    receiveBytesPerSecond: (service.receiveKBps ?? 0) * kilobyte,
    sendBytesPerSecond: (service.sendKBps ?? 0) * kilobyte,
    readBytesPerSecond: (service.readKBps ?? 0) * kilobyte,
    writeBytesPerSecond: (service.writeKBps ?? 0) * kilobyte,
    processes: service.processes ?? 4,
  };
}

export function tcp(container: number, host: number | null = null): PortSpec {
  return { container, protocol: 'tcp', host };
}

export function volume(source: string, destination: string): MountSpec {
  return { type: 'volume', source, destination, writable: true };
}

export function bind(source: string, destination: string, writable = false): MountSpec {
  return { type: 'bind', source, destination, writable };
}

export const always: ContainerSpec['restartPolicy'] = { name: 'always', maximumRetries: 0 };
export const unlessStopped: ContainerSpec['restartPolicy'] = { name: 'unless-stopped', maximumRetries: 0 };
export const never: ContainerSpec['restartPolicy'] = { name: 'no', maximumRetries: 0 };
export function onFailure(maximumRetries: number): ContainerSpec['restartPolicy'] {
  return { name: 'on-failure', maximumRetries };
}

export function healthCheck(command: string, goodOutput: string, badOutput: string): HealthSpec {
  return { command, intervalMs: 10 * secondMs, retries: 3, goodOutput, badOutput };
}
