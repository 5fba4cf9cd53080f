import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import { type Incident, incidentKindSchema } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { useFleet } from '../../store/fleet-store.ts';
import type { IncidentFilter } from './incident-list.ts';
import { kindWords } from './incident-words.ts';
import { changeIncidentFilter } from './incidents-store.ts';

type Incidents = ReadonlyMap<string, Incident>;

export function kindName(kind: IncidentFilter['kind']): string {
  return kind === 'all' ? 'All kinds' : kindWords[kind];
}

/** The kinds that there are, and all of them. */
export function kindEntries(chosen: IncidentFilter['kind']): readonly MenuEntry[] {
  const there = new Set([...useFleet.getState().fleet.incidents.values()].map((it) => it.kind));
  return [
    { label: 'All kinds', checked: chosen === 'all', onSelect: () => changeIncidentFilter({ kind: 'all' }) },
    'separator',
    ...incidentKindSchema.options
      .filter((kind) => there.has(kind) || kind === chosen)
      .map((kind) => ({ label: kindWords[kind], checked: kind === chosen, onSelect: () => changeIncidentFilter({ kind }) })),
  ];
}

const containersOffered = 100;

/** The containers that incidents speak of, by key; what one was called last counts. */
export function containersOfIncidents(
  incidents: Incidents,
): ReadonlyMap<ContainerKey, { readonly name: string; readonly project: string | null }> {
  const found = new Map<ContainerKey, { readonly name: string; readonly project: string | null }>();
  for (const { hostId, containers, project } of incidents.values()) {
    for (const it of containers) found.set(containerKey(hostId, it.containerId), { name: displayText(it.name).slice(0, 80), project });
  }
  return found;
}

export function containerName(incidents: Incidents, key: ContainerKey | null): string {
  return key === null ? 'All containers' : (containersOfIncidents(incidents).get(key)?.name ?? 'One container');
}

export function containerEntries(chosen: ContainerKey | null): readonly MenuEntry[] {
  const found = [...containersOfIncidents(useFleet.getState().fleet.incidents)].slice(-containersOffered);
  const names = new Map<string, number>();
  for (const [, { name }] of found) names.set(name, (names.get(name) ?? 0) + 1);
  return [
    { label: 'All containers', checked: chosen === null, onSelect: () => changeIncidentFilter({ container: null }) },
    'separator',
    ...found
      .toSorted(([, one], [, other]) => one.name.localeCompare(other.name))
      .map(([key, { name }]) => ({
        // Two of one name are told apart by the start of their id.
        label: names.get(name) === 1 ? name : `${name} (${key.slice(key.indexOf('/') + 1).slice(0, 6)})`,
        checked: key === chosen,
        onSelect: () => changeIncidentFilter({ container: key }),
      })),
  ];
}
