import { type Result, succeed } from '../../../src-shared/failure.ts';
import type { FlowParts } from '../../flow/flow-parts.ts';
import type { EngineClient } from '../client.ts';
import { errorFacts } from '../problems.ts';
import type { JournalEntry } from './journal.ts';
import { asideName, newcomerName } from './names.ts';
import { attempt, findContainer, remove, rename, stepDeadlineMs } from './update-calls.ts';

/** What bringing the old container back came to; `gone`: it was removed by the engine (`--rm`) or by somebody. */
export type PutBack = 'back' | 'gone';

/**
 * Undoes an update, however far it came: removes the new container (anonymous volumes that only it has go with it), gives the
 * old one its name back, and starts it if it ran. Where the old one is gone, the new one is left as it is. Can be repeated.
 */
export function putBack(client: EngineClient, entry: JournalEntry, flow: Pick<FlowParts, 'hand'>): Promise<Result<PutBack>> {
  return attempt(client, { kind: 'update', name: entry.name }, async () => {
    const old = await findContainer(client, entry.oldId);
    const fresh = await findContainer(client, entry.newId ?? newcomerName(entry.name, entry.oldId));
    if (!old || old.State.Status === 'removing') return 'gone';
    if (fresh) {
      await flow.hand(entry.hostId, fresh.Id, old.Id);
      await remove(client, fresh.Id, true);
    }
    if (old.Name !== entry.name) await rename(client, old.Id, entry.name);
    if (entry.wasRunning && !old.State.Running) await start(client, old.Id);
    return 'back';
  });
}

/** Starts it; one that runs already is as good. */
export async function start(client: EngineClient, id: string, signal?: AbortSignal): Promise<void> {
  const options = { deadlineMs: stepDeadlineMs, ...(signal ? { signal } : {}) };
  try {
    await client.call((docker) => docker.getContainer(id).start(), options);
  } catch (error) {
    if (errorFacts(error).statusCode !== 304) throw error;
  }
}

/** Ends what a crash of ours left: with a new container that was well the old one is removed, else it is put back. */
export async function finishAbandoned(
  client: EngineClient,
  entry: JournalEntry,
  flow: Pick<FlowParts, 'hand'>,
): Promise<Result<PutBack | 'finished'>> {
  if (!entry.well) return putBack(client, entry, flow);
  const removed = await attempt(client, { kind: 'update', name: entry.name }, async () => {
    const old = await findContainer(client, entry.oldId);
    // Whoever gave it another name meanwhile wants it: it is theirs now.
    if (old?.Name === asideName(entry.name, entry.oldId)) await remove(client, entry.oldId, false);
  });
  return removed.ok ? succeed('finished') : removed;
}
