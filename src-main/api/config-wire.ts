import { z } from 'zod';
import {
  type ContainerConfig,
  type ContainerConfigPatch,
  emptyContainerConfig,
  containerConfigFields as fields,
  portNumberSchema,
} from '../../src-shared/container-config.ts';
import type { Failure } from '../../src-shared/failure.ts';

/** `8080`, `53/udp` */
const portKeySchema = z.string().regex(/^[0-9]{1,5}(\/(tcp|udp|sctp))?$/, 'Write a port as 8080 or 53/udp');
const networkSchema = z.union([
  fields.networks.element.shape.name,
  z.strictObject({ name: z.string(), aliases: z.array(z.string()).default([]), address: z.string().nullable().default(null) }),
]);
const restartPolicySchema = z
  .string()
  .regex(/^(no|always|unless-stopped|on-failure(:[0-9]{1,4})?)$/, 'Write no, always, unless-stopped, on-failure or on-failure:3');
const memorySchema = z.union(
  [z.number(), z.string().regex(/^[0-9]{1,12}[kmg]?$/i)],
  'Write the memory limit in bytes, or as a text such as 512m or 2g',
);
const healthCheckSchema = z.strictObject({
  command: z.string(),
  interval: z.number().default(30),
  timeout: z.number().default(30),
  retries: z.number().default(3),
  start_period: z.number().default(0),
});

/** A container's configuration as programs write it. Values are checked by the same schema as the form's, once they are in its shape. */
export const wireConfigShape = {
  image: fields.image,
  environment: z.record(z.string(), z.string()).optional(),
  /** Host path or volume's name -> path in the container, `:ro` behind it for reading only. */
  volumes: z.record(z.string(), z.string()).optional(),
  /** Container port -> host port; null: the engine picks a free one. */
  ports: z.record(portKeySchema, portNumberSchema.nullable()).optional(),
  command: fields.command.optional(),
  entrypoint: fields.entrypoint.optional(),
  working_dir: fields.workingDirectory.optional(),
  user: fields.user.optional(),
  networks: z.array(networkSchema).optional(),
  restart_policy: restartPolicySchema.optional(),
  cpu_limit: fields.cpuLimit.optional(),
  memory_limit: memorySchema.nullable().optional(),
  labels: fields.labels.optional(),
  health_check: healthCheckSchema.nullable().optional(),
};
const wirePatchSchema = z.object(wireConfigShape).partial();
export type WireConfig = z.infer<typeof wirePatchSchema>;

/** How the fields are called on this side; the names of those that differ. */
const otherNames: Readonly<Record<string, string>> = {
  workingDirectory: 'working_dir',
  restartPolicy: 'restart_policy',
  cpuLimit: 'cpu_limit',
  memoryLimitBytes: 'memory_limit',
  healthCheck: 'health_check',
  autoRemove: 'auto_remove',
  codePath: 'code_path',
  intervalSeconds: 'interval',
  timeoutSeconds: 'timeout',
  startPeriodSeconds: 'start_period',
};

/** What of a configuration `wire` says, in the shape that the commands take. Fields that it does not name are left out. Pure. */
export function patchOfWire(wire: WireConfig): ContainerConfigPatch {
  const patch: ContainerConfigPatch = {};
  if (wire.image !== undefined) patch.image = wire.image;
  if (wire.environment !== undefined) patch.environment = wire.environment;
  if (wire.volumes !== undefined) patch.volumes = Object.entries(wire.volumes).map(volumeOf);
  if (wire.ports !== undefined) patch.ports = Object.entries(wire.ports).map(portOf);
  if (wire.command !== undefined) patch.command = wire.command;
  if (wire.entrypoint !== undefined) patch.entrypoint = wire.entrypoint;
  if (wire.working_dir !== undefined) patch.workingDirectory = wire.working_dir;
  if (wire.user !== undefined) patch.user = wire.user;
  if (wire.networks !== undefined) patch.networks = wire.networks.map(networkOf);
  if (wire.restart_policy !== undefined) patch.restartPolicy = restartPolicyOf(wire.restart_policy);
  if (wire.cpu_limit !== undefined) patch.cpuLimit = wire.cpu_limit;
  if (wire.memory_limit !== undefined) patch.memoryLimitBytes = bytesOf(wire.memory_limit);
  if (wire.labels !== undefined) patch.labels = wire.labels;
  if (wire.health_check !== undefined) patch.healthCheck = healthCheckOf(wire.health_check);
  return patch;
}

/** A whole configuration, what `wire` does not name as in an empty form. */
export function configOfWire(wire: WireConfig, more: Pick<ContainerConfig, 'name' | 'flow' | 'autoRemove'>) {
  return { ...emptyContainerConfig, ...patchOfWire(wire), ...more };
}

/** A problem's place, in the names that programs use: `workingDirectory` is `working_dir`. What they write as names and values has no numbers. */
export function wirePath(path: readonly PropertyKey[]): string {
  const names = path.map((part) => otherNames[String(part)] ?? String(part));
  const isNamed = typeof path[1] === 'number' && (path[0] === 'ports' || path[0] === 'volumes');
  return (isNamed ? names.slice(0, 1) : names).join('.');
}

/** The Failure of a command with its field as programs call it, and without what only a form reads. Pure. */
export function failureForPrograms(failure: Failure): Failure {
  const { field, fields: _ofForm, ...details } = failure.details;
  if (field === undefined) return failure;
  const path = field.replace(/^config\./, '').split('.');
  const inCommand = path.map((part) => (field.startsWith('config.') && /^\d+$/.test(part) ? Number(part) : part));
  return { ...failure, details: { ...details, ...(field === '' ? {} : { field: wirePath(inCommand) }) } };
}

function volumeOf([source, at]: [string, string]): ContainerConfig['volumes'][number] {
  const readOnly = at.endsWith(':ro');
  return { source, target: readOnly ? at.slice(0, -3) : at, readOnly };
}

function portOf([key, hostPort]: [string, number | null]): ContainerConfig['ports'][number] {
  const [containerPort, protocol] = key.split('/');
  return {
    containerPort: Number(containerPort),
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    hostPort,
    hostAddress: null,
  };
}

function networkOf(network: z.infer<typeof networkSchema>): ContainerConfig['networks'][number] {
  return typeof network === 'string' ? { name: network, aliases: [], address: null } : network;
}

function restartPolicyOf(text: string): ContainerConfig['restartPolicy'] {
  const [name, retries] = text.split(':');
  switch (name) {
    case 'always':
    case 'unless-stopped':
      return { name, maximumRetries: 0 };
    case 'on-failure':
      return { name, maximumRetries: Number(retries ?? 0) };
    default:
      return { name: 'no', maximumRetries: 0 };
  }
}

const units: Readonly<Record<string, number>> = { k: 1_024, m: 1_024 ** 2, g: 1_024 ** 3 };

function bytesOf(limit: number | string | null): number | null {
  if (typeof limit !== 'string') return limit;
  const unit = units[limit.slice(-1).toLowerCase()];
  return unit === undefined ? Number(limit) : Number(limit.slice(0, -1)) * unit;
}

function healthCheckOf(check: z.infer<typeof healthCheckSchema> | null): ContainerConfig['healthCheck'] {
  if (check === null) return null;
  return {
    command: check.command,
    intervalSeconds: check.interval,
    timeoutSeconds: check.timeout,
    retries: check.retries,
    startPeriodSeconds: check.start_period,
  };
}
