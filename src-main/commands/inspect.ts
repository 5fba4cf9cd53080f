import { fail, type Result } from '../../src-shared/failure.ts';
import type { Container } from '../../src-shared/model.ts';
import type { EngineClient } from '../docker/client.ts';
import { readDetail, readEnvironment } from '../docker/detail.ts';
import type { ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { findContainer, reachHost } from './reach.ts';

/** What only inspect knows, fetched when it is asked for. */
export function inspectCommands(parts: CoreParts): Pick<CoreHandlers, 'inspectContainer' | 'getEnvironment'> {
  const withContainer = async <T>(
    reference: ContainerReference,
    read: (client: EngineClient, container: Container) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const reached = reachHost(parts, reference.hostId);
    if (!reached.ok) return reached;
    const container = findContainer(parts, reference);
    if (!container)
      return fail('docker_api_error', 'No such container any more: it was removed meanwhile.', { containerId: reference.containerId });
    return read(reached.value.client, container);
  };
  return {
    inspectContainer: (it) => withContainer(it, readDetail),
    getEnvironment: (it) => withContainer(it, readEnvironment),
  };
}
