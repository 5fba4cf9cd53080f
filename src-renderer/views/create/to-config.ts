import { type ContainerConfig, containerConfigSchema } from '../../../src-shared/container-config.ts';
import { keyOfPath } from './field-keys.ts';
import { bytesPerUnit, type FormValues, type NetworkRow, type PairRow, type PortRow, type VolumeRow } from './form-values.ts';
import { splitWords } from './words.ts';

/** Field key -> what is wrong there, a sentence each. */
export type Problems = ReadonlyMap<string, string>;

export interface CheckedForm {
  /** Null while there are problems. */
  readonly config: ContainerConfig | null;
  readonly problems: Problems;
}

/** Makes a configuration of what was typed, checked with the same schema that the core checks with. */
export function toConfig(values: FormValues): CheckedForm {
  const rows = withoutBlankRows(values);
  const problems = ownProblems(rows);
  const parsed = containerConfigSchema.safeParse(candidateOf(rows));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const key = keyOfPath(issue.path, rows);
      const inner = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
      if (!problems.has(key)) problems.set(key, inner ?? (issue.code === 'invalid_type' ? 'This is missing' : issue.message));
    }
  }
  return { config: parsed.success && problems.size === 0 ? parsed.data : null, problems };
}

/** A row that was added and never filled in means nothing. */
export function withoutBlankRows(values: FormValues): FormValues {
  const pairHolds = (it: PairRow) => it.name.trim() !== '' || it.value !== '';
  return {
    ...values,
    environment: values.environment.filter(pairHolds),
    labels: values.labels.filter(pairHolds),
    ports: values.ports.filter((it) => it.host.trim() !== '' || it.container.trim() !== ''),
    volumes: values.volumes.filter((it) => it.source.trim() !== '' || it.target.trim() !== ''),
    networks: values.networks.filter((it) => `${it.name}${it.aliases}${it.address}`.trim() !== ''),
  };
}

/** What no schema can see any more: text that is no number, quotes left open, names given twice. */
function ownProblems(values: FormValues): Map<string, string> {
  const problems = new Map<string, string>();
  for (const field of ['command', 'entrypoint'] as const) {
    if (splitWords(values[field]) === null) problems.set(field, 'A quote is not closed');
  }
  const numbers = [
    ['cpuLimit', 'cpuLimit', 'such as 0.5'],
    ['memoryLimit', 'memoryLimitBytes', 'such as 512'],
    ...(values.restartPolicy === 'on-failure' ? ([['maximumRetries', 'restartPolicy.maximumRetries', 'such as 3']] as const) : []),
    ...(values.healthCommand.trim() === ''
      ? []
      : ([
          ['healthInterval', 'healthCheck.intervalSeconds', 'such as 30'],
          ['healthTimeout', 'healthCheck.timeoutSeconds', 'such as 30'],
          ['healthRetries', 'healthCheck.retries', 'such as 3'],
          ['healthStartPeriod', 'healthCheck.startPeriodSeconds', 'such as 0'],
        ] as const)),
  ] as const;
  for (const [field, key, example] of numbers) {
    const optional = !field.startsWith('health');
    if (Number.isNaN(numberOf(values[field])) || (!optional && values[field].trim() === ''))
      problems.set(key, `Write a number, ${example}`);
  }
  for (const it of values.ports) {
    if (Number.isNaN(numberOf(hostOf(it).port))) problems.set(`ports.${it.id}.hostPort`, 'Write a port, such as 8080 or 127.0.0.1:8080');
    if (it.container.trim() === '' || Number.isNaN(numberOf(it.container))) {
      problems.set(`ports.${it.id}.containerPort`, 'Write the container’s port, such as 80');
    }
  }
  for (const list of ['environment', 'labels'] as const) {
    const seen = new Set<string>();
    for (const it of values[list]) {
      const name = it.name.trim();
      if (seen.has(name)) problems.set(`${list}.${it.id}.name`, `${name === '' ? 'A name' : name} is there twice`);
      seen.add(name);
    }
  }
  return problems;
}

function candidateOf(values: FormValues): ContainerConfig {
  return {
    image: values.image.trim(),
    name: orNull(values.name),
    command: wordsOrNull(values.command),
    entrypoint: wordsOrNull(values.entrypoint),
    workingDirectory: orNull(values.workingDirectory),
    user: orNull(values.user),
    environment: recordOf(values.environment),
    volumes: values.volumes.map(volumeOf),
    ports: values.ports.map(portOf),
    networks: values.networks.map(networkOf),
    restartPolicy: {
      name: values.restartPolicy,
      maximumRetries: values.restartPolicy === 'on-failure' ? (numberOf(values.maximumRetries) ?? 0) : 0,
    },
    cpuLimit: numberOf(values.cpuLimit),
    memoryLimitBytes: bytesOf(values),
    labels: recordOf(values.labels),
    healthCheck:
      values.healthCommand.trim() === ''
        ? null
        : {
            command: values.healthCommand,
            intervalSeconds: numberOf(values.healthInterval) ?? Number.NaN,
            timeoutSeconds: numberOf(values.healthTimeout) ?? Number.NaN,
            retries: numberOf(values.healthRetries) ?? Number.NaN,
            startPeriodSeconds: numberOf(values.healthStartPeriod) ?? Number.NaN,
          },
    autoRemove: values.autoRemove,
    flow: values.flow,
  };
}

function volumeOf({ source, target, readOnly }: VolumeRow): ContainerConfig['volumes'][number] {
  return { source: source.trim(), target: target.trim(), readOnly };
}

export function portOf(row: PortRow): ContainerConfig['ports'][number] {
  const { address, port } = hostOf(row);
  return {
    containerPort: numberOf(row.container) ?? Number.NaN,
    protocol: row.protocol,
    hostPort: numberOf(port),
    hostAddress: address,
  };
}

function networkOf({ name, aliases, address }: NetworkRow): ContainerConfig['networks'][number] {
  return { name: name.trim(), aliases: aliases.split(/[\s,]+/).filter(Boolean), address: orNull(address) };
}

/** `[::1]:80`, `127.0.0.1:80`, `80`, or an address with any free port: `127.0.0.1:`. */
function hostOf({ host }: PortRow): { readonly address: string | null; readonly port: string } {
  const text = host.trim();
  const at = text.lastIndexOf(':');
  if (at < 0) return { address: null, port: text };
  return { address: orNull(text.slice(0, at).replace(/^\[(.*)\]$/, '$1')), port: text.slice(at + 1) };
}

function recordOf(rows: readonly PairRow[]): Record<string, string> {
  return Object.fromEntries(rows.map((it) => [it.name.trim(), it.value]));
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function wordsOrNull(text: string): string[] | null {
  const words = splitWords(text) ?? [];
  return words.length === 0 ? null : [...words];
}

/** Null: nothing was typed. NaN: no number. A comma is a decimal point to many. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d*\.?\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

function bytesOf({ memoryLimit, memoryUnit }: FormValues): number | null {
  const amount = numberOf(memoryLimit);
  return amount === null ? null : Math.round(amount * bytesPerUnit[memoryUnit]);
}
