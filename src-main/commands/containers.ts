import { type Result, succeed } from '../../src-shared/failure.ts';
import type { OperationKind } from '../../src-shared/model.ts';
import { isGone } from '../deletion/steps.ts';
import {
  type ActionOptions,
  type ActionTarget,
  killContainer,
  pauseContainer,
  pruneContainers,
  removeContainer,
  renameContainer,
  restartContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import type { Caller, ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { reachForAction, shownName, targetOf } from './reach.ts';

type ContainerCommands = Pick<
  CoreHandlers,
  | 'startContainer'
  | 'stopContainer'
  | 'restartContainer'
  | 'killContainer'
  | 'pauseContainer'
  | 'unpauseContainer'
  | 'renameContainer'
  | 'removeContainer'
  | 'pruneContainers'
>;

type Act = (client: EngineClient, target: ActionTarget, options: ActionOptions, repetition: number) => Promise<Result<null>>;

/** What changes containers: each is an Operation of the caller's, in the queue of its host. */
export function containerCommands(parts: CoreParts): ContainerCommands {
  const operate = async (kind: OperationKind, reference: ContainerReference, caller: Caller, act: Act): Promise<Result<null>> => {
    const reached = reachForAction(parts, reference.hostId);
    if (!reached.ok) return reached;
    const target = targetOf(parts, reference);
    const { client } = reached.value;
    return parts.operations.run({
      hostId: reference.hostId,
      containerId: target.containerId,
      kind,
      by: caller.actor,
      name: target.name,
      act: (signal, _report, { repetition }) => act(client, target, { signal }, repetition),
    });
  };

  return {
    startContainer: (it, caller) => operate('start', it, caller, startContainer),
    stopContainer: (it, caller) =>
      operate('stop', it, caller, (client, target, options) => stopContainer(client, target, it.timeoutSeconds, options)),
    restartContainer: (it, caller) =>
      operate('restart', it, caller, (client, target, options) => restartContainer(client, target, it.timeoutSeconds, options)),
    killContainer: (it, caller) =>
      operate('kill', it, caller, (client, target, options) => killContainer(client, target, it.signal, options)),
    pauseContainer: (it, caller) => operate('pause', it, caller, pauseContainer),
    unpauseContainer: (it, caller) => operate('unpause', it, caller, unpauseContainer),
    renameContainer: (it, caller) =>
      operate('rename', it, caller, (client, target, options) => renameContainer(client, target, it.name, options)),
    removeContainer: (it, caller) =>
      operate('remove', it, caller, async (client, target, options, repetition) => {
        const removed = await removeContainer(client, target, it, options);
        // The first try may have removed it before its answer was lost.
        const done = !removed.ok && repetition > 0 && isGone(removed.failure) ? succeed(null) : removed;
        if (done.ok) await parts.flow.cleanup(it.hostId, target.containerId);
        return done;
      }),
    pruneContainers: async ({ hostId }, caller) => {
      const reached = reachForAction(parts, hostId);
      if (!reached.ok) return reached;
      const { client, host } = reached.value;
      const name = shownName(host.name);
      return parts.operations.run({
        hostId,
        containerId: null,
        kind: 'prune',
        by: caller.actor,
        name,
        act: (signal) => pruneContainers(client, name, { signal }),
      });
    },
  };
}
