// biome-ignore-all lint/a11y/useSemanticElements: a table element can't be virtualised
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its current row by aria-activedescendant
import { memo } from 'react';
import { actorWords } from '../../../src-shared/describe.ts';
import { formatClock } from '../../../src-shared/format.ts';
import type { Activity } from '../../../src-shared/model.ts';
import { StateShape } from '../../components/StateShape.tsx';

export interface LineRowProps {
  readonly activity: Activity;
  readonly current: boolean;
  readonly showContainer: boolean;
}

/** One line of the feed: when, shape, sentence, container, by whom. */
export const LineCells = memo(function LineCells({ activity, showContainer }: Omit<LineRowProps, 'current'>) {
  const by = activity.by.kind === 'notKnown' ? '' : actorWords(activity.by);
  return (
    <>
      <span role="gridcell" className="feed-time">
        {formatClock(activity.atMs)}
      </span>
      <span role="gridcell" className="feed-shape">
        <StateShape state={activity.tone} />
        <span className="unseen">{toneWords[activity.tone]}</span>
      </span>
      <span role="gridcell" className={activity.kind === 'crash' ? 'feed-text feed-text-crash' : 'feed-text'} title={activity.text}>
        {activity.text}
      </span>
      {showContainer && (
        <span role="gridcell" className="feed-where" title={whereWords(activity)}>
          {activity.containerName}
          {activity.project !== null && !activity.containerName.startsWith(activity.project) && (
            <span className="feed-project"> in {activity.project}</span>
          )}
        </span>
      )}
      <span role="gridcell" className="feed-by">
        {by}
      </span>
    </>
  );
});

function whereWords({ containerName, project }: Activity): string {
  return project === null ? containerName : `${containerName} in ${project}`;
}

const toneWords: Record<Activity['tone'], string> = {
  running: 'running',
  stopped: 'stopped',
  paused: 'paused',
  restarting: 'restarting',
  crashed: 'crashed',
  unhealthy: 'unhealthy',
  healthy: 'healthy',
  attention: 'attention',
  removed: 'removed',
  neutral: '',
};

export function DayCells({ label, count, live }: { readonly label: string; readonly count: number; readonly live: boolean }) {
  return (
    <span role="gridcell" className="feed-day-cell">
      <span className="feed-day-name">{label}</span>
      <span>
        {count} {count === 1 ? 'entry' : 'entries'}
      </span>
      {live && <span className="feed-day-live">Live, newest first</span>}
    </span>
  );
}
