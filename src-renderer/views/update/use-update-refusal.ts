import type { Container } from '../../../src-shared/model.ts';
import { useFleet } from '../../store/fleet-store.ts';

/** Why the container can't be updated now, or null. */
export function useUpdateRefusal(container: Container): string | null {
  return useFleet((state) =>
    state.fleet.hosts.get(container.hostId)?.status.state === 'connected' ? null : 'Actions wait until the engine answers.',
  );
}
