import { containerKey } from '../../../src-shared/ids.ts';
import { followContainer } from '../../store/navigation.ts';
import { useList } from '../containers/list-store.ts';
import { whenShown } from '../create/arrive.ts';

/** Leads every view that shows the old container to the one in its place. */
export async function followTo(hostId: string, previousId: string, containerId: string): Promise<void> {
  await whenShown(hostId, containerId);
  followContainer(hostId, previousId, containerId);
  const before = containerKey(hostId, previousId);
  useList.setState(({ cursor }) => (cursor === before ? { cursor: containerKey(hostId, containerId) } : {}));
}
