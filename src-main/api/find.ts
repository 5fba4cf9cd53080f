import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { isOwnHost } from './exposed-changes.ts';

/** A container that a program named. `container` is null for one that the Fleet has not seen yet. */
export interface Found {
  readonly hostId: string;
  readonly containerId: string;
  readonly container: Container | null;
}

/** Containers that programs have made and whose event may still be under way, by name. */
export type Recent = ReadonlyMap<string, { readonly hostId: string; readonly containerId: string }>;

/**
 * The container by its whole id, the beginning of it, or its name; a Failure where there is none or more than one. A
 * whole id that the Fleet does not have is left to the engine to know. Pure.
 */
export function findContainer(fleet: Fleet, named: string, hostId: string | undefined, recent: Recent): Result<Found> {
  const onHost = [...fleet.containers.values()].filter((it) => hostId === undefined || it.hostId === hostId);
  const byName = onHost.filter((it) => it.name === named);
  const matches = byName.length > 0 ? byName : /^[0-9a-f]{12,64}$/.test(named) ? onHost.filter((it) => it.id.startsWith(named)) : [];
  const [first, second] = matches;
  if (first && second) {
    return fail('validation_error', 'More than one container is called so. Give its whole id, or host_id.', { container_id: named });
  }
  if (first) return succeed({ hostId: first.hostId, containerId: first.id, container: first });
  const made = recent.get(named) ?? [...recent.values()].find((it) => it.containerId === named);
  if (made && (hostId === undefined || made.hostId === hostId)) return succeed({ ...made, container: null });
  const host = findHost(fleet, hostId);
  if (!host.ok) return host;
  if (/^[0-9a-f]{64}$/.test(named)) return succeed({ hostId: host.value.id, containerId: named, container: null });
  return fail('docker_api_error', 'Container not found. list_containers tells which there are.', { container_id: named });
}

/** The host of that id; without one the first that is connected: our own before another Quarterdeck's, the demo engine last. */
export function findHost(fleet: Fleet, hostId: string | undefined): Result<Host> {
  const hosts = [...fleet.hosts.values()];
  if (hostId !== undefined) {
    const host = hosts.find((it) => it.id === hostId);
    return host
      ? succeed(host)
      : fail('validation_error', 'No such host. list_containers tells each container’s host_id.', { host_id: hostId });
  }
  const connected = hosts.filter((it) => it.status.state === 'connected');
  const real = connected.filter((it) => !it.demo);
  const host = real.find((it) => isOwnHost(it.id)) ?? real[0] ?? connected[0] ?? hosts[0];
  return host ? succeed(host) : fail('docker_api_error', 'No Docker Engine was found. Start one, or give its address in the settings.');
}
