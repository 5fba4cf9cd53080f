import type { ContainerConfigPatch } from '../../../src-shared/container-config.ts';
import { type HostConfig, type InspectedContainer, type InspectedImage, networksOf } from './inspected.ts';
import { type Body, ownConfig } from './own-config.ts';
import { type OwnNetworks, ownNetworks } from './own-networks.ts';
import { ownVolumes } from './own-volumes.ts';
import { patchConfig, patchHost, patchNetworks } from './patch.ts';

/** What is known before a container is made anew. */
export interface RecreateFacts {
  readonly container: InspectedContainer;
  /** Null where the engine has it no more: then nothing can be told from a default, and all is kept. */
  readonly oldImage: InspectedImage | null;
  readonly newImage: InspectedImage | null;
  /** What the new one's `Config.Image` says. */
  readonly imageReference: string;
  /** The containers named by `VolumesFrom` that are still there, as they are named. */
  readonly existing: ReadonlySet<string>;
}

export interface Recreated extends Pick<OwnNetworks, 'connect' | 'disconnect'> {
  /** For `POST /containers/create`. */
  readonly body: Body;
  /** Where anonymous volumes become named ones. */
  readonly named: readonly string[];
}

/** The body that makes a container like `facts.container`, with `patch`; all that is not changed is kept. Pure. */
export function recreateBody(facts: RecreateFacts, patch: ContainerConfigPatch): Recreated {
  const { container } = facts;
  const networks = patchNetworks(patch, networksOf(container));
  const host = patchHost(container.HostConfig, patch);
  const networkMode = networks?.networkMode(host.NetworkMode) ?? host.NetworkMode;
  const { named, ...volumes } = ownVolumes(container, host, facts.existing);
  const { connect, disconnect, NetworkingConfig } = ownNetworks(container, networkMode, networks?.endpoints ?? null);
  const config = patchConfig(ownConfig(container, facts.oldImage?.Config ?? null), facts, patch);
  return {
    body: {
      ...config,
      Image: facts.imageReference,
      HostConfig: { ...host, ...volumes, NetworkMode: networkMode, Links: linksOf(host) },
      ...(NetworkingConfig ? { NetworkingConfig } : {}),
    },
    connect,
    disconnect,
    named,
  };
}

/** Inspect tells `/target:/this/alias`, create wants `target:alias`. */
function linksOf(host: HostConfig): string[] | null {
  if (!host.Links) return null;
  return host.Links.map((link) => link.replace(/^\/([^:]+):\/[^/]+\/(.+)$/, '$1:$2'));
}
