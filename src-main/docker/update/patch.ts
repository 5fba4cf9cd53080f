import type { ContainerConfigPatch } from '../../../src-shared/container-config.ts';
import { insideFolder } from '../../flow/flow-paths.ts';
import type { Endpoint, HostConfig, InspectedContainer, InspectedImage, MountWish } from './inspected.ts';
import type { Body } from './own-config.ts';
import { bindTarget } from './own-volumes.ts';

const nanosecondsPerSecond = 1e9;
/** By these a container speaks with Quarterdeck; a form does not show them, so it can't take them away. */
const flowVariable = 'FLOW_SOCKET=';
const ownLabel = /^(io\.)?quarterdeck\./;

interface PatchFacts {
  readonly container: InspectedContainer;
  readonly newImage: InspectedImage | null;
}

/** `config` (what `ownConfig` gives) with the patch's fields; null takes the image's own. Pure. */
export function patchConfig(config: Body, { container, newImage }: PatchFacts, patch: ContainerConfigPatch): Body {
  const changed: Body = { ...config };
  if (patch.command !== undefined) changed['Cmd'] = patch.command ?? undefined;
  if (patch.entrypoint !== undefined) {
    changed['Entrypoint'] = patch.entrypoint ?? undefined;
    // An entrypoint of its own takes the image's command away; it was not asked to.
    if (patch.entrypoint !== null && changed['Cmd'] === undefined) changed['Cmd'] = newImage?.Config?.Cmd ?? [];
  }
  if (patch.workingDirectory !== undefined) changed['WorkingDir'] = patch.workingDirectory ?? '';
  if (patch.user !== undefined) changed['User'] = patch.user ?? '';
  if (patch.environment !== undefined) {
    const flow = (container.Config.Env ?? []).filter((it) => it.startsWith(flowVariable));
    const given = Object.entries(patch.environment).map(([name, value]) => `${name}=${value}`);
    changed['Env'] = [...given.filter((it) => !it.startsWith(flowVariable)), ...flow];
  }
  if (patch.labels !== undefined) {
    const ours = Object.entries(container.Config.Labels ?? {}).filter(([name]) => ownLabel.test(name));
    changed['Labels'] = { ...patch.labels, ...Object.fromEntries(ours) };
  }
  if (patch.healthCheck !== undefined) changed['Healthcheck'] = healthcheckOf(patch.healthCheck);
  if (patch.ports !== undefined) {
    const before = new Set(Object.keys(container.HostConfig.PortBindings ?? {}));
    const exposed = Object.entries(Object(changed['ExposedPorts'])).filter(([port]) => !before.has(port));
    changed['ExposedPorts'] = Object.fromEntries([...exposed, ...patch.ports.map((it) => [`${it.containerPort}/${it.protocol}`, {}])]);
  }
  return changed;
}

/** The host's part with the patch's fields. Pure. */
export function patchHost(host: HostConfig, patch: ContainerConfigPatch): HostConfig {
  return { ...host, ...portsOf(patch), ...restartOf(patch), ...cpuOf(patch), ...memoryOf(host, patch), ...volumesOf(host, patch) };
}

export interface PatchedNetworks {
  readonly endpoints: Record<string, Body>;
  /** The mode that goes with them, near to the old one. */
  networkMode(before: string): string;
}

/** The networks that the patch names, with what it does not tell of those that stay; null where it names none. Pure. */
export function patchNetworks(patch: ContainerConfigPatch, known: Readonly<Record<string, Endpoint>>): PatchedNetworks | null {
  const wanted = patch.networks;
  if (wanted === undefined) return null;
  const names = wanted.map((it) => it.name);
  return {
    endpoints: Object.fromEntries(
      wanted.map((it): [string, Body] => [
        it.name,
        {
          ...(it.address === null ? {} : { IPAMConfig: { ...known[it.name]?.IPAMConfig, IPv4Address: it.address } }),
          ...(known[it.name]?.Links ? { Links: known[it.name]?.Links } : {}),
          ...(known[it.name]?.DriverOpts ? { DriverOpts: known[it.name]?.DriverOpts } : {}),
          ...(it.aliases.length > 0 ? { Aliases: it.aliases } : {}),
        },
      ]),
    ),
    networkMode: (before) => {
      const stays = names.find((name) => name === before || known[name]?.NetworkID === before);
      return stays ?? names[0] ?? 'default';
    },
  };
}

function healthcheckOf(check: ContainerConfigPatch['healthCheck']): Body | undefined {
  if (!check) return undefined;
  return {
    Test: ['CMD-SHELL', check.command],
    Interval: check.intervalSeconds * nanosecondsPerSecond,
    Timeout: check.timeoutSeconds * nanosecondsPerSecond,
    StartPeriod: check.startPeriodSeconds * nanosecondsPerSecond,
    Retries: check.retries,
  };
}

function portsOf({ ports }: ContainerConfigPatch): Pick<HostConfig, 'PortBindings'> {
  if (ports === undefined) return {};
  const bindings: NonNullable<HostConfig['PortBindings']> = {};
  for (const port of ports) {
    const key = `${port.containerPort}/${port.protocol}`;
    const binding = { HostIp: port.hostAddress ?? '', HostPort: port.hostPort === null ? '' : String(port.hostPort) };
    bindings[key] = [...(bindings[key] ?? []), binding];
  }
  return { PortBindings: bindings };
}

function restartOf({ restartPolicy }: ContainerConfigPatch): Pick<HostConfig, 'RestartPolicy'> {
  if (restartPolicy === undefined) return {};
  const { name, maximumRetries } = restartPolicy;
  return { RestartPolicy: { Name: name, MaximumRetryCount: name === 'on-failure' ? maximumRetries : 0 } };
}

/** The engine takes either a number of processors or a quota, not both. */
function cpuOf({ cpuLimit }: ContainerConfigPatch): Partial<HostConfig> {
  if (cpuLimit === undefined) return {};
  return { NanoCpus: cpuLimit === null ? 0 : Math.round(cpuLimit * 1e9), CpuQuota: 0, CpuPeriod: 0 };
}

/** Where swap is the engine's own default (twice the memory), it follows the new limit. */
function memoryOf(host: HostConfig, { memoryLimitBytes }: ContainerConfigPatch): Partial<HostConfig> {
  if (memoryLimitBytes === undefined) return {};
  const swap = host.MemorySwap ?? 0;
  const keepSwap = memoryLimitBytes !== null && swap !== 2 * (host.Memory ?? 0) && (swap === -1 || swap >= memoryLimitBytes);
  return { Memory: memoryLimitBytes ?? 0, MemorySwap: keepSwap ? swap : 0, MemoryReservation: fitReservation(host, memoryLimitBytes) };
}

function fitReservation(host: HostConfig, memoryLimitBytes: number | null): number {
  const reservation = typeof host['MemoryReservation'] === 'number' ? host['MemoryReservation'] : 0;
  return memoryLimitBytes !== null && reservation > memoryLimitBytes ? 0 : reservation;
}

/** What stays keeps its own words (`:z`, propagation ...); what no form shows (tmpfs, the flow folder) stays too. */
function volumesOf(host: HostConfig, { volumes }: ContainerConfigPatch): Partial<HostConfig> {
  if (volumes === undefined) return {};
  const binds: string[] = [];
  const mounts: MountWish[] = (host.Mounts ?? []).filter((it) => isHidden(it));
  for (const volume of volumes) {
    const mode = (it: string) => (it.split(':')[2] ?? '').split(',').includes('ro');
    const bind = (host.Binds ?? []).find(
      (it) => it.split(':')[0] === volume.source && bindTarget(it) === volume.target && mode(it) === volume.readOnly,
    );
    const mount = (host.Mounts ?? []).find(
      (it) => it.Source === volume.source && it.Target === volume.target && (it.ReadOnly ?? false) === volume.readOnly,
    );
    if (bind) binds.push(bind);
    else if (mount && !isHidden(mount)) mounts.push(mount);
    else
      mounts.push({
        Type: volume.source.startsWith('/') ? 'bind' : 'volume',
        Source: volume.source,
        Target: volume.target,
        ReadOnly: volume.readOnly,
      });
  }
  return { Binds: binds, Mounts: mounts };
}

function isHidden(mount: MountWish): boolean {
  return (mount.Type !== 'bind' && mount.Type !== 'volume') || mount.Source === '' || mount.Target === insideFolder;
}
