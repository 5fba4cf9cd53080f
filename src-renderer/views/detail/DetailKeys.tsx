import { isRunning } from '../../../src-shared/describe.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import {
  copyIds,
  killContainers,
  openPortOf,
  pauseContainers,
  renameContainer,
  restartContainers,
  startContainers,
  stopContainers,
  unpauseContainers,
} from '../../store/actions.ts';
import { deleteContainers } from '../../store/delete.ts';
import { type DetailTab, goBack, goTo } from '../../store/navigation.ts';
import { type ShortcutId, useShortcut } from '../../store/shortcuts.ts';
import { firstPort } from './facts/facts-words.ts';

function useKey(id: ShortcutId, run: () => unknown): void {
  useShortcut(id, () => {
    void run();
    return true;
  });
}

export interface DetailKeysProps {
  readonly container: Container;
  readonly isLost: boolean;
  readonly isFlow: boolean;
}

/**
 * The keys of the detail: tabs, actions on its container, back. A component, to stand before its siblings: what they
 * register comes later and so goes first, as Esc for the crosshair.
 */
export function DetailKeys({ container, isLost, isFlow }: DetailKeysProps) {
  const keys = [containerKey(container.hostId, container.id)];
  const key = containerKey(container.hostId, container.id);
  const showTab = (tab: DetailTab) => goTo({ view: 'container', hostId: container.hostId, containerId: container.id, tab });
  useKey('tabOverview', () => showTab('overview'));
  useKey('tabLogs', () => showTab('logs'));
  useKey('tabActivity', () => showTab('activity'));
  useKey('tabInspect', () => showTab('inspect'));
  useShortcut('tabMessages', () => {
    if (!isFlow) return false;
    showTab('messages');
    return true;
  });
  useKey('startOrStop', () => (isRunning(container) ? stopContainers(keys) : startContainers(keys)));
  // While the engine is lost R tries it again, which the banner does.
  useShortcut('restart', () => {
    if (isLost) return false;
    void restartContainers(keys);
    return true;
  });
  useKey('pauseOrUnpause', () => (container.state === 'paused' ? unpauseContainers(keys) : pauseContainers(keys)));
  useKey('kill', () => killContainers(keys));
  useKey('logs', () => showTab('logs'));
  useKey('copyId', () => copyIds(keys));
  useKey('rename', () => renameContainer(key));
  useKey('delete', () => deleteContainers(keys));
  useKey('openPort', () => openPortOf(container, firstPort(container)));
  useKey('escape', goBack);
  return null;
}
