import type { Fleet } from '../../src-shared/fleet.ts';
import { type Incident, isOpen } from '../../src-shared/incidents.ts';
import type { Settings } from '../../src-shared/settings.ts';
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
}

export const usualLimits: NoticeLimits = { repeatMs: 60_000, cooldownMs: 300_000, burst: 5, burstMs: 30_000 };

export interface NoticeInput {
  /** What was told at once; empty when only time has passed. */
  readonly news: readonly News[];
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
  const waiting = new Map(before.waiting);
  for (const news of input.news) take(waiting, before, news, input, limits);

  const shownAtMs = before.shownAtMs.filter((atMs) => nowMs < atMs + limits.burstMs);
  const due: News[] = [];
  for (const [id, one] of [...waiting]) {
    if (nowMs < one.dueAtMs) continue;
    waiting.delete(id);
    const news = input.news.includes(one.news) ? one.news : asItIsNow(one.news, input);
    if (news) due.push(news);
  }
  const earliestMs = shownAtMs.length < limits.burst ? nowMs : (shownAtMs[0] ?? nowMs) + limits.burstMs;
  if (due.length > 0 && nowMs < earliestMs) {
    for (const news of due) waiting.set(news.incident.id, { news, dueAtMs: earliestMs });
    return { memory: { ...before, waiting, shownAtMs }, show: [], wakeAtMs: nextAt(waiting) };
  }
  const memory = { ...before, waiting, shownAtMs };
  if (due.length === 0) return { memory, show: [], wakeAtMs: nextAt(waiting) };
  const after = remember(memory, due, nowMs, limits.cooldownMs);
  return { memory: { ...after, shownAtMs: [...shownAtMs, nowMs] }, show: due, wakeAtMs: nextAt(waiting) };
}

/** Puts it among what waits, due at once where nothing was shown of it; later news of an incident replaces earlier. */
function take(waiting: Map<string, Waiting>, memory: NoticeMemory, news: News, input: NoticeInput, limits: NoticeLimits): void {
  const { id } = news.incident;
  const told = memory.told.get(id);
  // It is well: what waited to say otherwise is not true any more.
  if (news.news === 'recovered') waiting.delete(id);
  if (!mayBeTold(news, input)) return;
  if (news.news === 'recovered' ? !told || told.recovered : !isNews(news.incident, told, memory, input.nowMs, limits)) return;
  const dueAtMs = Math.max(input.nowMs, told ? told.atMs + limits.repeatMs : input.nowMs);
  waiting.set(id, { news, dueAtMs: waiting.get(id)?.dueAtMs ?? dueAtMs });
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
  if (!incident || (news.news !== 'recovered' && !isOpen(incident))) return null;
  const now = { ...news, incident };
  return mayBeTold(now, input) ? now : null;
}

function nextAt(waiting: ReadonlyMap<string, Waiting>): number | null {
  return waiting.size === 0 ? null : Math.min(...[...waiting.values()].map((it) => it.dueAtMs));
}
