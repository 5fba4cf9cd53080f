import type { ContainerEventChange } from '../../../src-shared/changes.ts';
import { readLiveRestore } from '../../docker/live-restore.ts';
import { readPastEvents } from '../../docker/past-events.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { Gap } from '../verdicts/gap.ts';

export interface GapAnswer {
  readonly gap: Gap;
  /** Null where the engine has not told. */
  readonly remembered: readonly ContainerEventChange[] | null;
}

/** How far back events are asked for, to see whether the daemon is still the one that ran before the gap. */
const lookBackMs = 600_000;
/** The connection breaks a little before that is noticed. */
const noticedLateMs = 1_000;

/**
 * Asks an engine what it knows of a time in which nobody watched it. A daemon remembers nothing of its forerunner's time, but
 * as it starts it ends what that has left and remembers these deaths, which nobody but the forerunner's end is to blame for:
 * so its memory counts only where it reaches back to before the gap. Never rejects.
 */
export async function askAboutGap(
  { clientFor, log, times }: Pick<AttentionParts, 'clientFor' | 'log' | 'times'>,
  hostId: string,
  gap: Gap,
  signal: AbortSignal,
): Promise<GapAnswer> {
  const client = clientFor(hostId);
  if (!client.ok) return { gap, remembered: null };
  const options = { deadlineMs: times.inspectDeadlineMs, signal };
  const silent = (error: unknown) => {
    if (!signal.aborted) log.debug('An engine did not say what happened while nobody looked', { hostId, error });
    return null;
  };
  const since = { ...options, sinceMs: gap.fromMs - lookBackMs, untilMs: gap.untilMs };
  const [liveRestore, events] = await Promise.all([
    readLiveRestore(client.value, options).catch(silent),
    gap.engineWasDown === true ? null : readPastEvents(client.value, since).catch(silent),
  ]);
  const isSame = events?.some(({ atMs }) => atMs < gap.fromMs) === true;
  return {
    gap: { ...gap, liveRestore, engineWasDown: isSame ? false : gap.engineWasDown },
    remembered: isSame && events ? events.filter(({ atMs }) => atMs >= gap.fromMs - noticedLateMs) : null,
  };
}
