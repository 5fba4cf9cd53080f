import type { ContainerEventChange } from '../../src-shared/changes.ts';
import { readLiveRestore } from '../docker/live-restore.ts';
import { readPastEvents } from '../docker/past-events.ts';
import type { AttentionParts } from './attention-parts.ts';
import type { Gap } from './gap.ts';

export interface GapAnswer {
  readonly gap: Gap;
  /** Null where the engine has not told. */
  readonly remembered: readonly ContainerEventChange[] | null;
}

/** Asks an engine what it knows of a time in which nobody watched it; `ended`: the containers that ended in it. Never rejects. */
export async function askAboutGap(
  { clientFor, log, times }: Pick<AttentionParts, 'clientFor' | 'log' | 'times'>,
  hostId: string,
  gap: Gap,
  ended: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<GapAnswer> {
  const client = clientFor(hostId);
  if (!client.ok) return { gap, remembered: null };
  const options = { deadlineMs: times.inspectDeadlineMs, signal };
  const silent = (error: unknown) => {
    if (!signal.aborted) log.debug('An engine did not say what happened while nobody looked', { hostId, error });
    return null;
  };
  const [liveRestore, remembered] = await Promise.all([
    readLiveRestore(client.value, options).catch(silent),
    readPastEvents(client.value, { ...options, sinceMs: gap.fromMs, untilMs: gap.untilMs }).catch(silent),
  ]);
  // A new daemon has no memory of the old one's time: what is remembered of an end was seen by the one that runs.
  const sawIt = remembered?.some(({ type, containerId }) => isOfEnd(type) && ended.has(containerId)) === true;
  return { gap: { ...gap, liveRestore, engineWasDown: sawIt ? false : gap.engineWasDown }, remembered };
}

function isOfEnd(type: ContainerEventChange['type']): boolean {
  return type === 'containerDied' || type === 'containerSignalled' || type === 'containerStopped';
}
