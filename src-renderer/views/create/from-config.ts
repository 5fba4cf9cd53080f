import { type ContainerConfig, emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { defaultReadyWithinSeconds } from '../../../src-shared/contract/update.ts';
import { bytesPerUnit, type FormValues, newRowId, type PairRow, usualHealthCheck } from './form-values.ts';
import { joinWords } from './words.ts';

/** The form that says what a configuration says. */
export function fromConfig(config: ContainerConfig): FormValues {
  const check = config.healthCheck;
  return {
    image: config.image,
    name: config.name ?? '',
    command: joinWords(config.command ?? []),
    entrypoint: joinWords(config.entrypoint ?? []),
    workingDirectory: config.workingDirectory ?? '',
    user: config.user ?? '',
    environment: pairs(config.environment),
    volumes: config.volumes.map((it) => ({ id: newRowId(), ...it })),
    ports: config.ports.map((it) => ({
      id: newRowId(),
      host: hostText(it.hostAddress, it.hostPort),
      container: String(it.containerPort),
      protocol: it.protocol,
    })),
    networks: config.networks.map((it) => ({
      id: newRowId(),
      name: it.name,
      aliases: it.aliases.join(' '),
      address: it.address ?? '',
    })),
    restartPolicy: config.restartPolicy.name,
    maximumRetries: config.restartPolicy.maximumRetries === 0 ? '' : String(config.restartPolicy.maximumRetries),
    cpuLimit: config.cpuLimit === null ? '' : String(config.cpuLimit),
    ...memory(config.memoryLimitBytes),
    labels: pairs(config.labels),
    healthCommand: check?.command ?? '',
    ...(check
      ? {
          healthInterval: String(check.intervalSeconds),
          healthTimeout: String(check.timeoutSeconds),
          healthRetries: String(check.retries),
          healthStartPeriod: String(check.startPeriodSeconds),
        }
      : usualHealthCheck),
    autoRemove: config.autoRemove,
    flow: config.flow,
    start: true,
    pull: false,
    readyWithin: String(defaultReadyWithinSeconds),
  };
}

export function emptyForm(): FormValues {
  return fromConfig(emptyContainerConfig);
}

function pairs(record: Readonly<Record<string, string>>): readonly PairRow[] {
  return Object.entries(record).map(([name, value]) => ({ id: newRowId(), name, value }));
}

function hostText(address: string | null, port: number | null): string {
  const shown = port === null ? '' : String(port);
  if (address === null) return shown;
  return address.includes(':') ? `[${address}]:${shown}` : `${address}:${shown}`;
}

/** In the largest unit that says it whole; else in MiB with as many decimals as it needs. */
function memory(bytes: number | null): Pick<FormValues, 'memoryLimit' | 'memoryUnit'> {
  if (bytes === null) return { memoryLimit: '', memoryUnit: 'MiB' };
  const unit = bytes % bytesPerUnit.GiB === 0 ? 'GiB' : 'MiB';
  return { memoryLimit: String(bytes / bytesPerUnit[unit]), memoryUnit: unit };
}
