import type { ContainerConfig } from '../../../src-shared/container-config.ts';

/** A list's rows keep their id while others come and go: problems and the focus stay at the row that they concern. */
interface Row {
  readonly id: string;
}
export interface PairRow extends Row {
  readonly name: string;
  readonly value: string;
}
export interface PortRow extends Row {
  /** `8080` or `127.0.0.1:8080`; empty: any free one. */
  readonly host: string;
  readonly container: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}
export interface VolumeRow extends Row {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}
export interface NetworkRow extends Row {
  readonly name: string;
  /** Separated by spaces or commas. */
  readonly aliases: string;
  readonly address: string;
}

export type MemoryUnit = 'MiB' | 'GiB';
export const bytesPerUnit: Record<MemoryUnit, number> = { MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** What stands in the form, as it was typed. `toConfig` makes a configuration of it. */
export interface FormValues {
  readonly image: string;
  readonly name: string;
  readonly command: string;
  readonly entrypoint: string;
  readonly workingDirectory: string;
  readonly user: string;
  readonly environment: readonly PairRow[];
  readonly volumes: readonly VolumeRow[];
  readonly ports: readonly PortRow[];
  readonly networks: readonly NetworkRow[];
  readonly restartPolicy: ContainerConfig['restartPolicy']['name'];
  readonly maximumRetries: string;
  readonly cpuLimit: string;
  readonly memoryLimit: string;
  readonly memoryUnit: MemoryUnit;
  readonly labels: readonly PairRow[];
  readonly healthCommand: string;
  readonly healthInterval: string;
  readonly healthTimeout: string;
  readonly healthRetries: string;
  readonly healthStartPeriod: string;
  readonly autoRemove: boolean;
  readonly flow: boolean;
  /** Whether a new one is started; no part of its configuration. */
  readonly start: boolean;
  /** Of an update: whether the image is pulled first, and how many seconds the new container has to be well. */
  readonly pull: boolean;
  readonly readyWithin: string;
}

/** As the engine does it where a health check says nothing else. */
export const usualHealthCheck = { healthInterval: '30', healthTimeout: '30', healthRetries: '3', healthStartPeriod: '0' } as const;

let lastRow = 0;
export function newRowId(): string {
  lastRow += 1;
  return `row${lastRow}`;
}

export const emptyRows = {
  pair: (): PairRow => ({ id: newRowId(), name: '', value: '' }),
  port: (): PortRow => ({ id: newRowId(), host: '', container: '', protocol: 'tcp' }),
  volume: (): VolumeRow => ({ id: newRowId(), source: '', target: '', readOnly: false }),
  network: (): NetworkRow => ({ id: newRowId(), name: '', aliases: '', address: '' }),
} as const;

/** Whether two forms say the same; rows count by what they hold, not by their ids. */
export function sameValues(one: FormValues, other: FormValues): boolean {
  return withoutIds(one) === withoutIds(other);
}

function withoutIds(values: FormValues): string {
  return JSON.stringify(values, (key, value: unknown) => (key === 'id' ? undefined : value));
}
