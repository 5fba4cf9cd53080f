import { BellOff, Clock, Copy, FileText, Heart, ListFilter, PanelRightOpen, RotateCw, Trash2 } from 'lucide-react';
import { isRunning } from '../../../src-shared/describe.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import { type Incident, isOpen, type Mute, type MuteScope, type MuteUntil } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { displayText } from '../../components/display-text.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { copyText, restartContainers } from '../../store/actions.ts';
import { confirm } from '../../store/dialogs.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { type DetailTab, goTo } from '../../store/navigation.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { incidentMarkdown } from './incident-markdown.ts';
import { changeIncidentFilter } from './incidents-store.ts';
import { muteOf, untilWords } from './mutes.ts';

/** The incident's container as it is now: the same, or the one that has its name since an update. Null: it is gone. */
export function containerNow(
  containers: ReadonlyMap<ContainerKey, Container>,
  { hostId }: Pick<Incident, 'hostId'>,
  { containerId, name }: Incident['containers'][number],
): Container | null {
  const same = containers.get(containerKey(hostId, containerId));
  if (same) return same;
  for (const it of containers.values()) if (it.hostId === hostId && it.name === name) return it;
  return null;
}

/** What Restart acts on: those of the story that do not run, or all of them where all do. */
export function restartTargets(containers: ReadonlyMap<ContainerKey, Container>, incident: Incident): readonly Container[] {
  const found = incident.containers.flatMap((it) => containerNow(containers, incident, it) ?? []);
  const down = found.filter((it) => !isRunning(it));
  return down.length > 0 ? down : found;
}

/** False where there is nothing to restart, and while the engine is away: then the key is the banner's, which tries it again. */
export function restartIncident(incident: Incident): boolean {
  if (useFleet.getState().fleet.hosts.get(incident.hostId)?.status.state !== 'connected') return false;
  const targets = restartTargets(useFleet.getState().fleet.containers, incident);
  if (targets.length === 0) return false;
  void restartContainers(targets.map((it) => containerKey(it.hostId, it.id)));
  return true;
}

/** Shows the container. False where it is gone. */
export function openContainerOf(incident: Incident, index: number, tab: DetailTab): boolean {
  const named = incident.containers[index] ?? incident.containers[0];
  const container = named && containerNow(useFleet.getState().fleet.containers, incident, named);
  if (!container) return false;
  goTo({ view: 'container', hostId: container.hostId, containerId: container.id, tab });
  return true;
}

export async function copyIncident(incident: Incident): Promise<void> {
  const answer = await invoke('getIncidentEvidence', { hostId: incident.hostId, incidentId: incident.id });
  if (!answer.ok) showFailure(answer.failure, 'copy');
  await copyText(
    incidentMarkdown(incident, answer.ok ? answer.value : []),
    answer.ok ? 'the incident as Markdown' : 'the incident, without its evidence',
  );
}

/** Asks, as its evidence can't be brought back. */
export async function forgetIncident(incident: Incident): Promise<void> {
  const sure = await confirm({
    title: 'Forget this incident?',
    body: `Its timeline, evidence and log lines go; the container is not touched.${isOpen(incident) ? ' It comes back with the next death.' : ''}`,
    verb: 'Forget',
    danger: true,
  });
  if (!sure) return;
  const answer = await invoke('forgetIncident', { hostId: incident.hostId, incidentId: incident.id });
  if (!answer.ok) showFailure(answer.failure, `forget ${incident.id}`);
}

const hourMs = 3_600_000;

function scopeName(scope: MuteScope): string {
  const name = displayText(scope.kind === 'container' ? scope.name : scope.project);
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

async function mute(scope: MuteScope, until: MuteUntil): Promise<void> {
  const answer = await invoke('mute', { hostId: scope.hostId, scope, until });
  if (!answer.ok) {
    showFailure(answer.failure, 'mute');
    return;
  }
  showToast({
    text: `${scopeName(scope)} is muted ${untilWords(until, Date.now())}. Its incidents are listed, not told.`,
    tone: 'plain',
    storyId: 'mute',
    action: { label: 'Unmute', onPress: () => void unmute(scope) },
  });
}

export async function unmute(scope: MuteScope): Promise<void> {
  const answer = await invoke('unmute', { hostId: scope.hostId, scope });
  if (!answer.ok) showFailure(answer.failure, 'mute');
}

/** Of the shown container, then of its project; where it is muted, the way back comes first. */
export function muteEntries(incident: Incident, index: number): readonly MenuEntry[] {
  const { hostId, project, containers } = incident;
  const named = containers[index] ?? containers[0];
  const muted = currentMute(incident);
  const times = (scope: MuteScope): readonly MenuEntry[] => {
    const name = scopeName(scope);
    const what = scope.kind === 'project' ? `project ${name}` : name;
    return [
      { label: `Mute ${what} for an hour`, icon: Clock, onSelect: () => void mute(scope, { kind: 'time', atMs: Date.now() + hourMs }) },
      { label: `Mute ${what} until it is well`, icon: Heart, onSelect: () => void mute(scope, { kind: 'well' }) },
      { label: `Mute ${what} for good`, icon: BellOff, onSelect: () => void mute(scope, { kind: 'forever' }) },
    ];
  };
  return [
    ...(muted ? [{ label: `Unmute ${scopeName(muted.scope)}`, icon: BellOff, onSelect: () => void unmute(muted.scope) }] : []),
    'separator',
    ...(named ? times({ kind: 'container', hostId, name: named.name }) : []),
    'separator',
    ...(project === null ? [] : times({ kind: 'project', hostId, project })),
  ];
}

export function currentMute(incident: Incident): Mute | null {
  return muteOf(incident, useFleet.getState().fleet.mutes, Date.now());
}

/** Beside the buttons: what is done now and then. */
export function moreEntries(incident: Incident, index: number): readonly MenuEntry[] {
  const { fleet } = useFleet.getState();
  const named = incident.containers[index] ?? incident.containers[0];
  const container = named ? containerNow(fleet.containers, incident, named) : null;
  const gone = container ? null : 'The container has been removed';
  return [
    {
      label: 'Open container',
      icon: PanelRightOpen,
      shortcut: 'Enter',
      disabledReason: gone,
      onSelect: () => openContainerOf(incident, index, 'overview'),
    },
    ...(named
      ? [
          {
            label: `Only incidents of ${scopeName({ kind: 'container', hostId: incident.hostId, name: named.name })}`,
            icon: ListFilter,
            onSelect: () => changeIncidentFilter({ container: containerKey(incident.hostId, named.containerId) }),
          },
        ]
      : []),
    'separator',
    { label: 'Forget…', icon: Trash2, shortcut: 'Delete', danger: true, onSelect: () => void forgetIncident(incident) },
  ];
}

/** The context menu of a row: everything at once. */
export function rowEntries(incident: Incident): readonly MenuEntry[] {
  const targets = restartTargets(useFleet.getState().fleet.containers, incident);
  const gone = targets.length > 0 ? null : 'The container has been removed';
  return [
    {
      label: targets.length > 1 ? `Restart ${targets.length}` : 'Restart',
      icon: RotateCw,
      shortcut: 'r',
      disabledReason: gone,
      onSelect: () => restartIncident(incident),
    },
    { label: 'Logs', icon: FileText, shortcut: 'l', disabledReason: gone, onSelect: () => openContainerOf(incident, 0, 'logs') },
    { label: 'Copy as Markdown', icon: Copy, shortcut: 'c', onSelect: () => void copyIncident(incident) },
    'separator',
    ...muteEntries(incident, 0),
    'separator',
    ...moreEntries(incident, 0),
  ];
}
