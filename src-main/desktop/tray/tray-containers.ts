import { isRunning, needsAttention, shownState, stateWords } from '../../../src-shared/describe.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container, Host } from '../../../src-shared/model.ts';
import { publishedUrl } from '../port-url.ts';
import { action, submenu, type TrayItem, text } from './tray-description.ts';

const containersShown = 15;
/** Of those, what ended last. */
const recentShown = 4;
const portsShown = 5;

/** How many run, of all that are shown: what the user has deleted is not. */
export function shownContainers(fleet: Fleet): { readonly running: number; readonly all: number } {
  const shown = containersOf(fleet);
  return { running: shown.filter(isRunning).length, all: shown.length };
}

/** Running containers by project, then what ended last; 15 at most, and the way to all. Pure. */
export function containerItems(fleet: Fleet): readonly TrayItem[] {
  const shown = containersOf(fleet);
  const running = shown.filter(isRunning);
  const recent = shown
    .filter((it) => !isRunning(it) && it.end?.atMs != null)
    .sort((one, other) => (other.end?.atMs ?? 0) - (one.end?.atMs ?? 0))
    .slice(0, recentShown);
  const chosen = [...running].sort(firstToShow).slice(0, containersShown - recent.length);
  const items = groupsOf(chosen).flatMap(({ project, hostId, containers }) => {
    const lines = containers.map((it) => containerItem(it, fleet));
    if (project === null) return lines;
    const all = running.filter((it) => it.hostId === hostId && it.project === project);
    const stop = action(
      `Stop all of ${project}`,
      { do: 'stopProject', hostId, project, containerIds: all.map((it) => it.id) },
      canAct(fleet.hosts.get(hostId)),
    );
    return [text(`${project} (${all.length} running)${hostWords(hostId, fleet)}`), ...lines, stop];
  });
  if (recent.length > 0) items.push(text('Ended last'), ...recent.map((it) => containerItem(it, fleet)));
  if (shown.length > chosen.length + recent.length) items.push(action(`Show all ${shown.length}`, { do: 'open' }));
  return items;
}

function containersOf({ containers, deletions }: Fleet): Container[] {
  return [...containers.values()].filter((it) => !deletions.has(containerKey(it.hostId, it.id)));
}

/** What needs attention, then what was started last. */
function firstToShow(one: Container, other: Container): number {
  const attention = Number(needsAttention(other)) - Number(needsAttention(one));
  return attention === 0 ? (other.startedAtMs ?? 0) - (one.startedAtMs ?? 0) : attention;
}

interface Group {
  readonly project: string | null;
  readonly hostId: string;
  readonly containers: Container[];
}

/** By name, so that a line stays where it is; those of no project last. */
function groupsOf(containers: readonly Container[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const container of containers) {
    const { project, hostId } = container;
    const key = project === null ? '' : `${hostId}/${project}`;
    const group = groups.get(key) ?? { project, hostId, containers: [] };
    group.containers.push(container);
    groups.set(key, group);
  }
  for (const group of groups.values()) group.containers.sort((one, other) => compare(one.name, other.name));
  return [...groups.values()].sort((one, other) => {
    if (one.project === null || other.project === null) return Number(one.project === null) - Number(other.project === null);
    return compare(one.project, other.project);
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function containerItem(container: Container, fleet: Fleet): TrayItem {
  const { hostId, id: containerId, name } = container;
  const host = fleet.hosts.get(hostId);
  const key = { hostId, containerId };
  const busy = [...fleet.operations.values()].some((it) => it.hostId === hostId && it.containerId === containerId);
  const enabled = canAct(host) && !busy;
  const state = shownState(container);
  const word = state === 'running' || state === 'healthy' ? '' : ` · ${stateWords[state]}`;
  const label = `${name.length > 40 ? `${name.slice(0, 39)}…` : name}${word}${container.project === null ? hostWords(hostId, fleet) : ''}`;
  const act = isRunning(container)
    ? [action('Restart', { do: 'restart', ...key }, enabled), action('Stop', { do: 'stop', ...key }, enabled)]
    : [action('Start', { do: 'start', ...key }, enabled)];
  const logs = action('Logs', { do: 'goTo', to: { kind: 'logs', ...key } }, host?.capabilities.logs === true);
  return submenu(label, [...act, logs, ...portItems(container, host), action('Show', { do: 'goTo', to: { kind: 'container', ...key } })]);
}

function portItems(container: Container, host: Host | undefined): readonly TrayItem[] {
  if (!host || !isRunning(container)) return [];
  const ports = [...new Set(container.ports.flatMap((it) => it.hostPort ?? []))].sort((one, other) => one - other);
  const open = ports.filter((hostPort) => publishedUrl(host, container.ports, hostPort)?.url != null).slice(0, portsShown);
  return open.map((hostPort) =>
    action(`Open port ${hostPort}`, { do: 'openPort', hostId: container.hostId, containerId: container.id, hostPort }),
  );
}

/** Nothing is asked of an engine that does not answer, or is given a rest. */
function canAct(host: Host | undefined): boolean {
  return host?.status.state === 'connected' && host.capabilities.actions && host.circuit.state !== 'open';
}

function hostWords(hostId: string, { hosts }: Fleet): string {
  return hosts.size > 1 ? ` · ${hosts.get(hostId)?.name ?? hostId}` : '';
}
