import { isRunning } from '../../../src-shared/describe.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { openPortOf, startContainers, stopContainers } from '../../store/actions.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { openIncidentOf } from '../../store/incident-index.ts';
import { type DetailTab, goTo } from '../../store/navigation.ts';
import { isStale } from './freshness.ts';
import { useList } from './list-store.ts';
import { publishedPorts } from './sorting.ts';

/** What keys and the bulk bar act on: the selection, or else the row with the cursor. */
export function targetKeys(): readonly ContainerKey[] {
  const { selection, cursor } = useList.getState();
  if (selection.keys.size > 0) return [...selection.keys];
  return cursor !== null && isContainerKey(cursor) ? [cursor] : [];
}

/** Whether a line's id is that of a container that exists. */
export function isContainerKey(lineId: string): lineId is ContainerKey {
  return useFleet.getState().fleet.containers.has(lineId as ContainerKey);
}

export function containersFor(keys: readonly ContainerKey[]): readonly Container[] {
  const { containers } = useFleet.getState().fleet;
  return keys.flatMap((key) => containers.get(key) ?? []);
}

/** Why no command can be sent to these now; null: it can. */
export function lostReason(targets: readonly Container[]): string | null {
  const { hosts } = useFleet.getState().fleet;
  const lost = targets.length > 0 && targets.every((it) => isStale(hosts.get(it.hostId)));
  return lost ? 'Actions wait until the engine answers.' : null;
}

/** Stops what runs; where nothing does, starts all. */
export function startOrStop(keys: readonly ContainerKey[]): void {
  void (containersFor(keys).some(isRunning) ? stopContainers(keys) : startContainers(keys));
}

export function openDetail(key: ContainerKey, tab: DetailTab): void {
  const [container] = containersFor([key]);
  if (container) goTo({ view: 'container', hostId: container.hostId, containerId: container.id, tab });
}

/** Shows the container's open incident. False: it has none. */
export function openIncident(key: ContainerKey): boolean {
  const incident = openIncidentOf(useFleet.getState().fleet.incidents, key);
  if (!incident) return false;
  goTo({ view: 'incidents', incidentId: incident.id });
  return true;
}

export function openFirstPort(key: ContainerKey): void {
  const [container] = containersFor([key]);
  if (container) openPortOf(container, publishedPorts(container)[0] ?? null);
}
