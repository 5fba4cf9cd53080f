import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey, shortId } from '../../src-shared/ids.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import type { ActionTarget } from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import type { ContainerReference, CoreParts } from './parts.ts';

/** Names may have 4,096 characters; in a sentence they get this many. */
const nameLimit = 64;

export interface Reached {
  readonly host: Host;
  readonly client: EngineClient;
}

/** The client of a host that answers; otherwise a Failure that says why it can't be asked now. */
export function reachHost(parts: CoreParts, hostId: string): Result<Reached> {
  const host = parts.fleet().hosts.get(hostId);
  if (!host) return fail('validation_error', 'This engine is not known any more. Choose another.', { hostId });
  const refusal = refusalOf(host);
  if (refusal !== null) return fail('socket_communication_error', refusal, { hostId, state: host.status.state });
  const client = parts.clientFor(hostId);
  return client.ok ? succeed({ host, client: client.value }) : client;
}

/** The same for what changes something on the host. */
export function reachForAction(parts: CoreParts, hostId: string): Result<Reached> {
  const reached = reachHost(parts, hostId);
  if (!reached.ok || reached.value.host.capabilities.actions) return reached;
  return fail('docker_api_error', `${engineName(reached.value.host)} can only be watched from here. Act on it where it runs.`, { hostId });
}

/** The Fleet's container by its whole id or the beginning that tools show; undefined where the Fleet has none. */
export function findContainer(parts: CoreParts, { hostId, containerId }: ContainerReference): Container | undefined {
  const { containers } = parts.fleet();
  const known = containers.get(containerKey(hostId, containerId));
  if (known || containerId.length === 64) return known;
  const beginning = [...containers.values()].filter((it) => it.hostId === hostId && it.id.startsWith(containerId));
  return beginning.length === 1 ? beginning[0] : undefined;
}

/** What an action needs of a container. One that the Fleet has not seen yet is left to the engine to know. */
export function targetOf(parts: CoreParts, reference: ContainerReference): ActionTarget {
  const container = findContainer(parts, reference);
  if (!container) return { containerId: reference.containerId, name: shortId(reference.containerId) };
  return { containerId: container.id, name: shownName(container.name) };
}

export function shownName(name: string): string {
  return name.length <= nameLimit ? name : `${name.slice(0, nameLimit - 1)}…`;
}

export function engineName(host: Host): string {
  return host.engine?.name ?? 'The engine';
}

function refusalOf(host: Host): string | null {
  switch (host.status.state) {
    case 'connected':
      return null;
    case 'connecting':
      return `${engineName(host)} is still being connected. Try again in a moment.`;
    case 'reconnecting':
      return `${engineName(host)} does not answer. Try again when it does.`;
    case 'unreachable':
      return `${engineName(host)} can’t be reached: ${host.status.problem.message}`;
  }
}
