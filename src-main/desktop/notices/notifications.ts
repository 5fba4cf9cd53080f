import type { Batch } from '../../../src-shared/changes.ts';
import type { Navigate } from '../../../src-shared/contract/desktop.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import type { OperationKind } from '../../../src-shared/model.ts';
import type { Settings } from '../../../src-shared/settings.ts';
import type { Log } from '../../lib/log.ts';
import type { KeptValues } from '../../store/kept-values.ts';
import type { NativeNotice, NoticeBoard, ShownNotice } from './notice-board.ts';
import { decideNotices, type NoticeLimits, usualLimits } from './notice-decision.ts';
import { forgetWhatWasTold, keptOf, type NoticeMemory, readMemory } from './notice-memory.ts';
import { type News, noticeOfIncidents } from './notice-words.ts';

export interface NotificationsOptions {
  /** Tells of every batch; returns its unsubscribe. */
  readonly onBatch: (listener: (batch: Batch) => void) => () => void;
  readonly fleet: () => Fleet;
  readonly settings: () => Settings;
  readonly values: KeptValues;
  readonly board: NoticeBoard;
  /** Opens the window there. */
  readonly goTo: (to: Navigate['to']) => void;
  readonly restart: (hostId: string, containerId: string) => void;
  readonly log: Log;
  readonly limits?: NoticeLimits;
  readonly now?: () => number;
}

interface Shown {
  readonly notice: ShownNotice;
  readonly incidentIds: ReadonlySet<string>;
}

const valueKey = 'desktop.notices';
/** Beyond so many, the oldest ones are not replaced any more. */
const shownKept = 50;
/** A demo shows how it is to be told; its story goes on and on, which nobody wants to hear for real. */
const demoRestMs = 300_000;
const longestTimerMs = 2_147_483_647;
const restarts: ReadonlySet<OperationKind> = new Set(['start', 'restart', 'restartGracefully', 'ensureRunning', 'update', 'updateCode']);

/** Shows incidents as native notifications: one a story, one for what happens at once. Returns what stops it. */
export function notifyIncidents(options: NotificationsOptions): () => void {
  const { onBatch, fleet, settings, values, board, log, limits = usualLimits, now = Date.now } = options;
  let memory: NoticeMemory | null = null;
  let early: News[] = [];
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let demoRestsUntilMs = 0;
  const shown: Shown[] = [];

  const decide = (news: readonly News[], stirred = false): void => {
    if (!memory || stopped) return void early.push(...news);
    const nowMs = now();
    const date = new Date(nowMs);
    const minute = date.getHours() * 60 + date.getMinutes();
    const decision = decideNotices(memory, { news, stirred, fleet: fleet(), settings: settings(), nowMs, minute }, limits);
    memory = decision.memory;
    if (timer) clearTimeout(timer);
    timer =
      decision.wakeAtMs === null ? null : setTimeout(() => decide([]), Math.min(longestTimerMs, Math.max(0, decision.wakeAtMs - nowMs)));
    if (decision.show.length === 0) return;
    show(decision.show);
    // After the notice, which must not wait for a disk: one told twice is better than none.
    values.put(valueKey, keptOf(memory));
  };

  const show = (news: readonly News[]): void => {
    const { hosts } = fleet();
    const notice = noticeOfIncidents(news, (hostId) => {
      const host = hosts.get(hostId);
      return host && (hosts.size > 1 || host.demo) ? host.name : null;
    });
    const [first] = news;
    if (!notice || !first) return;
    const incidentIds = new Set(news.map((it) => it.incident.id));
    for (const old of shown.filter((it) => [...it.incidentIds].every((id) => incidentIds.has(id)))) {
      old.notice.close();
      shown.splice(shown.indexOf(old), 1);
    }
    const { hostId, id: incidentId } = first.incident;
    const onClick = () => options.goTo({ kind: 'incident', hostId, incidentId });
    shown.push({ notice: board.show({ ...notice, onClick, buttons: buttonsOf(news, options) }), incidentIds });
    if (shown.length > shownKept) shown.shift();
  };

  const isDemo = (hostId: string) => fleet().hosts.get(hostId)?.demo === true;
  const isPlayed = (hostId: string) => isDemo(hostId) && now() < demoRestsUntilMs;

  const stop = onBatch(({ changes }) => {
    const news: News[] = [];
    let stirred = false;
    for (const change of changes) {
      if (change.type === 'incidentTold' && change.news !== null && !isPlayed(change.incident.hostId))
        news.push({ incident: change.incident, news: change.news });
      stirred ||= change.type === 'incidentTold' && change.incident.voice === 'told' && change.news === null;
      if (change.type !== 'operationChanged' || !memory) continue;
      const { by, kind, hostId, containerId } = change.operation;
      if (by.kind !== 'you' || containerId === null || !restarts.has(kind)) continue;
      memory = forgetWhatWasTold(memory, fleet().incidents.values(), hostId, containerId);
    }
    if (news.some((it) => isDemo(it.incident.hostId))) demoRestsUntilMs = now() + demoRestMs;
    if (news.length > 0 || stirred) decide(lastOfEach(news), stirred);
  });
  values
    .get(valueKey)
    .catch((error: unknown) => log.warn('What was told before could not be read', { error }))
    .then((kept) => {
      memory = readMemory(kept);
      const waited = early;
      early = [];
      if (waited.length > 0) decide(lastOfEach(waited));
    });
  return () => {
    stopped = true;
    stop();
    if (timer) clearTimeout(timer);
  };
}

/** Of one incident only the last news counts. */
function lastOfEach(news: readonly News[]): readonly News[] {
  return [...new Map(news.map((it) => [it.incident.id, it])).values()];
}

/** Where the platform has buttons: what one does about a single container. */
function buttonsOf(news: readonly News[], { goTo, restart }: NotificationsOptions): NativeNotice['buttons'] {
  const [first, second] = news;
  const [container, another] = first?.incident.containers ?? [];
  if (!first || second || !container || another || first.news === 'recovered') return [];
  const { hostId } = first.incident;
  const { containerId } = container;
  return [
    { text: 'Restart', press: () => restart(hostId, containerId) },
    { text: 'Logs', press: () => goTo({ kind: 'logs', hostId, containerId }) },
  ];
}
