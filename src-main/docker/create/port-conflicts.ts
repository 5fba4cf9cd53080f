import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import type { Container, Port } from '../../../src-shared/model.ts';

export type PublishedPort = ContainerConfig['ports'][number];

/** In these states a container holds its ports. */
const holding: ReadonlySet<Container['state']> = new Set(['running', 'paused', 'restarting']);

/** The container of the host that has the port already; null where none has. Pure. */
export function portHolder(
  wanted: Pick<PublishedPort, 'hostPort' | 'hostAddress' | 'protocol'>,
  hostId: string,
  containers: Iterable<Container>,
): Container | null {
  for (const container of containers) {
    if (container.hostId === hostId && holding.has(container.state) && container.ports.some((it) => overlaps(wanted, it))) return container;
  }
  return null;
}

function overlaps(wanted: Pick<PublishedPort, 'hostPort' | 'hostAddress' | 'protocol'>, port: Port): boolean {
  if (wanted.hostPort === null || wanted.hostPort !== port.hostPort || wanted.protocol !== port.protocol) return false;
  const [left, right] = [reachOf(wanted.hostAddress), reachOf(port.hostAddress)];
  if (left.version !== null && right.version !== null && left.version !== right.version) return false;
  return left.all || right.all || wanted.hostAddress === port.hostAddress;
}

/** Whether it means all addresses, and of which version of IP; null: of both. */
function reachOf(address: string | null): { readonly all: boolean; readonly version: 4 | 6 | null } {
  if (address === null || address === '') return { all: true, version: null };
  return { all: address === '0.0.0.0' || address === '::', version: address.includes(':') ? 6 : 4 };
}
