import { z } from 'zod';
import type { AttentionParts } from './attention-parts.ts';

const infoSchema = z.object({ LiveRestoreEnabled: z.boolean() });

/** Whether an engine's containers outlive it; null where it does not say. */
export async function readLiveRestore(
  { clientFor, log, times }: Pick<AttentionParts, 'clientFor' | 'log' | 'times'>,
  hostId: string,
): Promise<boolean | null> {
  const client = clientFor(hostId);
  if (!client.ok) return null;
  try {
    const answer = await client.value.readJson('/info', { deadlineMs: times.inspectDeadlineMs });
    return infoSchema.safeParse(answer).data?.LiveRestoreEnabled ?? null;
  } catch (error) {
    log.debug('An engine did not say whether its containers outlive it', { hostId, error });
    return null;
  }
}
