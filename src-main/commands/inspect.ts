import { fail, type Result } from '../../src-shared/failure.ts';
import type { Container } from '../../src-shared/model.ts';
import type { EngineClient } from '../docker/client.ts';
import { readDetail, readEnvironment } from '../docker/detail.ts';
import { retrying } from '../lib/retry.ts';
import { mayPass } from '../operations/faults.ts';
import type { Caller, ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { findContainer, reachHost } from './reach.ts';

/** Who looks at a container waits for what it says: three more tries, within two seconds. */
const retries = 3;
const firstWaitMs = 250;

/** What only inspect knows, fetched when it is asked for. */
export function inspectCommands(parts: CoreParts): Pick<CoreHandlers, 'inspectContainer' | 'getEnvironment'> {
  const withContainer = async <T>(
    reference: ContainerReference,
    { signal }: Caller,
    read: (client: EngineClient, container: Container) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const reached = reachHost(parts, reference.hostId);
    if (!reached.ok) return reached;
    const container = findContainer(parts, reference);
    if (!container)
      return fail('docker_api_error', 'No such container any more: it was removed meanwhile.', { containerId: reference.containerId });
    const { client } = reached.value;
    return retrying(() => read(client, container), { retries, firstWaitMs, again: (it) => !it.ok && mayPass(it.failure), signal });
  };
  return {
    inspectContainer: (it, caller) => withContainer(it, caller, readDetail),
    getEnvironment: (it, caller) => withContainer(it, caller, readEnvironment),
  };
}
