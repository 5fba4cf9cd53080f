import { type Container, isAlive } from '../world/container.ts';
import { steadyId } from '../world/world.ts';
import { healthShape } from './health.ts';
import { hostConfigShape } from './host-config.ts';
import { dataRoot, endpointShape, mountShapes } from './networks.ts';
import { engineTime } from './timestamps.ts';

/** The answer to inspect. */
export function inspectShape(container: Container, nowMs: number) {
  const { spec } = container;
  const folder = `${dataRoot}/containers/${spec.id}`;
  // A container that never ran has no files of its own yet.
  const file = (name: string) => (container.startedAtMs === null ? '' : `${folder}/${name}`);
  const words = [...(spec.entrypoint ?? []), ...spec.command];
  return {
    Id: spec.id,
    Created: engineTime(spec.createdAtMs),
    Path: words[0] ?? '',
    Args: words.slice(1),
    State: stateShape(container, nowMs),
    Image: `sha256:${steadyId(`image/${spec.image}`)}`,
    ResolvConfPath: file('resolv.conf'),
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    LogPath: file(`${spec.id}-json.log`),
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: 'docker-default',
    ExecIDs: null,
    HostConfig: hostConfigShape(spec),
    GraphDriver: graphDriverShape(spec.id),
    Mounts: mountShapes(container),
    Config: configShape(container),
    NetworkSettings: networkSettingsShape(container),
  };
}

function stateShape(container: Container, nowMs: number) {
  return {
    Status: container.status,
    // The engine counts a container that waits for its restart as running.
    Running: isAlive(container) || container.status === 'restarting',
    Paused: container.status === 'paused',
    Restarting: container.status === 'restarting',
    OOMKilled: container.outOfMemory,
    Dead: false,
    Pid: container.pid,
    ExitCode: container.exitCode,
    Error: container.error,
    StartedAt: engineTime(container.startedAtMs),
    FinishedAt: engineTime(container.finishedAtMs),
    ...(container.health ? { Health: healthShape(container, nowMs) } : {}),
  };
}

function graphDriverShape(id: string) {
  const folder = `${dataRoot}/overlay2/${steadyId(`layer/${id}`)}`;
  return {
    Data: {
      LowerDir: `${folder}-init/diff:${dataRoot}/overlay2/${steadyId('layer/base')}/diff`,
      MergedDir: `${folder}/merged`,
      UpperDir: `${folder}/diff`,
      WorkDir: `${folder}/work`,
    },
    Name: 'overlay2',
  };
}

function configShape(container: Container) {
  const { spec } = container;
  const exposed = Object.fromEntries(spec.ports.map((port) => [`${port.container}/${port.protocol}`, {}]));
  return {
    Hostname: spec.id.slice(0, 12),
    Domainname: '',
    User: '',
    AttachStdin: false,
    AttachStdout: spec.tty,
    AttachStderr: spec.tty,
    ...(spec.ports.length > 0 ? { ExposedPorts: exposed } : {}),
    Tty: spec.tty,
    OpenStdin: spec.tty,
    StdinOnce: false,
    Env: spec.environment,
    Cmd: spec.command,
    ...(spec.health
      ? {
          Healthcheck: {
            Test: ['CMD-SHELL', spec.health.command],
            Interval: spec.health.intervalMs * 1e6,
            Timeout: 3e9,
            Retries: spec.health.retries,
          },
        }
      : {}),
    Image: spec.image,
    Volumes: null,
    WorkingDir: '',
    Entrypoint: spec.entrypoint,
    OnBuild: null,
    Labels: spec.labels,
  };
}

function networkSettingsShape(container: Container) {
  const { spec } = container;
  const sandbox = container.startedAtMs === null ? '' : steadyId(`sandbox/${spec.id}/${container.runCount}`);
  const isDefault = spec.network === 'bridge';
  const endpoint = endpointShape(container, isDefault ? null : [...spec.aliases, spec.id.slice(0, 12)]);
  // Only the default bridge is told twice.
  const own = isDefault ? endpoint : null;
  return {
    Bridge: '',
    SandboxID: sandbox,
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: isAlive(container) ? portBindings(container) : {},
    SandboxKey: sandbox && `/var/run/docker/netns/${sandbox.slice(0, 12)}`,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: own?.EndpointID ?? '',
    Gateway: own?.Gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: own?.IPAddress ?? '',
    IPPrefixLen: own?.IPPrefixLen ?? 0,
    IPv6Gateway: '',
    MacAddress: own?.MacAddress ?? '',
    Networks: { [spec.network]: endpoint },
  };
}

function portBindings(container: Container) {
  return Object.fromEntries(
    container.spec.ports.map(({ container: inside, protocol, host }) => [
      `${inside}/${protocol}`,
      host === null ? null : ['0.0.0.0', '::'].map((address) => ({ HostIp: address, HostPort: String(host) })),
    ]),
  );
}
