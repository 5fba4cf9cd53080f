import { type ContainerKey, containerKey } from '../../src-shared/ids.ts';
import { type Incident, isOpen, type Mute } from '../../src-shared/incidents.ts';
import { muteOf } from '../views/incidents/mutes.ts';

type Incidents = ReadonlyMap<string, Incident>;

const indexes = new WeakMap<Incidents, ReadonlyMap<ContainerKey, Incident>>();

/** The newest open incident of a container, or null. The index is made once for each change of the incidents. */
export function openIncidentOf(incidents: Incidents, key: ContainerKey): Incident | null {
  if (incidents.size === 0) return null;
  let index = indexes.get(incidents);
  if (!index) {
    const made = new Map<ContainerKey, Incident>();
    for (const incident of incidents.values()) {
      if (!isOpen(incident)) continue;
      for (const { containerId } of incident.containers) {
        const its = containerKey(incident.hostId, containerId);
        if ((made.get(its)?.openedAtMs ?? 0) <= incident.openedAtMs) made.set(its, incident);
      }
    }
    index = made;
    indexes.set(incidents, made);
  }
  return index.get(key) ?? null;
}

let counted: { readonly incidents: Incidents; readonly mutes: ReadonlyMap<string, Mute>; readonly count: number } | null = null;

/** How many open incidents ask for a look: what a desktop tells, without what is muted. */
export function loudCount(incidents: Incidents, mutes: ReadonlyMap<string, Mute>): number {
  if (counted?.incidents !== incidents || counted.mutes !== mutes) {
    const nowMs = Date.now();
    const count = [...incidents.values()].filter((it) => isOpen(it) && it.voice === 'told' && muteOf(it, mutes, nowMs) === null).length;
    counted = { incidents, mutes, count };
  }
  return counted.count;
}

/** Stories are told a little before or after the lines of the feed that they are about. */
const besideMs = 2_000;

/** The incident in whose time something happened to a container, or null. */
export function incidentAt(incidents: Incidents, key: ContainerKey, atMs: number): Incident | null {
  return incidentsOf(incidents, key).find((it) => atMs >= it.openedAtMs - besideMs && atMs <= it.lastAtMs + besideMs) ?? null;
}

/** A container's incidents, the newest first. */
export function incidentsOf(incidents: Incidents, key: ContainerKey): readonly Incident[] {
  const found: Incident[] = [];
  for (const it of incidents.values()) {
    if (it.containers.some(({ containerId }) => containerKey(it.hostId, containerId) === key)) found.push(it);
  }
  return found.toSorted((one, other) => other.openedAtMs - one.openedAtMs);
}
