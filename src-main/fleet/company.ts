import type { Change } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';

/** Most actions are over by then: that they began, what they did, its line of the feed and that they ended are one batch. */
const begunMs = 40;
/** Until an operation of ours on it has ended, a container's row says so whatever comes; its end mostly follows an event at once. */
const duringMs = 16;
/** The least that a timer takes: whoever asked for the operation has the answer before the window is busy with the batch. */
const endedMs = 1;

/**
 * How long Changes that are told now may wait for the next ones, so that the window draws once and not three times while
 * somebody waits for an answer there. What others do to a container never waits. Pure.
 */
export function companyMs(changes: readonly Change[], operations: Fleet['operations']): number {
  let waitMs = begunMs;
  for (const change of changes) {
    waitMs = Math.min(waitMs, patienceMs(change, operations));
    if (waitMs === 0) return 0;
  }
  return waitMs;
}

function patienceMs(change: Change, operations: Fleet['operations']): number {
  switch (change.type) {
    case 'operationChanged':
      return begunMs;
    case 'operationEnded':
      return endedMs;
    default:
      return 'containerId' in change && isActedOn(change.hostId, change.containerId, operations) ? duringMs : 0;
  }
}

function isActedOn(hostId: string, containerId: string, operations: Fleet['operations']): boolean {
  for (const it of operations.values()) if (it.containerId === containerId && it.hostId === hostId) return true;
  return false;
}
