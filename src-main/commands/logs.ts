import type { Change } from '../../src-shared/changes.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { ActionTarget } from '../docker/actions.ts';
import { LogFollower, type LogFollowerOptions } from '../docker/log-follower.ts';
import { openLog } from '../docker/logs.ts';
import type { Caller, ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { reachHost, targetOf } from './reach.ts';

/** Each is a connection to an engine; nobody reads more at once. */
const logsPerCaller = 32;

export type LogTimes = Pick<LogFollowerOptions, 'gatherMs' | 'floodGatherMs' | 'firstRetryMs' | 'longestRetryMs'>;

/**
 * Logs belong to the caller that opened them: they end by `closeLogs` or when the caller goes. A log goes on over stops
 * and starts of its container, and over a restart of the engine, without being opened again; `ended` comes only when the
 * container is gone or its log can't be read any more.
 */
export function logCommands(parts: CoreParts, times: LogTimes = {}): Pick<CoreHandlers, 'openLogs' | 'closeLogs'> {
  const callers = new Map<string, Map<string, AbortController>>();

  const streamsOf = (caller: Caller): Map<string, AbortController> => {
    const known = callers.get(caller.id);
    if (known) return known;
    const streams = new Map<string, AbortController>();
    callers.set(caller.id, streams);
    const end = () => {
      callers.delete(caller.id);
      for (const controller of [...streams.values()]) controller.abort();
    };
    caller.signal.addEventListener('abort', end, { once: true });
    return streams;
  };

  const register = (caller: Caller, streamId: string): Result<AbortController> => {
    if (caller.signal.aborted) return fail('system_error', 'The window has gone, so its log was not opened.');
    const streams = streamsOf(caller);
    if (streams.has(streamId)) return fail('validation_error', 'This stream id is in use. Take another.', { streamId });
    if (streams.size >= logsPerCaller) return fail('validation_error', `${logsPerCaller} logs are open. Close one of them first.`);
    const controller = new AbortController();
    streams.set(streamId, controller);
    controller.signal.addEventListener('abort', () => streams.delete(streamId), { once: true });
    return succeed(controller);
  };

  return {
    openLogs: async (argument, caller) => {
      const reached = reachHost(parts, argument.hostId);
      if (!reached.ok) return reached;
      const registered = register(caller, argument.streamId);
      if (!registered.ok) return registered;
      const target = targetOf(parts, argument);
      const opened = await follow(parts, argument, target, caller, registered.value, times);
      if (!opened.ok) registered.value.abort();
      return opened;
    },
    // Closing what has ended by itself is no error: the two may cross.
    closeLogs: async ({ streamId }, caller) => {
      callers.get(caller.id)?.get(streamId)?.abort();
      return succeed(null);
    },
  };
}

function follow(
  parts: CoreParts,
  { hostId, streamId, tailLines }: { hostId: string; streamId: string; tailLines: number },
  target: ActionTarget,
  caller: Caller,
  controller: AbortController,
  times: LogTimes,
): Promise<Result<null>> {
  const { signal } = controller;
  const follower = new LogFollower({
    ...times,
    name: target.name,
    signal,
    // Asked anew each time: an engine that is away, perhaps on purpose, must not be touched.
    open: async (after, sink) => {
      const reached = reachHost(parts, hostId);
      return reached.ok ? openLog(reached.value.client, { ...target, tailLines, after, signal }, sink) : reached;
    },
    send: (chunk) => {
      if (signal.aborted) return;
      caller.push('logs', { streamId, ...chunk });
      if (chunk.ended) controller.abort();
    },
  });
  const endChanges = parts.onChanges((changes) => {
    for (const change of changes) tell(follower, { hostId, containerId: target.containerId }, change);
  });
  signal.addEventListener('abort', endChanges, { once: true });
  return follower.start();
}

function tell(follower: LogFollower, { hostId, containerId }: ContainerReference, change: Change): void {
  switch (change.type) {
    case 'containerStarted':
      if (change.hostId === hostId && change.containerId === containerId) follower.wake();
      return;
    case 'containerRemoved':
      if (change.hostId === hostId && change.containerId === containerId) follower.stop();
      return;
    case 'containersListed':
      if (change.hostId !== hostId) return;
      if (change.containers.some((it) => it.id === containerId)) follower.wake();
      else follower.stop();
      return;
    case 'hostForgotten':
      if (change.hostId === hostId) follower.stop();
      return;
    default:
      return;
  }
}
