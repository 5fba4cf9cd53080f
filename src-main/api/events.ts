import type { Change } from '../../src-shared/changes.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Known } from './known.ts';
import { OperationEvents } from './operation-events.ts';
import type { ApiCore } from './request-handlers.ts';
import { activityEventOf, containerEventOf, type ServerEvent, type ServerEventName, Standings } from './server-events.ts';
import { isoTime } from './wire.ts';

export type SendEvent = (event: ServerEventName, payload: ServerEvent['payload']) => void;

/** Tells programs what happens: one event a fact, in the order of the facts. Returns its end. */
export function openEvents(core: ApiCore, known: Known, send: SendEvent): () => void {
  const { parts } = core;
  const operations = new OperationEvents();
  let before = parts.fleet();
  const standings = new Standings(before);

  const eventsOf = (change: Change, nowMs: number): ServerEvent[] => {
    switch (change.type) {
      case 'operationChanged':
        return operations.changed(change, nowMs);
      case 'operationEnded':
        return operations.ended(change, parts.fleet(), nowMs);
      case 'activityTold':
        return [activityEventOf(change)];
      default: {
        const nameBefore =
          'containerId' in change ? before.containers.get(containerKey(change.hostId, change.containerId))?.name : undefined;
        const event = containerEventOf(change, parts.fleet(), nameBefore);
        return event ? [event] : [];
      }
    }
  };

  const endChanges = parts.onChanges((changes) => {
    const nowMs = Date.now();
    known.take(changes);
    for (const change of changes) for (const { event, payload } of eventsOf(change, nowMs)) send(event, payload);
    for (const { event, payload } of standings.take(changes, parts.fleet(), nowMs)) send(event, payload);
    before = parts.fleet();
  });
  const endMessages = parts.flow.onEvent((hostId, containerId, { event, actor, data }) => {
    const name = parts.fleet().containers.get(containerKey(hostId, containerId))?.name ?? '';
    send('container_message', { container_id: containerId, name, host_id: hostId, event, actor, data, timestamp: isoTime(Date.now()) });
  });
  return () => {
    endChanges();
    endMessages();
  };
}
