import { useMemo } from 'react';
import { actorWords } from '../../../src-shared/describe.ts';
import { calendarDaysBetween, formatClock, formatDate } from '../../../src-shared/format.ts';
import type { Activity, Container } from '../../../src-shared/model.ts';
import { StateShape } from '../../components/StateShape.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import './DetailActivity.css';

/** What happened to one container, newest first. */
export function DetailActivity({ container }: { readonly container: Container }) {
  const activities = useFleet((state) => state.fleet.activities);
  const { hostId, id } = container;
  const lines = useMemo(
    () => activities.filter((activity) => activity.hostId === hostId && activity.containerId === id).toReversed(),
    [activities, hostId, id],
  );
  if (lines.length === 0) {
    return (
      <div className="detail-empty">
        <h2>Nothing has happened yet</h2>
        <p className="secondary">Starts, stops, crashes and health changes are told here as they happen.</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="detail-activity" tabIndex={0} aria-label="Activity of this container">
      <ol>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
    </section>
  );
}

function Line({ line }: { readonly line: Activity }) {
  const today = calendarDaysBetween(line.atMs, Date.now()) === 0;
  return (
    <li className="detail-line">
      <time className="small tertiary" dateTime={new Date(line.atMs).toISOString()}>
        {today ? formatClock(line.atMs) : `${formatDate(line.atMs)} ${formatClock(line.atMs)}`}
      </time>
      <StateShape state={line.tone} />
      <span className={line.kind === 'crash' ? 'detail-line-crash' : undefined}>{line.text}</span>
      <span className="small tertiary">{actorWords(line.by)}</span>
    </li>
  );
}
