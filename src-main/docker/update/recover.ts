import type { Change } from '../../../src-shared/changes.ts';
import type { Result } from '../../../src-shared/failure.ts';
import type { FlowParts } from '../../flow/flow-parts.ts';
import type { Log } from '../../lib/log.ts';
import type { EngineClient } from '../client.ts';
import type { Journal } from './journal.ts';
import { finishAbandoned } from './put-back.ts';

export interface RecoverParts {
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  clientFor(hostId: string): Result<EngineClient>;
  readonly flow: Pick<FlowParts, 'hand'>;
  readonly log: Log;
}

/**
 * Whenever a host is connected, ends the updates on it that were begun and never ended, as we or the engine went away in their
 * middle: the old container comes back, or is removed where the new one was well already. Returns its end.
 */
export function recoverUpdates(parts: RecoverParts, journal: Journal): () => void {
  return parts.onChanges((changes) => {
    for (const change of changes) {
      if (change.type !== 'hostStatusChanged' || change.status.state !== 'connected') continue;
      recoverHost(parts, journal, change.hostId).catch((error: unknown) =>
        parts.log.error('Updates that were left half done could not be looked at', { hostId: change.hostId, error }),
      );
    }
  });
}

/** Ends what is abandoned on one host; what can't be ended now stays noted. */
export async function recoverHost(parts: Omit<RecoverParts, 'onChanges'>, journal: Journal, hostId: string): Promise<void> {
  const client = parts.clientFor(hostId);
  if (!client.ok) return;
  for (const entry of await journal.abandoned(hostId)) {
    const ended = await finishAbandoned(client.value, entry, parts.flow);
    const facts = { hostId, name: entry.name, containerId: entry.oldId };
    if (ended.ok) {
      await journal.remove(entry.oldId);
      parts.log.warn('An update that was left half done was ended', { ...facts, outcome: ended.value });
    } else parts.log.error('An update that was left half done can’t be ended yet', { ...facts, failure: ended.failure });
  }
}
