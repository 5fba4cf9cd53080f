import { z } from 'zod';
import { type ContainerConfig, environmentNameSchema, smallestMemoryLimitBytes } from '../../../src-shared/container-config.ts';
import { shortId } from '../../../src-shared/ids.ts';
import { flowLabel, insideFolder } from '../../flow/flow-paths.ts';
import { type ImageConfig, type InspectedContainer, networksOf } from '../update/inspected.ts';
import { ownConfig } from '../update/own-config.ts';
import { healthCheckOf } from './health-check-of.ts';
import { notExpressible } from './not-carried.ts';
import { volumesOf } from './volumes-of.ts';

export interface CarriedConfig {
  readonly config: ContainerConfig;
  /** A sentence for each thing that the configuration can't say. */
  readonly notCarried: readonly string[];
}

/** Docker Compose's marks: with them a copy would pass for a part of the project, and be removed with it. */
const composeLabel = /^com\.docker\.compose\./;
const ownSchema = z.object({
  Env: z.array(z.string()),
  Labels: z.record(z.string(), z.string()),
  Cmd: z.array(z.string()).optional(),
  Entrypoint: z.array(z.string()).optional(),
  WorkingDir: z.string(),
  User: z.string(),
  StopSignal: z.string(),
});

/**
 * The configuration that makes another container like this one, with nothing in it that is only its image's default;
 * `image` is that image, null where the host has it no more. `name` becomes its name. Pure.
 */
export function configOf(container: InspectedContainer, image: ImageConfig | null, name: string): CarriedConfig {
  const { HostConfig: host } = container;
  const notCarried: string[] = [];
  const tell = (sentence: string) => notCarried.push(sentence);
  const own = ownSchema.parse(ownConfig(container, image));
  const isFlow = flowLabel in (container.Config.Labels ?? {}) || (host.Mounts ?? []).some((it) => it.Target === insideFolder);
  const config: ContainerConfig = {
    image: container.Config.Image === '' ? container.Image : container.Config.Image,
    name,
    command: own.Cmd ?? null,
    entrypoint: own.Entrypoint ?? null,
    workingDirectory: own.WorkingDir === '' ? null : own.WorkingDir,
    user: own.User === '' ? null : own.User,
    environment: environmentOf(own.Env, isFlow, tell),
    volumes: volumesOf(container, isFlow, tell),
    ports: portsOf(container, tell),
    networks: attachmentsOf(container),
    restartPolicy: restartPolicyOf(container),
    cpuLimit: cpuLimitOf(container),
    memoryLimitBytes: (host.Memory ?? 0) >= smallestMemoryLimitBytes ? (host.Memory ?? null) : null,
    labels: labelsOf(own.Labels, tell),
    healthCheck: healthCheckOf(container.Config.Healthcheck, image?.Healthcheck, tell),
    autoRemove: host.AutoRemove ?? false,
    flow: isFlow,
  };
  if (image === null) tell('Its image is not on the host any more, so what the image sets by itself is set here as well.');
  if (own.StopSignal !== '') tell('Left out: its own stop signal.');
  notCarried.push(...notExpressible(container));
  return { config, notCarried };
}

function environmentOf(entries: readonly string[], isFlow: boolean, tell: (sentence: string) => void): Record<string, string> {
  const environment = new Map<string, string>();
  for (const entry of entries) {
    const equal = entry.indexOf('=');
    const name = equal < 0 ? entry : entry.slice(0, equal);
    if (isFlow && name === 'FLOW_SOCKET') continue;
    if (equal >= 0 && environmentNameSchema.safeParse(name).success) environment.set(name, entry.slice(equal + 1));
    else tell('A variable of its environment that has no value, or no name, is left out.');
  }
  return Object.fromEntries(environment);
}

function labelsOf(labels: Readonly<Record<string, string>>, tell: (sentence: string) => void): Record<string, string> {
  const names = Object.keys(labels).filter((it) => it !== flowLabel);
  const kept = names.filter((it) => it !== '' && !composeLabel.test(it));
  if (names.some((it) => composeLabel.test(it))) tell('Docker Compose’s labels are left out: the new container is no part of the project.');
  return Object.fromEntries(kept.map((it) => [it, labels[it] ?? '']));
}

function portsOf({ HostConfig: host }: InspectedContainer, tell: (sentence: string) => void): ContainerConfig['ports'] {
  return Object.entries(host.PortBindings ?? {}).flatMap(([key, bindings]) => {
    const [number = '', word = 'tcp'] = key.split('/');
    const protocol = z.enum(['tcp', 'udp', 'sctp']).catch('tcp').parse(word);
    return (bindings ?? []).map(({ HostIp, HostPort }) => {
      if (HostPort.includes('-')) tell(`Port ${number} was published at one of ${HostPort}; here the engine picks any that is free.`);
      const hostPort = /^\d+$/.test(HostPort) && HostPort !== '0' ? Number(HostPort) : null;
      return { containerPort: Number(number), protocol, hostPort, hostAddress: HostIp === '' ? null : HostIp };
    });
  });
}

/** The network of its mode first, as the engine joins that at create; none where it is only in the engine's default. */
function attachmentsOf(container: InspectedContainer): ContainerConfig['networks'] {
  const mode = container.HostConfig.NetworkMode;
  const known = networksOf(container);
  const plain = (name: string) => ({ name, aliases: [], address: null });
  if (mode === 'host' || mode === 'none' || mode.startsWith('container:')) return [plain(mode)];
  const primary = (name: string) => name === mode || known[name]?.NetworkID === mode || (mode === 'default' && name === 'bridge');
  const names = Object.keys(known).sort((left, right) => Number(primary(right)) - Number(primary(left)));
  const [only] = names;
  if (names.length === 0) return mode === 'default' || mode === 'bridge' || mode === '' ? [] : [plain(mode)];
  if (names.length === 1 && only === 'bridge') return [];
  return names.map((name) => ({
    name,
    aliases: name === 'bridge' ? [] : (known[name]?.Aliases ?? []).filter((it) => it !== shortId(container.Id)),
    address: z
      .ipv4()
      .nullable()
      .catch(null)
      .parse(known[name]?.IPAMConfig?.['IPv4Address'] ?? null),
  }));
}

function restartPolicyOf({ HostConfig: host }: InspectedContainer): ContainerConfig['restartPolicy'] {
  const name = z.enum(['no', 'on-failure', 'always', 'unless-stopped']).catch('no').parse(host.RestartPolicy?.Name);
  return { name, maximumRetries: name === 'on-failure' ? (host.RestartPolicy?.MaximumRetryCount ?? 0) : 0 };
}

/** A quota is the older way of saying the same. */
function cpuLimitOf({ HostConfig: host }: InspectedContainer): number | null {
  const { NanoCpus, CpuQuota, CpuPeriod } = host;
  if (NanoCpus) return NanoCpus / 1e9;
  return CpuQuota && CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : null;
}
