import type { Navigate } from '../../src-shared/contract/desktop.ts';
import { onPush } from '../bridge.ts';
import { goTo, type Place } from './navigation.ts';

/** Goes where a notification or the tray leads. Returns what stops it. */
export function startNavigatePush(): () => void {
  return onPush('navigate', ({ to }) => goTo(placeOf(to)));
}

export function placeOf(to: Navigate['to']): Place {
  switch (to.kind) {
    case 'incident':
      return { view: 'incidents', incidentId: to.incidentId };
    case 'container':
      return { view: 'container', hostId: to.hostId, containerId: to.containerId, tab: 'overview' };
    case 'logs':
      return { view: 'container', hostId: to.hostId, containerId: to.containerId, tab: 'logs' };
    case 'settings':
      return { view: 'settings' };
  }
}
