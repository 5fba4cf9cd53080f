import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import type { PreparedFlow } from '../../flow/flow-parts.ts';

/** What makes a container speak with us. */
export type FlowMount = Pick<PreparedFlow, 'mount' | 'environment' | 'labels'>;

/** How a container is in one network, as the engine wants it. */
export interface EndpointBody {
  readonly Aliases?: readonly string[];
  readonly IPAMConfig?: { readonly IPv4Address: string };
}

export interface CreateBody {
  /** For `POST /containers/create`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** To be connected before the start: API 1.41 takes one network at create. */
  readonly connect: readonly { readonly network: string; readonly endpoint: EndpointBody }[];
}

const nanosecondsPerSecond = 1e9;

/** The engine's words for a container to be made; what is null is left out, so that the image's own holds. Pure. */
export function createBody(config: ContainerConfig, flow: FlowMount | null): CreateBody {
  const [first, ...others] = config.networks.map((it) => ({ network: it.name, endpoint: endpointOf(it) }));
  const ownVariables = new Set((flow?.environment ?? []).map((it) => it.slice(0, it.indexOf('='))));
  const environment = Object.entries(config.environment).filter(([name]) => !ownVariables.has(name));
  return {
    body: {
      Image: config.image,
      ...(config.command === null ? {} : { Cmd: config.command }),
      ...(config.entrypoint === null ? {} : { Entrypoint: config.entrypoint }),
      ...(config.workingDirectory === null ? {} : { WorkingDir: config.workingDirectory }),
      ...(config.user === null ? {} : { User: config.user }),
      Env: [...environment.map(([name, value]) => `${name}=${value}`), ...(flow?.environment ?? [])],
      Labels: { ...config.labels, ...flow?.labels },
      ExposedPorts: Object.fromEntries(config.ports.map((it) => [`${it.containerPort}/${it.protocol}`, {}])),
      ...healthcheckOf(config),
      HostConfig: {
        Mounts: [...config.volumes.map(mountOf), ...(flow ? [flow.mount] : [])],
        PortBindings: bindingsOf(config),
        RestartPolicy: {
          Name: config.restartPolicy.name,
          MaximumRetryCount: config.restartPolicy.name === 'on-failure' ? config.restartPolicy.maximumRetries : 0,
        },
        AutoRemove: config.autoRemove,
        ...(config.cpuLimit === null ? {} : { NanoCpus: Math.round(config.cpuLimit * 1e9) }),
        ...(config.memoryLimitBytes === null ? {} : { Memory: config.memoryLimitBytes }),
        NetworkMode: first?.network ?? 'default',
      },
      ...(first && Object.keys(first.endpoint).length > 0
        ? { NetworkingConfig: { EndpointsConfig: { [first.network]: first.endpoint } } }
        : {}),
    },
    connect: others,
  };
}

function endpointOf({ aliases, address }: ContainerConfig['networks'][number]): EndpointBody {
  return {
    ...(aliases.length > 0 ? { Aliases: aliases } : {}),
    ...(address === null ? {} : { IPAMConfig: { IPv4Address: address } }),
  };
}

/** Mounts, not binds: for a folder that is missing a bind would leave an empty one of root's on the host. */
function mountOf(volume: ContainerConfig['volumes'][number]) {
  return {
    Type: volume.source.startsWith('/') ? 'bind' : 'volume',
    Source: volume.source,
    Target: volume.target,
    ReadOnly: volume.readOnly,
  };
}

function bindingsOf({ ports }: ContainerConfig): Record<string, { HostIp: string; HostPort: string }[]> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    const key = `${port.containerPort}/${port.protocol}`;
    const binding = { HostIp: port.hostAddress ?? '', HostPort: port.hostPort === null ? '' : String(port.hostPort) };
    bindings[key] = [...(bindings[key] ?? []), binding];
  }
  return bindings;
}

function healthcheckOf({ healthCheck }: ContainerConfig) {
  if (healthCheck === null) return {};
  return {
    Healthcheck: {
      Test: ['CMD-SHELL', healthCheck.command],
      Interval: Math.round(healthCheck.intervalSeconds * nanosecondsPerSecond),
      Timeout: Math.round(healthCheck.timeoutSeconds * nanosecondsPerSecond),
      StartPeriod: Math.round(healthCheck.startPeriodSeconds * nanosecondsPerSecond),
      Retries: healthCheck.retries,
    },
  };
}
