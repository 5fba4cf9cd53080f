import { z } from 'zod';
import type { CallOptions, EngineClient } from './client.ts';

const infoSchema = z.object({ LiveRestoreEnabled: z.boolean() });

/** Whether an engine's containers outlive it; null where it does not say. Rejects as `client.readJson` does. */
export async function readLiveRestore(client: EngineClient, options: CallOptions): Promise<boolean | null> {
  return infoSchema.safeParse(await client.readJson('/info', options)).data?.LiveRestoreEnabled ?? null;
}
