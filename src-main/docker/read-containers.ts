import { containerIdSchema } from '../../src-shared/ids.ts';
import type { Container } from '../../src-shared/model.ts';
import type { CallOptions, EngineClient } from './client.ts';
import { decodeInspect } from './decode-inspect.ts';
import { decodeList } from './decode-list.ts';
import { errorFacts } from './problems.ts';

/** All containers of the engine, stopped ones too, as its list tells them. Rejects as `client.call` does. */
export async function listContainers(client: EngineClient, options: CallOptions): Promise<Container[]> {
  const answer = await client.readJson('/containers/json?all=1', options);
  return decodeList(client.address.hostId, answer);
}

/** One container's facts; null if it is gone. Rejects as `client.call` does. The id comes from the engine's own list or events. */
export async function inspectContainer(client: EngineClient, containerId: string, options: CallOptions): Promise<Container | null> {
  try {
    const answer = await client.readJson(`/containers/${checkedId(containerId)}/json`, options);
    return decodeInspect(client.address.hostId, answer);
  } catch (error) {
    if (errorFacts(error).statusCode === 404) return null;
    throw error;
  }
}

/** Checked once more where it becomes a path: `id/kill?x=` would be another call. */
function checkedId(containerId: string): string {
  return containerIdSchema.parse(containerId);
}

/** Resolves if the engine answers; rejects as `client.call` does. */
export async function ping(client: EngineClient, options: CallOptions): Promise<void> {
  await client.call((docker) => docker.ping(), options);
}
