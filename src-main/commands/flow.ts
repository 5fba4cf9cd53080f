import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Caller, ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { targetOf } from './reach.ts';

type FlowCommands = Pick<CoreHandlers, 'sendFlow' | 'broadcastFlow' | 'receiveFlow' | 'watchFlow' | 'unwatchFlow' | 'clearFlow'>;

/** Speaking with flow containers. What a caller watches ends by `unwatchFlow` or when the caller goes. */
export function flowCommands(parts: CoreParts): FlowCommands {
  const { flow } = parts;
  const callers = new Map<string, Map<string, () => void>>();

  const watchesOf = (caller: Caller): Map<string, () => void> => {
    const known = callers.get(caller.id);
    if (known) return known;
    const watches = new Map<string, () => void>();
    callers.set(caller.id, watches);
    const end = () => {
      callers.delete(caller.id);
      for (const unwatch of watches.values()) unwatch();
    };
    caller.signal.addEventListener('abort', end, { once: true });
    return watches;
  };
  const whole = (reference: ContainerReference): ContainerReference => ({
    hostId: reference.hostId,
    containerId: targetOf(parts, reference).containerId,
  });
  const send = (reference: ContainerReference, message: Parameters<typeof flow.send>[2], timeoutMs: number) => {
    const { hostId, containerId } = whole(reference);
    return flow.send(hostId, containerId, message, timeoutMs);
  };

  return {
    sendFlow: ({ message, timeoutMs, ...reference }) => send(reference, message, timeoutMs),
    broadcastFlow: async ({ containers, message, timeoutMs }) => {
      const outcomes = await Promise.all(
        containers.map(async (reference) => {
          const sent = await send(reference, message, timeoutMs);
          return { ...reference, outcome: sent.ok ? { ok: true as const, reply: sent.value } : sent };
        }),
      );
      return succeed(outcomes);
    },
    receiveFlow: ({ timeoutMs, ...reference }, caller) => {
      const { hostId, containerId } = whole(reference);
      return flow.receive(hostId, containerId, timeoutMs, caller.signal);
    },
    watchFlow: async (reference, caller) => {
      if (caller.signal.aborted) return fail('system_error', 'The window has gone, so nothing is watched for it.');
      const { hostId, containerId } = whole(reference);
      const known = mustKnow(parts, hostId, containerId);
      if (!known.ok) return known;
      const watches = watchesOf(caller);
      const key = containerKey(hostId, containerId);
      watches.get(key)?.();
      // Of this moment: what comes while they are masked is pushed.
      const kept = flow.messages(hostId, containerId);
      const unwatch = flow.watch(hostId, containerId, (messages, skipped) =>
        caller.push('flow', { hostId, containerId, messages: [...messages], skipped }),
      );
      watches.set(key, unwatch);
      return succeed([...(await kept)]);
    },
    unwatchFlow: async (reference, caller) => {
      const { hostId, containerId } = whole(reference);
      const watches = callers.get(caller.id);
      const key = containerKey(hostId, containerId);
      watches?.get(key)?.();
      watches?.delete(key);
      return succeed(null);
    },
    clearFlow: async (reference) => {
      const { hostId, containerId } = whole(reference);
      flow.clear(hostId, containerId);
      return succeed(null);
    },
  };
}

function mustKnow(parts: CoreParts, hostId: string, containerId: string): Result<null> {
  if (parts.flow.statusOf(hostId, containerId)) return succeed(null);
  const { name } = targetOf(parts, { hostId, containerId });
  return fail('socket_communication_error', `${name} has no flow socket, so there are no messages. Make it as a flow container.`);
}
