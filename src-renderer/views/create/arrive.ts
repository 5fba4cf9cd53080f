import { containerKey } from '../../../src-shared/ids.ts';
import { useFleet } from '../../store/fleet-store.ts';

/** The answer may come before the news of the container: its view would say that it was removed. */
const longestWaitMs = 5_000;

/** Resolves once the Fleet shows a container, or when it should have long since. */
export function whenShown(hostId: string, containerId: string): Promise<void> {
  const key = containerKey(hostId, containerId);
  const isThere = () => useFleet.getState().fleet.containers.has(key);
  return new Promise((resolve) => {
    if (isThere()) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, longestWaitMs);
    const stop = useFleet.subscribe(() => {
      if (isThere()) done();
    });
  });
}
