import { calendarDaysBetween } from '../../../src-shared/format.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import { type Incident, type IncidentKind, isOpen, type Mute } from '../../../src-shared/incidents.ts';
import { kindWords, titleOf } from './incident-words.ts';
import { muteOf } from './mutes.ts';

export type IncidentSegment = 'all' | 'open' | 'resolved' | 'muted';

export interface IncidentFilter {
  readonly segment: IncidentSegment;
  readonly kind: IncidentKind | 'all';
  /** Null: of all containers. */
  readonly container: ContainerKey | null;
  /** Every word of it must occur; case does not matter. */
  readonly text: string;
}

export const everyIncident: IncidentFilter = { segment: 'all', kind: 'all', container: null, text: '' };

export function isFiltered({ segment, kind, container, text }: IncidentFilter): boolean {
  return segment !== 'all' || kind !== 'all' || container !== null || text !== '';
}

export interface ListedIncident {
  readonly incident: Incident;
  readonly muted: boolean;
}

export type IncidentRow =
  | { readonly type: 'group'; readonly key: string; readonly label: string; readonly count: number }
  | ({ readonly type: 'incident'; readonly key: string } & ListedIncident);

/** What the list holds: open ones first, then resolved ones by day, each newest first, with a header before each group. */
export function listRows(
  incidents: ReadonlyMap<string, Incident>,
  mutes: ReadonlyMap<string, Mute>,
  filter: IncidentFilter,
  nowMs: number,
): readonly IncidentRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const listed: ListedIncident[] = [];
  for (const incident of incidents.values()) {
    if (!passes(incident, filter, words)) continue;
    const muted = muteOf(incident, mutes, nowMs) !== null;
    if (filter.segment === 'muted' && !muted) continue;
    listed.push({ incident, muted });
  }
  const groups = new Map<string, ListedIncident[]>(groupNames.map((name) => [name, []]));
  for (const it of listed) groups.get(groupOf(it.incident, nowMs))?.push(it);
  return [...groups].flatMap(([label, members]): IncidentRow[] => {
    if (members.length === 0) return [];
    // By when it began, not by when it was last added to: a row must not move while it is looked at.
    members.sort((one, other) => sortedBy(other.incident) - sortedBy(one.incident));
    return [
      { type: 'group', key: `group ${label}`, label, count: members.length },
      ...members.map((it) => ({ type: 'incident' as const, key: it.incident.id, ...it })),
    ];
  });
}

const groupNames = ['Open', 'Resolved today', 'Yesterday', 'Earlier'] as const;

function groupOf({ resolution }: Incident, nowMs: number): (typeof groupNames)[number] {
  if (resolution.state === 'open') return 'Open';
  const days = calendarDaysBetween(resolution.atMs, nowMs);
  if (days <= 0) return 'Resolved today';
  return days === 1 ? 'Yesterday' : 'Earlier';
}

function sortedBy({ resolution, openedAtMs }: Incident): number {
  return resolution.state === 'resolved' ? resolution.atMs : openedAtMs;
}

function passes(incident: Incident, filter: IncidentFilter, words: readonly string[]): boolean {
  if (filter.segment === 'open' && !isOpen(incident)) return false;
  if (filter.segment === 'resolved' && isOpen(incident)) return false;
  if (filter.kind !== 'all' && incident.kind !== filter.kind) return false;
  if (filter.container !== null && !isAbout(incident, filter.container)) return false;
  if (words.length === 0) return true;
  const text = searchedText(incident);
  return words.every((word) => text.includes(word));
}

const searchedTexts = new WeakMap<Incident, string>();

function searchedText(incident: Incident): string {
  let text = searchedTexts.get(incident);
  if (text === undefined) {
    const { project, what, errorLine, kind, containers } = incident;
    text = [titleOf(incident), kindWords[kind], what, errorLine ?? '', project ?? '', ...containers.map((it) => it.name)]
      .join('\n')
      .toLowerCase();
    searchedTexts.set(incident, text);
  }
  return text;
}

export function isAbout(incident: Incident, key: ContainerKey): boolean {
  return incident.containers.some((it) => containerKey(incident.hostId, it.containerId) === key);
}

/** The index of the incident `by` rows from `from`; headers are passed over, and the ends hold. -1 where there is none. */
export function rowFrom(rows: readonly IncidentRow[], from: number, by: number): number {
  const indexes = rows.flatMap((row, index) => (row.type === 'incident' ? [index] : []));
  const at = indexes.indexOf(from);
  const wanted = at < 0 ? (by === Infinity ? indexes.length - 1 : 0) : at + by;
  return indexes[Math.min(Math.max(wanted, 0), indexes.length - 1)] ?? -1;
}
