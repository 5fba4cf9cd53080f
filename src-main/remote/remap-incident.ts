import type { Incident, Mute, MuteScope } from '../../src-shared/incidents.ts';
import { type Remap, remapActor } from './remap-change.ts';
import { localHostId, localIncidentId } from './remote-ids.ts';

/** A remote's incident as one of ours. */
export function remapIncident(incident: Incident, to: Remap): Incident {
  const { resolution } = incident;
  return {
    ...incident,
    id: localIncidentId(to.remoteId, incident.id),
    hostId: localHostId(to.remoteId, incident.hostId),
    openedAtMs: incident.openedAtMs + to.aheadMs,
    lastAtMs: incident.lastAtMs + to.aheadMs,
    resolution: resolution.state === 'open' ? resolution : { ...resolution, atMs: resolution.atMs + to.aheadMs },
    timeline: incident.timeline.map((it) => ({ ...it, atMs: it.atMs + to.aheadMs, by: remapActor(it.by, to) })),
  };
}

export function remapMute(mute: Mute, to: Remap): Mute {
  const until = mute.until.kind === 'time' ? { ...mute.until, atMs: mute.until.atMs + to.aheadMs } : mute.until;
  return { scope: remapScope(mute.scope, to), until, sinceMs: mute.sinceMs + to.aheadMs };
}

export function remapScope(scope: MuteScope, to: Remap): MuteScope {
  return { ...scope, hostId: localHostId(to.remoteId, scope.hostId) };
}
