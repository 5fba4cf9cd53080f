import type { Fleet } from '../../../src-shared/fleet.ts';
import { formatClock, formatDate } from '../../../src-shared/format.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { isOpen } from '../../../src-shared/incidents.ts';
import type { Host } from '../../../src-shared/model.ts';
import type { Settings } from '../../../src-shared/settings.ts';
import { redactText } from '../../lib/redact.ts';
import { isMuted } from '../notices/notice-mutes.ts';
import { containerItems, shownContainers } from './tray-containers.ts';
import { action, separator, submenu, type TrayDescription, type TrayIcon, type TrayItem, text } from './tray-description.ts';

const incidentsShown = 5;
const hostsShown = 6;

/** The tray's icon, words and menu. Says nothing that changes with time alone, so that it stands still while nothing happens. Pure. */
export function trayMenu(fleet: Fleet, settings: Settings, nowMs: number): TrayDescription {
  const open = [...fleet.incidents.values()].filter((it) => isOpen(it) && !isMuted(it, fleet, nowMs)).sort(loudestFirst);
  const count = open.filter((it) => it.voice === 'told').length;
  const icon = iconOf(fleet, count);
  const summary = summaryOf(fleet, count, icon);
  return {
    icon,
    count,
    tooltip: `Quarterdeck: ${summary}`,
    items: [
      text(summary),
      action('Open Quarterdeck', { do: 'open' }),
      separator,
      ...section(incidentItems(open, fleet)),
      ...section(containerItems(fleet)),
      ...section(hostItems(fleet)),
      ...pauseItems(settings, nowMs),
      action('Settings…', { do: 'goTo', to: { kind: 'settings' } }),
      separator,
      action('Quit Quarterdeck', { do: 'quit' }),
    ],
  };
}

function section(items: readonly TrayItem[]): readonly TrayItem[] {
  return items.length === 0 ? [] : [...items, separator];
}

/** What is told before what is only listed, then the newest. */
function loudestFirst(one: Incident, other: Incident): number {
  if (one.voice !== other.voice) return one.voice === 'told' ? -1 : 1;
  return other.openedAtMs - one.openedAtMs;
}

function iconOf({ hosts }: Fleet, count: number): TrayIcon {
  const states = [...hosts.values()].map((it) => it.status.state);
  // At the start an engine that is being asked is not away.
  if (!states.some((it) => it === 'connected' || it === 'connecting')) return 'disconnected';
  return count > 0 ? 'attention' : 'calm';
}

function summaryOf(fleet: Fleet, count: number, icon: TrayIcon): string {
  const attention = count === 0 ? '' : `, ${count} ${count === 1 ? 'needs' : 'need'} attention`;
  if (icon === 'disconnected') return `No engine answers${attention}`;
  const { running, all } = shownContainers(fleet);
  return `${running} of ${all} ${all === 1 ? 'container' : 'containers'} running${attention}`;
}

function incidentItems(open: readonly Incident[], { hosts }: Fleet): readonly TrayItem[] {
  const items = open.slice(0, incidentsShown).map((incident) => {
    const { containers, containerCount, hostId, id, what } = incident;
    const name = containers[0]?.name ?? 'A container';
    const who = containerCount > 1 ? (incident.project ?? `${containerCount} containers`) : name;
    const where = hosts.size > 1 ? ` · ${hosts.get(hostId)?.name ?? hostId}` : '';
    return action(`${cut(who, 24)}: ${redactText(what)}${where}`, { do: 'goTo', to: { kind: 'incident', hostId, incidentId: id } });
  });
  const more = open.length - items.length;
  return more > 0 ? [...items, action(`${more} more…`, { do: 'open' })] : items;
}

function hostItems({ hosts }: Fleet): readonly TrayItem[] {
  if (hosts.size === 0) return [text('No container engine was found'), action('Look again', { do: 'retryHost', hostId: null })];
  const shown = [...hosts.values()].slice(0, hostsShown);
  const items = shown.flatMap((host) => {
    const line = text(`${host.name}: ${statusWords(host)}`);
    return host.status.state === 'connected' ? [line] : [line, action(`Retry ${host.name} now`, { do: 'retryHost', hostId: host.id })];
  });
  return hosts.size > shown.length ? [...items, action(`${hosts.size - shown.length} more hosts…`, { do: 'open' })] : items;
}

function statusWords({ status, engine }: Host): string {
  switch (status.state) {
    case 'connected':
      return engine ? `${engine.name} ${engine.version}` : 'connected';
    case 'connecting':
      return 'connecting';
    case 'reconnecting':
      return 'does not answer';
    case 'unreachable':
      return status.problem.kind === 'permissionDenied' ? 'you may not use it' : 'not reachable';
  }
}

function pauseItems({ notificationsPausedUntilMs, notificationsEnabled }: Settings, nowMs: number): readonly TrayItem[] {
  if (!notificationsEnabled) return [text('Notifications are off')];
  if (notificationsPausedUntilMs !== null && nowMs < notificationsPausedUntilMs) {
    const day = formatDate(notificationsPausedUntilMs) === formatDate(nowMs) ? '' : 'tomorrow ';
    const until = `${day}${formatClock(notificationsPausedUntilMs).slice(0, 5)}`;
    return [text(`Notifications paused until ${until}`), action('Resume notifications', { do: 'resume' })];
  }
  return [
    submenu('Pause notifications', [
      action('For 1 hour', { do: 'pause', until: 'inOneHour' }),
      action('Until tomorrow', { do: 'pause', until: 'tomorrow' }),
    ]),
  ];
}

/** When a pause ends that begins now: in an hour, or at the next morning's eight o'clock, local time. Pure. */
export function pauseEndMs(until: 'inOneHour' | 'tomorrow', nowMs: number): number {
  if (until === 'inOneHour') return nowMs + 3_600_000;
  const morning = new Date(nowMs);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(8, 0, 0, 0);
}

function cut(name: string, longest: number): string {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
