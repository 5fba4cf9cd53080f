import { fail } from '../../src-shared/failure.ts';
import { stopAndRemove } from '../deletion/steps.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';
import { findContainer, reachForAction, targetOf } from './reach.ts';

/** Deleting with a way back, as a window does it, and at once, as programs do. */
export function deleteCommands(parts: CoreParts): Pick<CoreHandlers, 'deleteContainer' | 'undoDelete' | 'deleteContainerNow'> {
  return {
    deleteContainer: async ({ volumes, ...reference }, caller) => {
      const reached = reachForAction(parts, reference.hostId);
      if (!reached.ok) return reached;
      if (!findContainer(parts, reference))
        return fail('docker_api_error', 'No such container any more: it was removed meanwhile.', { containerId: reference.containerId });
      const target = targetOf(parts, reference);
      return parts.deletions.begin(reached.value.client, { hostId: reference.hostId, target, volumes, by: caller.actor });
    },
    undoDelete: async (reference, caller) => {
      const reached = reachForAction(parts, reference.hostId);
      if (!reached.ok) return reached;
      return parts.deletions.undo(reached.value.client, reference.hostId, targetOf(parts, reference), caller.actor);
    },
    deleteContainerNow: async ({ volumes, ...reference }, caller) => {
      const reached = reachForAction(parts, reference.hostId);
      if (!reached.ok) return reached;
      const { client } = reached.value;
      const { hostId } = reference;
      const target = targetOf(parts, reference);
      const act = async (signal: AbortSignal) => {
        const removed = await stopAndRemove(client, target, volumes, signal);
        if (removed.ok) await parts.flow.cleanup(hostId, target.containerId);
        return removed;
      };
      return parts.operations.run({ hostId, containerId: target.containerId, kind: 'delete', by: caller.actor, name: target.name, act });
    },
  };
}
