import { X } from 'lucide-react';
import { IconButton } from '../../components/IconButton.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { latencyWords } from './message-words.ts';
import type { SendOutcome } from './send.ts';

export interface OutcomesProps {
  readonly outcomes: readonly SendOutcome[];
  readonly onClose: () => void;
}

/** What each of several containers answered, what failed first. */
export function Outcomes({ outcomes, onClose }: OutcomesProps) {
  const failed = outcomes.filter((it) => it.failed !== null);
  const sorted = [...failed, ...outcomes.filter((it) => it.failed === null)];
  return (
    <section className="outcomes" aria-label="What became of it">
      <div className="outcomes-head">
        <div role="status">
          <h3>
            {failed.length === 0 ? `All ${outcomes.length} answered` : `${outcomes.length - failed.length} of ${outcomes.length} answered`}
          </h3>
        </div>
        <span className="spread" />
        <IconButton small icon={X} label="Close" onPress={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ul className="outcomes-list" tabIndex={0} aria-label="Outcomes">
        {sorted.map((it) => (
          <li key={it.key} className="outcome">
            <StateShape state={it.failed === null ? 'resolved' : 'crashed'} />
            <span className="clip" title={it.name}>
              {it.name}
            </span>
            {it.failed === null ? (
              <span className="tertiary">{latencyWords(it.latencyMs ?? 0)}</span>
            ) : (
              <span className="bad clip" title={it.failed}>
                {it.failed}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
