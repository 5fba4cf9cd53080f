import { CopyPlus, SlidersHorizontal, Upload } from 'lucide-react';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { goTo } from '../../store/navigation.ts';
import { runAgainLike } from '../create/open-create.ts';

/** Making another one like it, and making it anew: for the menus of one container. `reason`: why not now. */
export function updateEntries(container: Container, reason: string | null): readonly MenuEntry[] {
  const { hostId, id: containerId } = container;
  const disabled = { disabledReason: reason };
  return [
    {
      label: 'Run again like this…',
      icon: CopyPlus,
      ...disabled,
      onSelect: () => void runAgainLike(containerKey(hostId, containerId)),
    },
    {
      label: 'Update code…',
      icon: Upload,
      ...disabled,
      onSelect: () => goTo({ view: 'update', hostId, containerId, part: 'code' }),
    },
    {
      label: 'Update image or configuration…',
      icon: SlidersHorizontal,
      ...disabled,
      onSelect: () => goTo({ view: 'update', hostId, containerId, part: 'configuration' }),
    },
  ];
}
