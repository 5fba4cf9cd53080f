import { Copy, OctagonX, Pause, PenLine, Play, RotateCw, Trash2 } from 'lucide-react';
import { isRunning } from '../../../src-shared/describe.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import {
  copyIds,
  copyText,
  ensureRunning,
  killContainers,
  pauseContainers,
  renameContainer,
  restartGracefully,
  unpauseContainers,
} from '../../store/actions.ts';
import { deleteContainers } from '../../store/delete.ts';
import { updateEntries } from '../update/update-entries.ts';

/** What the 'more' button of the detail offers beside the buttons. `lostReason`: why the engine takes no commands now. */
export function detailMenu(container: Container, lostReason: string | null): readonly MenuEntry[] {
  const key = containerKey(container.hostId, container.id);
  const keys = [key];
  const disabled = (reason: string | null) => ({ disabledReason: lostReason ?? reason });
  const running = isRunning(container);
  const pause: MenuEntry =
    container.state === 'paused'
      ? { label: 'Go on', icon: Play, shortcut: 'p', ...disabled(null), onSelect: () => void unpauseContainers(keys) }
      : {
          label: 'Pause',
          icon: Pause,
          shortcut: 'p',
          ...disabled(container.state === 'running' ? null : 'It does not run.'),
          onSelect: () => void pauseContainers(keys),
        };
  const steady: MenuEntry = running
    ? { label: 'Restart gracefully (30 s)', icon: RotateCw, ...disabled(null), onSelect: () => void restartGracefully(keys) }
    : { label: 'Keep trying to start', icon: Play, ...disabled(null), onSelect: () => void ensureRunning(keys) };
  return [
    steady,
    pause,
    {
      label: 'Kill…',
      icon: OctagonX,
      shortcut: 'k',
      ...disabled(running ? null : 'It does not run.'),
      onSelect: () => void killContainers(keys),
    },
    { label: 'Rename…', icon: PenLine, shortcut: 'F2', ...disabled(null), onSelect: () => void renameContainer(key) },
    ...updateEntries(container, lostReason),
    'separator',
    { label: 'Copy id', icon: Copy, shortcut: 'c', onSelect: () => void copyIds(keys) },
    { label: 'Copy name', icon: Copy, onSelect: () => void copyText(container.name, 'the name') },
    { label: 'Copy image', icon: Copy, onSelect: () => void copyText(container.image, 'the image') },
    'separator',
    { label: 'Delete…', icon: Trash2, shortcut: 'Delete', danger: true, ...disabled(null), onSelect: () => void deleteContainers(keys) },
  ];
}
