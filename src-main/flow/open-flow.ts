import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { FlowStatus } from '../../src-shared/flow.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Container } from '../../src-shared/model.ts';
import { defaultConnectionLimits } from './connection.ts';
import { FlowFolders } from './flow-folders.ts';
import { defaultFlowTimes, type FlowOptions } from './flow-options.ts';
import type { FlowEvent, FlowParts } from './flow-parts.ts';
import { preparedFlow } from './prepared-flow.ts';

export interface Flow extends FlowParts {
  /** Resolves once the folder is ours, or it is known why it is not. */
  readonly opened: Promise<void>;
  /** Ends all connections and listening sockets; folders stay for the containers that mount them. */
  dispose(): Promise<void>;
}

/** Opens the flow sockets: takes the folder, listens again for the containers that are known, follows the Fleet. */
export function openFlow(options: FlowOptions): Flow {
  const events = new Set<(hostId: string, containerId: string, event: FlowEvent) => void>();
  const folders = new FlowFolders({
    ...options,
    limits: { ...defaultConnectionLimits, ...options.limits },
    times: { ...defaultFlowTimes, ...options.times },
    onEvent: (owner, event) => {
      for (const listener of [...events]) listener(owner.hostId, owner.containerId, event);
    },
  });
  const place = (hostId: string, containerId: string) => folders.placeOf(hostId, containerId);
  const nameOf = (hostId: string, containerId: string) =>
    options.fleet().containers.get(containerKey(hostId, containerId))?.name ?? 'The container';
  const notOurs = (hostId: string, containerId: string): Result<never> => {
    const name = nameOf(hostId, containerId);
    const foreign = folders.foreign.get(hostId, containerId);
    if (foreign?.state.state === 'failed') return fail('socket_communication_error', `${name}: ${foreign.state.message}`);
    return fail('socket_communication_error', `${name} has no flow socket. Make it as a flow container to speak with it.`, { containerId });
  };
  const refusalFor = (hostId: string): string | null => hostRefusal(options.fleet(), hostId) ?? folders.refusal;
  return {
    opened: folders.opened,
    refusalFor,
    prepare: async (hostId) => {
      await folders.opened;
      const refusal = refusalFor(hostId);
      if (refusal !== null) return fail('socket_communication_error', refusal, { hostId });
      const made = await folders.make(hostId);
      return made.ok ? succeed(preparedFlow(folders, made.value, hostId)) : made;
    },
    statusOf: (hostId, containerId): FlowStatus | undefined =>
      place(hostId, containerId)?.status ?? folders.foreign.get(hostId, containerId) ?? undefined,
    isConnected: (hostId, containerId) => place(hostId, containerId)?.channel.state.state === 'connected',
    hand: (hostId, from, to) => folders.hand(hostId, from, to),
    cleanup: (hostId, containerId) => folders.cleanup(hostId, containerId),
    send: (hostId, containerId, message, timeoutMs) =>
      place(hostId, containerId)?.channel.send(
        message,
        timeoutMs,
        () => nameOf(hostId, containerId),
        () => isLoading(options.fleet().containers.get(containerKey(hostId, containerId))),
      ) ?? Promise.resolve(notOurs(hostId, containerId)),
    receive: async (hostId, containerId, timeoutMs, signal) =>
      place(hostId, containerId)?.channel.receive(timeoutMs, signal) ?? notOurs(hostId, containerId),
    messages: async (hostId, containerId) => place(hostId, containerId)?.channel.book.messages() ?? [],
    clear: (hostId, containerId) => place(hostId, containerId)?.channel.book.clear(),
    watch: (hostId, containerId, listener) => place(hostId, containerId)?.channel.book.watch(listener) ?? (() => {}),
    onEvent: (listener) => {
      events.add(listener);
      return () => events.delete(listener);
    },
    dispose: () => folders.dispose(),
  };
}

function hostRefusal(fleet: Fleet, hostId: string): string | null {
  const host = fleet.hosts.get(hostId);
  if (!host) return 'This engine is not known any more. Choose another.';
  if (host.demo) return 'The demo engine runs no real containers, so they can’t speak. Choose a real engine.';
  if (host.capabilities.flow) return null;
  return 'Flow containers need a Docker Engine on this Linux machine: one elsewhere, or in a virtual machine, does not carry its sockets.';
}

/** Programs take some seconds to load; after that one that has not connected has a problem of its own. */
const loadingMs = 15_000;

function isLoading(container: Container | undefined): boolean {
  return container?.state === 'running' && container.startedAtMs !== null && Date.now() - container.startedAtMs < loadingMs;
}
