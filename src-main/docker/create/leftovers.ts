import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import { shortId } from '../../../src-shared/ids.ts';
import type { Log } from '../../lib/log.ts';
import type { EngineClient } from '../client.ts';
import { errorFacts } from '../problems.ts';

const removeDeadlineMs = 60_000;

/** The named volumes of `config` that the host does not have: creating the container will make them. Rejects as `client.call` does. */
export async function missingVolumes(client: EngineClient, config: ContainerConfig, signal: AbortSignal): Promise<string[]> {
  const names = [...new Set(config.volumes.map((it) => it.source).filter((it) => !it.startsWith('/')))];
  const missing = await Promise.all(
    names.map(async (name) => {
      try {
        await client.call((docker) => docker.getVolume(name).inspect(), { signal });
        return [];
      } catch (error) {
        if (errorFacts(error).statusCode === 404) return [name];
        throw error;
      }
    }),
  );
  return missing.flat();
}

/**
 * Removes what a failed create made: the container, where there is one, with its anonymous volumes, and the named ones
 * that came with it; those the engine makes even where it then makes no container. Gives a sentence where something stays
 * behind, else null. Never rejects.
 */
export async function removeLeftovers(
  client: EngineClient,
  containerId: string | null,
  volumes: readonly string[],
  log: Log,
): Promise<string | null> {
  const stays = containerId === null ? null : await removeContainer(client, containerId, log);
  if (stays !== null) return stays;
  for (const name of volumes) {
    try {
      await client.call((docker) => docker.getVolume(name).remove(), { deadlineMs: removeDeadlineMs });
    } catch (error) {
      // 409: another container uses it by now, so it is no leftover any more.
      const { statusCode } = errorFacts(error);
      if (statusCode !== 404 && statusCode !== 409) log.warn('A volume of a container that failed to be created stays', { name, error });
    }
  }
  return null;
}

async function removeContainer(client: EngineClient, containerId: string, log: Log): Promise<string | null> {
  try {
    await client.call((docker) => docker.getContainer(containerId).remove({ force: true, v: true }), { deadlineMs: removeDeadlineMs });
    return null;
  } catch (error) {
    const { statusCode, engineMessage } = errorFacts(error);
    // With `--rm` the engine may have begun, or ended, to remove it.
    if (statusCode === 404 || (statusCode === 409 && /already in progress|being removed/i.test(engineMessage ?? ''))) return null;
    log.error('A container that failed to be created can’t be removed', { containerId, error });
    return `The container ${shortId(containerId)} that was made for it could not be removed; remove it when the engine answers.`;
  }
}
