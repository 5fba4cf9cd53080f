import { actorWords } from '../../../src-shared/describe.ts';
import { formatClock, formatDate } from '../../../src-shared/format.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import { StateShape } from '../../components/StateShape.tsx';

/** What happened, oldest first; the last entry is the news. */
export function Timeline({ timeline }: Pick<Incident, 'timeline'>) {
  return (
    <section className="story-timeline" aria-label="Timeline">
      <h3>Timeline</h3>
      {timeline.length === 0 && <p className="small tertiary">Nothing was kept.</p>}
      <ol className="selectable">
        {timeline.map((entry, index) => {
          const newDay = index === 0 ? null : formatDate(timeline[index - 1]?.atMs ?? 0);
          const day = formatDate(entry.atMs);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added, and two may be the same
            <li key={index} className={index === timeline.length - 1 ? 'timeline-entry timeline-last' : 'timeline-entry'}>
              <span className="tertiary" title={`${day} ${formatClock(entry.atMs)}`}>
                {newDay !== null && newDay !== day && <span className="unseen">{day} </span>}
                {formatClock(entry.atMs)}
              </span>
              <StateShape state={entry.tone} />
              <span className="timeline-text">
                {displayText(entry.text)}
                {entry.by.kind !== 'notKnown' && entry.by.kind !== 'itself' && !entry.text.endsWith(actorWords(entry.by)) && (
                  <span className="tertiary small"> {actorWords(entry.by)}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
