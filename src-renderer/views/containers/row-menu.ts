import {
  Activity,
  ArrowUpRight,
  Copy,
  FileText,
  MessageSquare,
  OctagonX,
  PanelRightOpen,
  Pause,
  PenLine,
  Play,
  RotateCw,
  Square,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { isRunning } from '../../../src-shared/describe.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import {
  copyIds,
  copyText,
  ensureRunning,
  killContainers,
  openPort,
  pauseContainers,
  renameContainer,
  restartContainers,
  restartGracefully,
  startContainers,
  stopContainers,
  unpauseContainers,
} from '../../store/actions.ts';
import { deleteContainers } from '../../store/delete.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { openIncidentOf } from '../../store/incident-index.ts';
import { goTo } from '../../store/navigation.ts';
import { updateEntries } from '../update/update-entries.ts';
import { publishedPorts } from './sorting.ts';
import { lostReason, openDetail, openIncident } from './targets.ts';

const portsOffered = 5;

/** All that can be done with one container, or with all selected ones at once. */
export function rowMenu(targets: readonly Container[]): readonly MenuEntry[] {
  const keys = targets.map((it) => containerKey(it.hostId, it.id));
  const [only] = targets.length === 1 ? targets : [];
  const [key] = keys;
  return [
    ...(only && key ? openEntries(only, key) : []),
    'separator',
    ...lifecycleEntries(targets, keys),
    'separator',
    ...(only && key
      ? [
          {
            label: 'Rename…',
            icon: PenLine,
            shortcut: 'F2',
            disabledReason: lostReason(targets),
            onSelect: () => void renameContainer(key),
          },
          ...updateEntries(only, lostReason(targets)),
          'separator' as const,
        ]
      : []),
    { label: targets.length === 1 ? 'Copy id' : 'Copy ids', icon: Copy, shortcut: 'c', onSelect: () => void copyIds(keys) },
    ...(only ? [{ label: 'Copy name', icon: Copy, onSelect: () => void copyText(only.name, 'the name') }] : []),
    ...(only ? [{ label: 'Copy image', icon: Copy, onSelect: () => void copyText(only.image, 'the image') }] : []),
    'separator',
    {
      label: 'Delete…',
      icon: Trash2,
      shortcut: 'Delete',
      danger: true,
      disabledReason: lostReason(targets),
      onSelect: () => void deleteContainers(keys),
    },
  ];
}

function openEntries(container: Container, key: ContainerKey): readonly MenuEntry[] {
  const ports = container.state === 'running' ? publishedPorts(container).slice(0, portsOffered) : [];
  return [
    { label: 'Open', icon: PanelRightOpen, shortcut: 'Enter', onSelect: () => openDetail(key, 'overview') },
    { label: 'Logs', icon: FileText, shortcut: 'l', onSelect: () => openDetail(key, 'logs') },
    ...(useFleet.getState().fleet.flows.has(key)
      ? [{ label: 'Messages', icon: MessageSquare, onSelect: () => openDetail(key, 'messages') }]
      : []),
    ...(openIncidentOf(useFleet.getState().fleet.incidents, key)
      ? [{ label: 'Open incident', icon: TriangleAlert, shortcut: 'i', onSelect: () => openIncident(key) }]
      : []),
    { label: 'Activity', icon: Activity, onSelect: () => goTo({ view: 'activity', container: key }) },
    ...ports.map((port, index): MenuEntry => {
      const item = {
        label: `Open :${port}`,
        icon: ArrowUpRight,
        disabledReason: lostReason([container]),
        onSelect: () => void openPort(key, port),
      };
      return index === 0 ? { ...item, shortcut: 'o' } : item;
    }),
  ];
}

function lifecycleEntries(targets: readonly Container[], keys: readonly ContainerKey[]): readonly MenuEntry[] {
  const lost = lostReason(targets);
  const running = targets.some(isRunning);
  const resting = targets.some((it) => !isRunning(it));
  const paused = targets.every((it) => it.state === 'paused');
  const entry = (
    label: string,
    icon: typeof Play,
    shortcut: string,
    run: (keys: readonly ContainerKey[]) => Promise<void>,
    can = true,
  ): MenuEntry => ({
    label,
    icon,
    shortcut,
    disabledReason: lost ?? (can ? null : 'It does not run.'),
    onSelect: () => void run(keys),
  });
  return [
    ...(resting ? [entry('Start', Play, running ? '' : 's', startContainers)] : []),
    ...(resting ? [entry('Keep trying to start', Play, '', ensureRunning)] : []),
    ...(running ? [entry('Stop', Square, 's', stopContainers)] : []),
    entry('Restart', RotateCw, 'r', restartContainers),
    ...(running ? [entry('Restart gracefully (30 s)', RotateCw, '', restartGracefully)] : []),
    paused ? entry('Go on', Play, 'p', unpauseContainers) : entry('Pause', Pause, 'p', pauseContainers, running),
    entry('Kill…', OctagonX, 'k', killContainers, running),
  ];
}
