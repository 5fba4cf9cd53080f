import type { Change } from '../../src-shared/changes.ts';
import { type ContainerKey, containerKey } from '../../src-shared/ids.ts';
import type { Container, ContainerState } from '../../src-shared/model.ts';
import type { Log } from '../lib/log.ts';

/** Writes each container's change of state to the log, old -> new. What is there when we first look is no change. */
export function createStateLog(log: Log): (changes: readonly Change[]) => void {
  const states = new Map<ContainerKey, { readonly name: string; readonly state: ContainerState }>();
  const note = (hostId: string, containerId: string, state: ContainerState, name?: string) => {
    const key = containerKey(hostId, containerId);
    const before = states.get(key);
    const known = name ?? before?.name;
    if (known === undefined) return;
    states.set(key, { name: known, state });
    if (before && before.state !== state)
      log.info('Container state changed', { hostId, containerId, name: known, from: before.state, to: state });
  };
  const remove = (key: ContainerKey) => {
    const before = states.get(key);
    if (!before) return;
    states.delete(key);
    const [hostId, containerId] = key.split('/');
    log.info('Container state changed', { hostId, containerId, name: before.name, from: before.state, to: 'removed' });
  };
  const list = (hostId: string, containers: readonly Container[]) => {
    const listed = new Set(containers.map((it) => containerKey(hostId, it.id)));
    for (const key of [...states.keys()]) if (key.startsWith(`${hostId}/`) && !listed.has(key)) remove(key);
    for (const it of containers) note(hostId, it.id, it.state, it.name);
  };
  const take = (change: Change) => {
    switch (change.type) {
      case 'containersListed':
        return list(change.hostId, change.containers);
      case 'containerCreated':
      case 'containerInspected':
        return note(change.hostId, change.container.id, change.container.state, change.container.name);
      case 'containerStarted':
      case 'containerUnpaused':
        return note(change.hostId, change.containerId, 'running');
      case 'containerPaused':
        return note(change.hostId, change.containerId, 'paused');
      case 'containerDied':
        return note(change.hostId, change.containerId, 'exited');
      case 'containerRemoved':
        return remove(containerKey(change.hostId, change.containerId));
      case 'hostForgotten':
        for (const key of [...states.keys()]) if (key.startsWith(`${change.hostId}/`)) states.delete(key);
        return;
      default:
        return;
    }
  };
  return (changes) => changes.forEach(take);
}
