import { calendarDaysBetween, formatClock, formatDate } from '../../../src-shared/format.ts';
import { type Incident, type Mute, type MuteScope, type MuteUntil, muteKey } from '../../../src-shared/incidents.ts';

/** What an incident can be muted by: each of its containers by name, and its project. */
export function scopesOf({ hostId, containers, project }: Pick<Incident, 'hostId' | 'containers' | 'project'>): readonly MuteScope[] {
  return [
    ...containers.map((it): MuteScope => ({ kind: 'container', hostId, name: it.name })),
    ...(project === null ? [] : [{ kind: 'project', hostId, project } as const]),
  ];
}

export function isOver(mute: Mute, nowMs: number): boolean {
  return mute.until.kind === 'time' && mute.until.atMs <= nowMs;
}

/**
 * The mute because of which an incident is not told, or null: its project's, or one of its container's. A story of
 * several containers is muted by its project, or where each of them is.
 */
export function muteOf(incident: Incident, mutes: ReadonlyMap<string, Mute>, nowMs: number): Mute | null {
  if (mutes.size === 0) return null;
  const found = (scope: MuteScope): Mute | null => {
    const mute = mutes.get(muteKey(scope));
    return mute && !isOver(mute, nowMs) ? mute : null;
  };
  const { hostId, project } = incident;
  const byProject = project === null ? null : found({ kind: 'project', hostId, project });
  if (byProject) return byProject;
  const byName = incident.containers.map((it) => found({ kind: 'container', hostId, name: it.name }));
  return byName.every((it) => it !== null) ? (byName[0] ?? null) : null;
}

/** 'until 15:30', 'until tomorrow, 00:10', 'until it is well', 'for good' */
export function untilWords(until: MuteUntil, nowMs: number): string {
  switch (until.kind) {
    case 'well':
      return 'until it is well';
    case 'forever':
      return 'for good';
    case 'time': {
      const clock = formatClock(until.atMs).slice(0, 5);
      const days = calendarDaysBetween(nowMs, until.atMs);
      if (days === 0) return `until ${clock}`;
      return `until ${days === 1 ? 'tomorrow' : formatDate(until.atMs)}, ${clock}`;
    }
  }
}
