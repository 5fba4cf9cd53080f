import { hashText } from '../load/random.ts';
import { type Container, isAlive } from '../world/container.ts';
import { steadyId } from '../world/world.ts';

/** What a container has of its network: an address while it lives. */
export function endpointShape(container: Container, aliases: readonly string[] | null) {
  const { network, addressSuffix, id } = container.spec;
  const alive = isAlive(container);
  const base = 16 + (hashText(network) % 14);
  const [third, fourth] = addressSuffix;
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  return {
    IPAMConfig: null,
    Links: null,
    Aliases: aliases,
    NetworkID: container.startedAtMs === null ? '' : steadyId(`network/${network}`),
    EndpointID: alive ? steadyId(`endpoint/${id}/${container.runCount}`) : '',
    Gateway: alive ? `172.${base}.0.1` : '',
    IPAddress: alive ? `172.${base}.${third}.${fourth}` : '',
    IPPrefixLen: alive ? 16 : 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: alive ? `02:42:ac:${hex(base)}:${hex(third)}:${hex(fourth)}` : '',
    DriverOpts: null,
  };
}

/** Mounts as both the list and inspect tell them. */
export function mountShapes(container: Container) {
  return container.spec.mounts.map(({ type, source, destination, writable }) =>
    type === 'volume'
      ? {
          Type: type,
          Name: source,
          Source: `${dataRoot}/volumes/${source}/_data`,
          Destination: destination,
          Driver: 'local',
          Mode: 'z',
          RW: writable,
          Propagation: '',
        }
      : { Type: type, Source: source, Destination: destination, Mode: writable ? '' : 'ro', RW: writable, Propagation: 'rprivate' },
  );
}

export const dataRoot = '/var/lib/docker';
