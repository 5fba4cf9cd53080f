import { useMemo } from 'react';
import { calendarDaysBetween, formatClock, formatDate } from '../../../../src-shared/format.ts';
import type { Activity, Container } from '../../../../src-shared/model.ts';
import { useNow } from '../../../store/clock.ts';
import { useFleet } from '../../../store/fleet-store.ts';
import { Section } from './Section.tsx';

const shown = 5;

/** The newest lines of a container's activity, newest first. */
export function recentOf(activities: readonly Activity[], container: Pick<Container, 'hostId' | 'id'>): Activity[] {
  const found: Activity[] = [];
  for (let index = activities.length - 1; index >= 0 && found.length < shown; index -= 1) {
    const activity = activities[index];
    if (activity?.hostId === container.hostId && activity.containerId === container.id) found.push(activity);
  }
  return found;
}

export function Recent({ container }: { readonly container: Container }) {
  const activities = useFleet((state) => state.fleet.activities);
  const { hostId, id } = container;
  const lines = useMemo(() => recentOf(activities, { hostId, id }), [activities, hostId, id]);
  const nowMs = useNow();
  if (lines.length === 0) return null;
  return (
    <Section title="Recent">
      <ul className="facts-list">
        {lines.map((line) => (
          <li key={line.id} className="facts-recent">
            <span className="tertiary">{calendarDaysBetween(line.atMs, nowMs) === 0 ? formatClock(line.atMs) : formatDate(line.atMs)}</span>
            <span className={line.tone === 'crashed' ? 'facts-crash' : undefined}>{line.text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
