import type { ContainerConfig } from '../../../src-shared/container-config.ts';

export interface Another {
  readonly config: ContainerConfig;
  /** A sentence for each thing that two containers can't both have. */
  readonly leftOut: readonly string[];
}

/** A configuration for a second container beside the first: a fixed address is one container's alone. Pure. */
export function anotherLike(config: ContainerConfig): Another {
  const fixed = config.networks.filter((it) => it.address !== null);
  return {
    config: { ...config, networks: config.networks.map((it) => ({ ...it, address: null })) },
    leftOut: fixed.map((it) => `Left out: its fixed address ${it.address} on ${it.name}, which only one container can have.`),
  };
}
