import type { Fleet } from '../../../src-shared/fleet.ts';
import { type Incident, type IncidentContainer, type Mute, type MuteScope, muteKey } from '../../../src-shared/incidents.ts';
import type { Settings } from '../../../src-shared/settings.ts';
import type { News } from './notice-words.ts';

/** Whether notifications rest now: switched off, paused, or quiet hours. `minute`: since midnight, local time. Pure. */
export function isResting(settings: Settings, nowMs: number, minute: number): boolean {
  if (!settings.notificationsEnabled) return true;
  if (settings.notificationsPausedUntilMs !== null && nowMs < settings.notificationsPausedUntilMs) return true;
  return settings.quietHours !== null && isWithin(settings.quietHours, minute);
}

/** `from` after `to` goes over midnight; the same minute twice is no time at all. Pure. */
export function isWithin({ fromMinute, toMinute }: NonNullable<Settings['quietHours']>, minute: number): boolean {
  if (fromMinute <= toMinute) return fromMinute <= minute && minute < toMinute;
  return minute >= fromMinute || minute < toMinute;
}

/** Whether the user wants to be told of this kind of news at all. Pure. */
export function isWanted({ incident, news }: News, settings: Settings): boolean {
  if (incident.voice === 'quiet') return false;
  if (news === 'recovered') return settings.notifyRecovered;
  if (incident.kind === 'unhealthy') return settings.notifyUnhealthy;
  if (incident.kind === 'jobEnded') return settings.notifyJobs;
  return true;
}

/** Whether all that the incident is about is muted, by container or by project. Pure. */
export function isMuted(incident: Incident, { mutes, containers }: Pick<Fleet, 'mutes' | 'containers'>, nowMs: number): boolean {
  const { hostId } = incident;
  const holds = (scope: MuteScope) => lasts(mutes.get(muteKey(scope)), nowMs);
  if (incident.project !== null && holds({ kind: 'project', hostId, project: incident.project })) return true;
  const isMutedContainer = ({ containerId, name }: IncidentContainer) => {
    if (holds({ kind: 'container', hostId, name })) return true;
    const project = containers.get(`${hostId}/${containerId}`)?.project ?? null;
    return project !== null && holds({ kind: 'project', hostId, project });
  };
  return incident.containers.every(isMutedContainer);
}

function lasts(mute: Mute | undefined, nowMs: number): boolean {
  if (!mute) return false;
  return mute.until.kind !== 'time' || nowMs < mute.until.atMs;
}
