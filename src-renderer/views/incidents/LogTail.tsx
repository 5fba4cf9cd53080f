import { useState } from 'react';
import type { IncidentEvidence, IncidentLogLine } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import { preciseClock } from '../activity/feed-text.ts';
import { tailFrom } from './log-tail.ts';

const charactersShown = 600;

/** The last lines that it wrote; the error-like one is tinted. */
export function LogTail({ evidence }: { readonly evidence: IncidentEvidence }) {
  const [all, setAll] = useState(false);
  const { logTail, errorLineIndex } = evidence;
  const from = all ? 0 : tailFrom(evidence);
  return (
    <section className="story-part story-log" aria-label="Last log lines">
      <div className="story-log-head">
        <h3>Last log lines</h3>
        <span className="small secondary">
          {logTail.length === 0 ? '' : from === 0 ? `${logTail.length} kept` : `${logTail.length - from} of ${logTail.length} kept`}
        </span>
        {(from > 0 || all) && logTail.length > 0 && tailFrom(evidence) > 0 && (
          <button type="button" className="link small" onClick={() => setAll(!all)}>
            {all ? 'Show the last' : 'Show all'}
          </button>
        )}
      </div>
      {logTail.length === 0 ? (
        <p className="small tertiary">It wrote no lines, or none could be read.</p>
      ) : (
        <ol className="selectable">
          {logTail.slice(from).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines stand still, and two may be the same
            <Line key={from + index} line={line} isError={from + index === errorLineIndex} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ line, isError }: { readonly line: IncidentLogLine; readonly isError: boolean }) {
  const [whole, setWhole] = useState(false);
  const text = displayText(line.text);
  const hidden = whole ? 0 : Math.max(0, text.length - charactersShown);
  return (
    <li className={isError ? 'tail-line tail-error' : 'tail-line'}>
      <span className="tail-time">{line.atMs === null ? '–' : preciseClock(line.atMs)}</span>
      <span className="tail-text">
        {isError && <span className="unseen">Error: </span>}
        {hidden > 0 ? text.slice(0, charactersShown) : text}
        {hidden > 0 && (
          <button type="button" className="link" onClick={() => setWhole(true)}>
            {' '}
            {hidden.toLocaleString('en')} more characters
          </button>
        )}
      </span>
    </li>
  );
}
