import { actorWords } from '../../../src-shared/describe.ts';
import { calendarDaysBetween, formatDate } from '../../../src-shared/format.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Activity } from '../../../src-shared/model.ts';

export type FeedKind = 'all' | Activity['kind'];

export interface FeedFilter {
  readonly kind: FeedKind;
  /** Null: of all containers, and of the engines. */
  readonly container: ContainerKey | null;
  /** Every word of it must occur in the line; case does not matter. */
  readonly text: string;
}

export const wholeFeed: FeedFilter = { kind: 'all', container: null, text: '' };

export interface Feed {
  /** Newest first. */
  readonly lines: readonly Activity[];
  /** How many matching lines came since the feed was held. */
  readonly newCount: number;
}

/**
 * The lines that pass the filter, newest first. `activities` come as they were told, oldest first. With `heldAtId` (the
 * last one told when the reader scrolled away from the top) later ones are only counted, so that nothing moves.
 */
export function selectFeed(activities: readonly Activity[], filter: FeedFilter, heldAtId: string | null): Feed {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const heldAt = heldAtId === null ? -1 : activities.findLastIndex((it) => it.id === heldAtId);
  const lines: Activity[] = [];
  let newCount = 0;
  for (const [index, activity] of activities.entries()) {
    if (!matches(activity, filter, words)) continue;
    if (heldAt >= 0 && index > heldAt) newCount += 1;
    else lines.push(activity);
  }
  // Told late is not happened late: what was found out after a gap has its own time. The sort is stable, so is the feed.
  lines.reverse();
  if (!isSorted(lines)) lines.sort((one, other) => other.atMs - one.atMs);
  return { lines, newCount };
}

function isSorted(lines: readonly Activity[]): boolean {
  return lines.every((line, index) => index === 0 || line.atMs <= (lines[index - 1]?.atMs ?? 0));
}

function matches(activity: Activity, filter: FeedFilter, words: readonly string[]): boolean {
  if (filter.kind !== 'all' && activity.kind !== filter.kind) return false;
  if (filter.container !== null && !isOf(activity, filter.container)) return false;
  if (words.length === 0) return true;
  const text = searchedText(activity);
  return words.every((word) => text.includes(word));
}

const searchedTexts = new WeakMap<Activity, string>();

function searchedText(activity: Activity): string {
  let text = searchedTexts.get(activity);
  if (text === undefined) {
    text = [activity.text, activity.containerName, activity.project ?? '', actorWords(activity.by)].join('\n').toLowerCase();
    searchedTexts.set(activity, text);
  }
  return text;
}

/** The key of the line's container; null where it is about an engine. */
export function keyOf(activity: Activity): ContainerKey | null {
  return activity.containerId === null ? null : containerKey(activity.hostId, activity.containerId);
}

/** `keyOf(activity) === key`, without making a string for each of 5,000 lines. */
export function isOf(activity: Activity, key: ContainerKey): boolean {
  const { containerId, hostId } = activity;
  if (containerId === null || key.length !== hostId.length + 1 + containerId.length) return false;
  return key.startsWith(hostId) && key.endsWith(containerId);
}

export type FeedRow =
  | { readonly type: 'day'; readonly key: string; readonly label: string; readonly count: number }
  | { readonly type: 'line'; readonly key: string; readonly activity: Activity };

/** Lines (newest first) with a header before each day's, by local midnights. */
export function groupByDay(lines: readonly Activity[], nowMs: number): readonly FeedRow[] {
  const rows: FeedRow[] = [];
  let from = 0;
  while (from < lines.length) {
    const newest = lines[from];
    if (!newest) break;
    // One look at the calendar a day: the lines are in order.
    const midnightMs = new Date(newest.atMs).setHours(0, 0, 0, 0);
    let to = from + 1;
    while (to < lines.length && (lines[to]?.atMs ?? 0) >= midnightMs) to += 1;
    rows.push({ type: 'day', key: `day ${formatDate(newest.atMs)}`, label: dayLabel(newest.atMs, nowMs), count: to - from });
    for (const activity of lines.slice(from, to)) rows.push({ type: 'line', key: activity.id, activity });
    from = to;
  }
  return rows;
}

/** 'Today', 'Yesterday', then the date. */
export function dayLabel(atMs: number, nowMs: number): string {
  const days = calendarDaysBetween(atMs, nowMs);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : formatDate(atMs);
}

export interface FeedContainer {
  readonly key: ContainerKey;
  readonly name: string;
  readonly project: string | null;
}

/** The containers that the feed speaks of, by name; what a container was called last counts. */
export function containersOf(activities: readonly Activity[], limit = 200): readonly FeedContainer[] {
  const found = new Map<ContainerKey, FeedContainer>();
  for (const activity of activities) {
    const key = keyOf(activity);
    if (key === null) continue;
    found.delete(key);
    found.set(key, { key, name: activity.containerName, project: activity.project });
  }
  return [...found.values()].slice(-limit).sort((one, other) => one.name.localeCompare(other.name) || (one.key < other.key ? -1 : 1));
}

/** The same container's latest other lines, newest first. */
export function otherLines(activities: readonly Activity[], activity: Activity, limit: number): readonly Activity[] {
  const key = keyOf(activity);
  const others: Activity[] = [];
  for (let index = activities.length - 1; index >= 0 && key !== null && others.length < limit; index -= 1) {
    const other = activities[index];
    if (other && other.id !== activity.id && isOf(other, key)) others.push(other);
  }
  return others;
}
