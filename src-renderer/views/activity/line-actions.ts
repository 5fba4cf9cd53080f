import { Copy, FileText, ListFilter, Play, RotateCw, SquareArrowOutUpRight } from 'lucide-react';
import { isRunning } from '../../../src-shared/describe.ts';
import type { Activity, Container } from '../../../src-shared/model.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { copyText, restartContainers, startContainers } from '../../store/actions.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { type DetailTab, goTo } from '../../store/navigation.ts';
import { keyOf } from './feed.ts';
import { lineText } from './feed-text.ts';

/** The line's container, if it still exists. */
export function containerOf(activity: Activity): Container | null {
  const key = keyOf(activity);
  return key === null ? null : (useFleet.getState().fleet.containers.get(key) ?? null);
}

/** Shows the container, or the hosts for a line about an engine. False where the container is gone. */
export function openLine(activity: Activity, tab: DetailTab = 'overview'): boolean {
  if (activity.containerId === null) {
    goTo({ view: 'hosts' });
    return true;
  }
  if (!containerOf(activity)) return false;
  goTo({ view: 'container', hostId: activity.hostId, containerId: activity.containerId, tab });
  return true;
}

/** Restarts what runs and starts what does not. False where there is nothing to do it to. */
export function restartLine(activity: Activity): boolean {
  const container = containerOf(activity);
  const key = keyOf(activity);
  if (!container || key === null) return false;
  void (isRunning(container) ? restartContainers([key]) : startContainers([key]));
  return true;
}

export function copyLine(activity: Activity): void {
  void copyText(lineText(activity), 'the line');
}

const copyEntry = (activity: Activity): MenuEntry => ({
  label: 'Copy line',
  icon: Copy,
  shortcut: 'c',
  onSelect: () => copyLine(activity),
});

/** The context menu of a line; in a container's own detail there is no way to itself. */
export function lineEntries(activity: Activity, oneContainer: boolean): readonly MenuEntry[] {
  const key = keyOf(activity);
  if (key === null || oneContainer) return [copyEntry(activity)];
  const container = containerOf(activity);
  const gone = container ? null : `${activity.containerName} has been removed`;
  return [
    { label: 'Open container', icon: SquareArrowOutUpRight, shortcut: 'Enter', disabledReason: gone, onSelect: () => openLine(activity) },
    { label: 'Logs', icon: FileText, shortcut: 'l', disabledReason: gone, onSelect: () => openLine(activity, 'logs') },
    container && !isRunning(container)
      ? { label: 'Start', icon: Play, shortcut: 'r', onSelect: () => restartLine(activity) }
      : { label: 'Restart', icon: RotateCw, shortcut: 'r', disabledReason: gone, onSelect: () => restartLine(activity) },
    'separator',
    { label: `Only ${activity.containerName}`, icon: ListFilter, onSelect: () => goTo({ view: 'activity', container: key }) },
    copyEntry(activity),
  ];
}
