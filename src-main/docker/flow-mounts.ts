import { dirname, normalize } from 'node:path';
import { z } from 'zod';
import { containerIdSchema } from '../../src-shared/ids.ts';
import { limitConcurrency } from '../lib/limit.ts';
import type { CallOptions, EngineClient } from './client.ts';
import { errorFacts } from './problems.ts';

/** A container and the flow folder that its inspected mount names. */
export interface FlowMount {
  readonly containerId: string;
  readonly running: boolean;
  readonly createdAt: string;
  /** The folder, as the engine tells it. */
  readonly source: string;
}

const listedSchema = z.array(z.object({ Id: containerIdSchema }));
const inspectedSchema = z.object({
  Created: z.string().catch(''),
  State: z.object({ Running: z.boolean().catch(false) }).catch({ Running: false }),
  Mounts: z.array(z.object({ Type: z.string(), Source: z.string().catch('') })).catch([]),
});
const inspectsAtOnce = 4;

/**
 * The containers that mount one of the folders right inside `folder`, as inspect tells it; labels, which anybody may set,
 * count for nothing. `destination` is where they are mounted as a rule; `others` are folders that may be mounted elsewhere.
 * Rejects as `client.call` does.
 */
export async function listFlowMounts(
  client: EngineClient,
  wanted: { readonly folder: string; readonly destination: string; readonly others: readonly string[] },
  options: CallOptions,
): Promise<FlowMount[]> {
  const filters = encodeURIComponent(JSON.stringify({ volume: [wanted.destination, ...wanted.others] }));
  // Not through dockerode, which this would load between the first list and its painting.
  const answer = await client.readJson(`/containers/json?all=1&filters=${filters}`, options);
  const limit = limitConcurrency(inspectsAtOnce);
  const found = await Promise.all(
    listedSchema.parse(answer).map(({ Id }) => limit(() => inspectMount(client, Id, wanted.folder, options))),
  );
  return found.filter((it) => it !== null);
}

async function inspectMount(client: EngineClient, containerId: string, folder: string, options: CallOptions): Promise<FlowMount | null> {
  try {
    const answer = await client.readJson(`/containers/${containerId}/json`, options);
    const inspected = inspectedSchema.parse(answer);
    const source = inspected.Mounts.map((it) => (it.Type === 'bind' ? normalize(it.Source) : '')).find((it) => dirname(it) === folder);
    return source === undefined ? null : { containerId, running: inspected.State.Running, createdAt: inspected.Created, source };
  } catch (error) {
    if (errorFacts(error).statusCode === 404) return null;
    throw error;
  }
}
