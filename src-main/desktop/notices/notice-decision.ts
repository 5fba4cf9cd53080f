import type { Fleet } from '../../../src-shared/fleet.ts';
import { type Incident, isOpen } from '../../../src-shared/incidents.ts';
import type { Settings } from '../../../src-shared/settings.ts';
import { cooldownKeys, type NoticeMemory, rankOf, remember, type Told, type Waiting } from './notice-memory.ts';
import { isMuted, isResting, isWanted } from './notice-mutes.ts';
import type { News } from './notice-words.ts';

export interface NoticeLimits {
  /** News of an incident that was shown wait so long: on Linux a new notice takes the old one's place. */
  readonly repeatMs: number;
  /** So long a container's next incident is not told, unless it is worse. */
  readonly cooldownMs: number;
  /** At most `burst` notices within `burstMs`; what comes beyond that is told in one. */
  readonly burst: number;
  readonly burstMs: number;
  /**
   * A crash of many goes on while the next one comes within this: a busy engine tells fifty deaths over a second or two. What
   * follows the first notice is gathered until it is quiet, or for `longestGatherMs`, and told with that one in its place.
   */
  readonly gatherMs: number;
  readonly longestGatherMs: number;
}

export const usualLimits: NoticeLimits = {
  repeatMs: 60_000,
  cooldownMs: 300_000,
  burst: 5,
  burstMs: 30_000,
  gatherMs: 400,
  longestGatherMs: 2_000,
};

export interface NoticeInput {
  /** What was told at once; empty when only time has passed. */
  readonly news: readonly News[];
  /** Whether stories went on without news, as one of a project does with each container that dies. */
  readonly stirred: boolean;
  readonly fleet: Pick<Fleet, 'incidents' | 'mutes' | 'containers'>;
  readonly settings: Settings;
  readonly nowMs: number;
  /** Since midnight, local time. */
  readonly minute: number;
}

export interface NoticeDecision {
  readonly memory: NoticeMemory;
  /** To be shown in one notice, now; it takes the place of notices that were only of these. Empty: nothing. */
  readonly show: readonly News[];
  /** When to decide again without news; null: not needed. */
  readonly wakeAtMs: number | null;
}

/** What of the news is shown now, what waits and what never is. Pure: time is an argument. */
export function decideNotices(before: NoticeMemory, input: NoticeInput, limits: NoticeLimits = usualLimits): NoticeDecision {
  const { nowMs } = input;
  const taken = gather(takeAll(before, input, limits), before, input, limits);
  const waiting = new Map(taken.waiting);
  const due: News[] = [];
  let together = false;
  for (const [id, one] of taken.waiting) {
    if (nowMs < one.dueAtMs) continue;
    waiting.delete(id);
    const news = input.news.includes(one.news) ? one.news : asItIsNow(one.news, input);
    if (news) due.push(news);
    together ||= one.gathered;
  }
  const shownAtMs = before.shownAtMs.filter((atMs) => nowMs < atMs + limits.burstMs);
  const memory = { ...taken, waiting, shownAtMs, gatherSinceMs: together ? null : taken.gatherSinceMs };
  const earliestMs = shownAtMs.length < limits.burst ? nowMs : (shownAtMs[0] ?? nowMs) + limits.burstMs;
  if (nowMs < earliestMs) for (const news of due) waiting.set(news.incident.id, { news, dueAtMs: earliestMs, gathered: false });
  if (due.length === 0 || nowMs < earliestMs) return { memory, show: [], wakeAtMs: nextAt(waiting) };
  const show = together ? [...withThem(due, memory, input, limits), ...due] : due;
  for (const { incident } of show) waiting.delete(incident.id);
  const after = remember(memory, show, nowMs, limits.cooldownMs);
  return { memory: { ...after, shownAtMs: [...shownAtMs, nowMs] }, show, wakeAtMs: nextAt(waiting) };
}

/** Puts the news among what waits, due at once where nothing was shown of it; later news of an incident replaces earlier. */
function takeAll(memory: NoticeMemory, input: NoticeInput, limits: NoticeLimits): Map<string, Waiting> {
  const waiting = new Map(memory.waiting);
  for (const news of input.news) {
    const { id } = news.incident;
    const told = memory.told.get(id);
    // It is well: what waited to say otherwise is not true any more.
    if (news.news === 'recovered') waiting.delete(id);
    if (!mayBeTold(news, input)) continue;
    if (news.news === 'recovered' ? !told || told.recovered : !isNews(news.incident, told, memory, input.nowMs, limits)) continue;
    // Whole seconds, so that what was told together is told together again.
    const repeatAtMs = told ? Math.ceil((told.atMs + limits.repeatMs) / 1_000) * 1_000 : 0;
    const { dueAtMs = Math.max(input.nowMs, repeatAtMs), gathered = false } = waiting.get(id) ?? {};
    waiting.set(id, { news, dueAtMs, gathered });
  }
  return waiting;
}

/** Where things come one upon the other, those after the first wait for each other. */
function gather(waiting: Map<string, Waiting>, memory: NoticeMemory, input: NoticeInput, limits: NoticeLimits): NoticeMemory {
  const { nowMs, stirred } = input;
  const fresh = [...waiting.keys()].filter((id) => !memory.told.has(id) && !memory.waiting.has(id));
  if (fresh.length === 0 && !(stirred && memory.gatherSinceMs !== null)) return { ...memory, waiting };
  if (memory.freshAtMs === null || nowMs >= memory.freshAtMs + limits.gatherMs) return { ...memory, waiting, freshAtMs: nowMs };
  const gatherSinceMs = memory.gatherSinceMs ?? nowMs;
  const dueAtMs = Math.min(nowMs + limits.gatherMs, gatherSinceMs + limits.longestGatherMs);
  for (const [id, one] of waiting) if (one.gathered || fresh.includes(id)) waiting.set(id, { ...one, dueAtMs, gathered: true });
  return { ...memory, waiting, freshAtMs: nowMs, gatherSinceMs };
}

/** What was told a moment ago of the same crash: the next notice takes its place. */
function withThem(due: readonly News[], memory: NoticeMemory, input: NoticeInput, limits: NoticeLimits): readonly News[] {
  const sinceMs = input.nowMs - limits.longestGatherMs - limits.gatherMs;
  const ids = new Set(due.map((it) => it.incident.id));
  return [...memory.told.values()].flatMap(({ incidentId, atMs, recovered }) => {
    const incident = input.fleet.incidents.get(incidentId);
    if (atMs < sinceMs || recovered || !incident || ids.has(incidentId)) return [];
    return asItIsNow({ incident, news: 'opened' }, input) ?? [];
  });
}

function mayBeTold(news: News, { fleet, settings, nowMs, minute }: NoticeInput): boolean {
  return isWanted(news, settings) && !isResting(settings, nowMs, minute) && !isMuted(news.incident, fleet, nowMs);
}

/** What the core finds worse than what was told, or what is no repetition of what was told of its containers just now. */
function isNews(incident: Incident, told: Told | undefined, memory: NoticeMemory, nowMs: number, { cooldownMs }: NoticeLimits): boolean {
  const rank = rankOf(incident.kind);
  // A loop that was told goes on with every turn, which makes it no worse.
  if (told) return told.recovered || incident.kind !== 'restartLoop' || rank > told.rank;
  return cooldownKeys(incident).some((key) => {
    const cooldown = memory.cooldowns.get(key);
    return !cooldown || nowMs >= cooldown.atMs + cooldownMs || rank > cooldown.rank;
  });
}

/** What waited is told as it stands when its time comes; null where there is nothing to tell any more. */
function asItIsNow(news: News, input: NoticeInput): News | null {
  const incident = input.fleet.incidents.get(news.incident.id);
  // It may be bad again by now, or over.
  if (!incident || isOpen(incident) === (news.news === 'recovered')) return null;
  const now = { ...news, incident };
  return mayBeTold(now, input) ? now : null;
}

function nextAt(waiting: ReadonlyMap<string, Waiting>): number | null {
  return waiting.size === 0 ? null : Math.min(...[...waiting.values()].map((it) => it.dueAtMs));
}
