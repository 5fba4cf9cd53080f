import { actorWords } from '../../../src-shared/describe.ts';
import { formatClock, formatDate } from '../../../src-shared/format.ts';
import { shortId } from '../../../src-shared/ids.ts';
import type { Activity, EngineEvent } from '../../../src-shared/model.ts';
import type { FeedFilter } from './feed.ts';

/** 'worker in harbor-shop', or the engine's name. */
export function whereText(activity: Activity): string {
  return activity.project === null ? activity.containerName : `${activity.containerName} in ${activity.project}`;
}

/** One line for the clipboard: '2026-11-21 14:29:07  worker in harbor-shop  Ran out of memory, exited 137  (kernel)'. */
export function lineText(activity: Activity): string {
  const when = `${formatDate(activity.atMs)} ${formatClock(activity.atMs)}`;
  return [when, whereText(activity), activity.text, `(${actorWords(activity.by)})`].join('  ');
}

/** '14:29:07.318' in local time. */
export function preciseClock(atMs: number): string {
  return `${formatClock(atMs)}.${String(Math.floor(atMs) % 1000).padStart(3, '0')}`;
}

/** The engine's event as the engine writes it, with the attributes that we keep. */
export function eventJson(event: EngineEvent, containerId: string | null): string {
  const shown = {
    Type: 'container',
    Action: event.action,
    Actor: { ...(containerId === null ? {} : { ID: shortId(containerId) }), Attributes: event.attributes },
    timeNano: 0,
  };
  // The number exceeds what JavaScript holds exactly, so it is written in as text; ours is the last of that name.
  const json = JSON.stringify(shown, null, 2);
  const at = json.lastIndexOf('"timeNano": 0');
  const timeNano = /^\d+$/.test(event.timeNano) ? event.timeNano : '0';
  return `${json.slice(0, at)}"timeNano": ${timeNano}${json.slice(at + '"timeNano": 0'.length)}`;
}

/** The shown lines as a file to keep or to send on, newest first. */
export function feedJson(lines: readonly Activity[], filter: FeedFilter, nowMs: number): string {
  const file = {
    exportedAt: new Date(nowMs).toISOString(),
    filter,
    lines: lines.map((activity) => ({
      at: new Date(activity.atMs).toISOString(),
      kind: activity.kind,
      text: activity.text,
      by: actorWords(activity.by),
      host: activity.hostId,
      container:
        activity.containerId === null ? null : { id: activity.containerId, name: activity.containerName, project: activity.project },
      facts: Object.fromEntries(activity.facts.map((fact) => [fact.label, fact.value])),
      events: activity.events,
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function exportName(nowMs: number): string {
  return `quarterdeck-activity-${formatDate(nowMs)}.json`;
}
