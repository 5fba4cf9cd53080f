import { isRunning } from '../../../src-shared/describe.ts';
import type { Actor, Container } from '../../../src-shared/model.ts';
import type { AttentionTimes } from '../attention-times.ts';
import type { Story } from './story.ts';
import { stoppedWords, wellWords } from './story-words.ts';

/** How an open story stands: over, or to be looked at again at `atMs` (null: when something happens). */
export type Outlook =
  | { readonly over: true; readonly how: string /** It runs well again: somebody may want to hear of it. */; readonly well: boolean }
  | { readonly over: false; readonly lookAtMs: number | null };

type Fate =
  | { readonly how: 'well' | 'finished' | 'removed' }
  | { readonly how: 'stopped'; readonly by: Actor }
  | { readonly how: 'waits'; readonly untilMs: number | null };

const longestWaitMs = 1_800_000;

/**
 * Whether all of its containers run well again, or will not run any more because somebody wanted that. `found` gives a
 * container as it is now, undefined where it is gone; `successor` whether another has its name. Pure.
 */
export function outlook(
  story: Story,
  found: (containerId: string) => Container | undefined,
  successor: (name: string) => boolean,
  nowMs: number,
  times: Pick<AttentionTimes, 'wellMs'>,
): Outlook {
  const neededMs = wellNeeded(story, times);
  const { containers, kind } = story.incident;
  const fates = containers.map(({ containerId }) => fateOf(found(containerId), story, neededMs, nowMs));
  const waiting = fates.flatMap((it) => (it.how === 'waits' ? [it.untilMs] : []));
  if (waiting.length > 0) {
    const known = waiting.filter((it) => it !== null);
    return { over: false, lookAtMs: known.length < waiting.length ? null : Math.max(...known) };
  }
  const ways = new Set(fates.map((it) => it.how));
  if (ways.has('well'))
    return { over: true, well: true, how: kind === 'unhealthy' && neededMs === 0 ? 'Healthy again' : wellWords(neededMs) };
  const stopped = fates.find((it) => it.how === 'stopped');
  if (stopped) return { over: true, well: false, how: kind === 'engineTookDown' ? 'Stopped with the engine' : stoppedWords(stopped.by) };
  if (ways.has('finished')) return { over: true, well: true, how: 'Finished, code 0' };
  const replaced = containers.every(({ name }) => successor(name));
  return { over: true, well: false, how: replaced ? 'Replaced by a new container' : 'Removed' };
}

/** Longer than it has run in vain before. A health check that passes is word enough the first time. */
function wellNeeded({ incident, longestGapMs, toldRecovered }: Story, { wellMs }: Pick<AttentionTimes, 'wellMs'>): number {
  if (incident.kind === 'unhealthy' && !toldRecovered) return 0;
  return Math.min(longestWaitMs, Math.max(wellMs, Math.round(longestGapMs * 1.5)));
}

function fateOf(container: Container | undefined, { lastBadMs }: Story, neededMs: number, nowMs: number): Fate {
  if (!container) return { how: 'removed' };
  if (container.state === 'running') {
    if (container.health === 'starting' || container.health === 'unhealthy') return { how: 'waits', untilMs: null };
    const healthSinceMs = container.health === 'healthy' ? (container.healthSinceMs ?? 0) : 0;
    const untilMs = Math.max(container.startedAtMs ?? 0, healthSinceMs, lastBadMs) + neededMs;
    return untilMs <= nowMs ? { how: 'well' } : { how: 'waits', untilMs };
  }
  const { end } = container;
  if (isRunning(container) || !end || (end.atMs ?? 0) < lastBadMs - sameEndMs) return { how: 'waits', untilMs: null };
  // A rule stops nothing for good: it starts it again.
  if (end.requested === 'yes') return end.by.kind === 'rule' ? { how: 'waits', untilMs: null } : { how: 'stopped', by: end.by };
  // The end that began the story is no good end, whatever the engine makes of its code.
  return end.exitCode === 0 && (end.atMs ?? 0) > lastBadMs + sameEndMs ? { how: 'finished' } : { how: 'waits', untilMs: null };
}

/** Two clocks' words for one end, and the engine's `die` and `stop` of it. */
const sameEndMs = 2_000;
