import { needsAttention } from '../../../src-shared/describe.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { compareNames } from './name-order.ts';
import { compareByColumn, compareRows, isLiveSort, type LiveValues, type Sort, type Sortable } from './sorting.ts';
import { type StateFilter, stateSegment } from './state-filter.ts';
import { filterWords, matchesWords } from './text-filter.ts';

/** The containers of one Compose project on one host, or those of a host without one (`project` null). */
export interface Group {
  /** Unique, and the same from one arrangement to the next. */
  readonly key: string;
  readonly hostId: string;
  readonly project: string | null;
  /** In their order; only those that match the filters. */
  readonly members: readonly ContainerKey[];
}

export interface ArrangeInput {
  readonly containers: ReadonlyMap<ContainerKey, Container>;
  readonly text: string;
  readonly stateFilter: StateFilter;
  readonly sort: Sort;
  readonly liveOf: (key: ContainerKey, container: Container) => LiveValues;
}

const noLive: LiveValues = { cpuPercent: null, memoryBytes: null, networkBytesPerSecond: null };

interface Row extends Sortable {
  readonly key: ContainerKey;
}

/** Groups, filters and sorts. A group stands where its first row would; without a difference by name, 'No project' last. */
export function arrange({ containers, text, stateFilter, sort, liveOf }: ArrangeInput): readonly Group[] {
  const words = filterWords(text);
  const live = isLiveSort(sort);
  const rowsByGroup = new Map<string, Row[]>();
  for (const [key, container] of containers) {
    if (stateFilter !== 'all' && stateSegment(container) !== stateFilter) continue;
    if (!matchesWords(container, words)) continue;
    const groupKey = `${container.hostId}/${container.project ?? ''}`;
    const row = { key, container, live: live ? liveOf(key, container) : noLive };
    const rows = rowsByGroup.get(groupKey);
    if (rows) rows.push(row);
    else rowsByGroup.set(groupKey, [row]);
  }
  const groups = [...rowsByGroup].map(([key, rows]) => ({ key, rows: rows.sort((one, other) => compareRows(one, other, sort)) }));
  groups.sort((one, other) => compareGroups(one.rows, other.rows, sort));
  return groups.flatMap(({ key, rows }) => {
    const first = rows[0]?.container;
    return first ? [{ key, hostId: first.hostId, project: first.project, members: rows.map((row) => row.key) }] : [];
  });
}

function compareGroups(rows: readonly Row[], others: readonly Row[], sort: Sort): number {
  const [one, other] = [rows[0], others[0]];
  if (!one || !other) return 0;
  if (sort.column === 'state') {
    // That something rests in one project and not in the other is no reason to move either.
    const attention = Number(needsAttention(other.container)) - Number(needsAttention(one.container));
    if (attention !== 0) return sort.descending ? -attention : attention;
  } else if (sort.column !== 'name') {
    const order = compareByColumn(one, other, sort);
    if (order !== 0) return order;
  }
  return compareGroupNames(one.container, other.container, sort.column === 'name' && sort.descending);
}

function compareGroupNames(one: Container, other: Container, descending: boolean): number {
  if (one.hostId !== other.hostId) return compareNames(one.hostId, other.hostId);
  if (one.project === null || other.project === null) return Number(one.project === null) - Number(other.project === null);
  const order = compareNames(one.project, other.project);
  return descending ? -order : order;
}

/**
 * `next` in the order of `shown`, for while the pointer is over the rows: what is gone goes, what is new comes last in
 * its group, the rest stays where it is.
 */
export function holdOrder(shown: readonly Group[], next: readonly Group[]): readonly Group[] {
  const nextByKey = new Map(next.map((group) => [group.key, group]));
  const held: Group[] = [];
  for (const before of shown) {
    const now = nextByKey.get(before.key);
    if (!now) continue;
    nextByKey.delete(before.key);
    const left = new Set(now.members);
    const stayed = before.members.filter((key) => left.delete(key));
    held.push({ ...now, members: [...stayed, ...left] });
  }
  return [...held, ...nextByKey.values()];
}

/** `next` with the objects of `shown` wherever nothing differs, so that what is drawn by them is not drawn again. */
export function keepSame(shown: readonly Group[], next: readonly Group[]): readonly Group[] {
  const shownByKey = new Map(shown.map((group) => [group.key, group]));
  const kept = next.map((group) => {
    const before = shownByKey.get(group.key);
    return before && sameItems(before.members, group.members) ? before : group;
  });
  return sameItems(shown, kept) ? shown : kept;
}

function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** A line of the table. */
export type Line =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'row'; readonly key: ContainerKey; readonly group: Group };

/** Groups and their rows one below the other, without the rows of folded groups. */
export function toLines(groups: readonly Group[], folded: ReadonlySet<string>): readonly Line[] {
  return groups.flatMap((group): Line[] => {
    const head: Line = { kind: 'group', group };
    if (folded.has(group.key)) return [head];
    return [head, ...group.members.map((key): Line => ({ kind: 'row', key, group }))];
  });
}

/** What the cursor and React know a line by: the container's key, or `group:` and the group's. */
export function lineId(line: Line): string {
  return line.kind === 'row' ? line.key : `group:${line.group.key}`;
}
