import type { HostConfig, ImageConfig, InspectedContainer, InspectedImage } from './inspected.ts';
import { hostConfigSchema, imageConfigSchema, networksOf } from './inspected.ts';
import type { Recreated } from './recreate-body.ts';

/** A container as it works, with its image's defaults: what two of them can be compared by. */
export interface Effective {
  readonly image: string;
  readonly imageId: string;
  readonly config: ImageConfig;
  readonly host: HostConfig;
  /** Name -> aliases and fixed address, in words. */
  readonly networks: Readonly<Record<string, string>>;
}

/** A container that is there. Pure. */
export function effectiveOf(container: InspectedContainer): Effective {
  const own = container.Id.slice(0, 12);
  return {
    image: container.Config.Image,
    imageId: container.Image,
    config: container.Config,
    host: container.HostConfig,
    networks: Object.fromEntries(
      Object.entries(networksOf(container)).map(([name, it]) => [
        name,
        networkWords(
          (it.Aliases ?? []).filter((alias) => alias !== own),
          it.IPAMConfig?.['IPv4Address'],
        ),
      ]),
    ),
  };
}

/** What a container made of `recreated` will be. Null image: it is not here yet, so its defaults are not known. Pure. */
export function effectiveAfter(recreated: Recreated, imageReference: string, image: InspectedImage | null): Effective {
  const { body, connect } = recreated;
  const own = imageConfigSchema.parse(body);
  const host = hostConfigSchema.parse(body['HostConfig']);
  const defaults = image?.Config;
  const first: Record<string, unknown> = Object(Object(body['NetworkingConfig'])['EndpointsConfig']);
  const endpoints = [...Object.entries(first), ...connect.map((it): [string, unknown] => [it.network, it.endpoint])];
  const networks = Object.fromEntries(
    endpoints.map(([name, it]) => {
      const endpoint = Object(it);
      const aliases: unknown[] = Array.isArray(endpoint['Aliases']) ? endpoint['Aliases'] : [];
      return [name, networkWords(aliases.map(String), Object(endpoint['IPAMConfig'])['IPv4Address'])];
    }),
  );
  return {
    image: imageReference,
    imageId: image?.Id ?? '',
    config: {
      ...own,
      Env: mergeEnvironment(own.Env ?? [], defaults?.Env ?? []),
      ...mergeCommand(own, defaults),
      Labels: { ...defaults?.Labels, ...own.Labels },
      WorkingDir: own.WorkingDir || (defaults?.WorkingDir ?? ''),
      User: own.User || (defaults?.User ?? ''),
      StopSignal: own.StopSignal || (defaults?.StopSignal ?? ''),
      Healthcheck: own.Healthcheck ? { ...defaults?.Healthcheck, ...own.Healthcheck } : defaults?.Healthcheck,
      ExposedPorts: { ...defaults?.ExposedPorts, ...own.ExposedPorts },
    },
    host,
    networks: Object.keys(networks).length > 0 ? networks : plainNetwork(host.NetworkMode),
  };
}

/** The engine's merge: an entrypoint of its own takes the image's command away. */
function mergeCommand(own: ImageConfig, image: ImageConfig | null | undefined): Pick<ImageConfig, 'Entrypoint' | 'Cmd'> {
  if ((own.Entrypoint ?? []).length > 0) return { Entrypoint: (own.Entrypoint ?? []).filter((it) => it !== ''), Cmd: own.Cmd };
  return { Entrypoint: image?.Entrypoint, Cmd: (own.Cmd ?? []).length > 0 ? own.Cmd : image?.Cmd };
}

function mergeEnvironment(own: readonly string[], image: readonly string[]): string[] {
  const names = new Set(own.map((it) => it.split('=')[0]));
  return [...own, ...image.filter((it) => !names.has(it.split('=')[0]))];
}

function plainNetwork(networkMode: string): Record<string, string> {
  if (networkMode.startsWith('container:')) return {};
  return { [networkMode === 'default' || networkMode === '' ? 'bridge' : networkMode]: networkWords([], undefined) };
}

function networkWords(aliases: readonly string[], address: unknown): string {
  const also = aliases.length > 0 ? ` as ${[...aliases].sort().join(', ')}` : '';
  return `${typeof address === 'string' && address !== '' ? address : 'any address'}${also}`;
}
