import { shortId } from '../../../src-shared/ids.ts';
import { type Endpoint, type InspectedContainer, networksOf } from './inspected.ts';
import type { Body } from './own-config.ts';

export interface OwnNetworks {
  readonly NetworkingConfig: { readonly EndpointsConfig: Record<string, Body> } | undefined;
  /** To be connected before the start: API 1.41 takes one network at create. */
  readonly connect: readonly { readonly network: string; readonly endpoint: Body }[];
  /** The engine puts a container into its `NetworkMode`; one that was taken out of it since is taken out again. */
  readonly disconnect: readonly string[];
}

/** Networks that take no settings of an endpoint: the engine's own. */
const plain: ReadonlySet<string> = new Set(['bridge', 'default', 'host', 'none', '']);

/** How the new container comes into the networks of the old one, or into `wanted`. Pure. */
export function ownNetworks(container: InspectedContainer, networkMode: string, wanted: Record<string, Body> | null): OwnNetworks {
  if (networkMode.startsWith('container:') || networkMode === 'host' || networkMode === 'none')
    return { NetworkingConfig: undefined, connect: [], disconnect: [] };
  const known = networksOf(container);
  const networks =
    wanted ??
    Object.fromEntries(Object.entries(known).map(([name, endpoint]) => [name, endpointOf(name, endpoint, shortId(container.Id))]));
  const isPrimary = (name: string) =>
    name === networkMode || (networkMode === 'default' && name === 'bridge') || known[name]?.NetworkID === networkMode;
  const primary = Object.keys(networks).find(isPrimary);
  const first = primary === undefined || plain.has(primary) ? null : networks[primary];
  return {
    NetworkingConfig: first ? { EndpointsConfig: { [networkMode]: first } } : undefined,
    connect: Object.entries(networks)
      .filter(([name]) => name !== primary)
      .map(([network, endpoint]) => ({ network, endpoint })),
    // A container that was never started is in no network by inspect where the engine lists none.
    disconnect: primary === undefined && Object.keys(networks).length > 0 ? [networkMode === 'default' ? 'bridge' : networkMode] : [],
  };
}

/** What was asked for, without what the engine gave: addresses, MAC, its own alias. */
function endpointOf(name: string, endpoint: Endpoint, ownAlias: string): Body {
  if (plain.has(name)) return {};
  const aliases = (endpoint.Aliases ?? []).filter((it) => it !== ownAlias);
  return {
    ...(endpoint.IPAMConfig && Object.keys(endpoint.IPAMConfig).length > 0 ? { IPAMConfig: endpoint.IPAMConfig } : {}),
    ...(endpoint.Links && endpoint.Links.length > 0 ? { Links: endpoint.Links } : {}),
    ...(endpoint.DriverOpts ? { DriverOpts: endpoint.DriverOpts } : {}),
    ...(aliases.length > 0 ? { Aliases: aliases } : {}),
  };
}
