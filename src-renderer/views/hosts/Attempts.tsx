import type { Attempt, Discovery } from '../../../src-shared/discovery.ts';
import { formatAgo } from '../../../src-shared/format.ts';
import { ShortText } from '../../components/ShortText.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { useNow } from '../../store/clock.ts';
import { outcomeWords } from '../states/no-engine.ts';
import { attemptLook, sourceWords } from './host-words.ts';
import { ProblemBlock } from './ProblemBlock.tsx';

export interface AttemptsProps {
  readonly discovery: Discovery;
  /** Addresses of hosts that are shown: what is wrong with them is said there. */
  readonly shownAddresses: ReadonlySet<string>;
}

/** Every address that was looked at, and what became of it. */
export function Attempts({ discovery, shownAddresses }: AttemptsProps) {
  const nowMs = useNow();
  return (
    <section className="host-section" aria-label="Where engines were looked for">
      <div className="host-section-head">
        <h2>Where engines were looked for</h2>
        <span className="spread" />
        <span className="tertiary small">{discovery.complete ? formatAgo(discovery.atMs, nowMs) : 'looking now'}</span>
      </div>
      {discovery.attempts.length > 0 && (
        <ul className="attempts">
          {discovery.attempts.map((attempt) => (
            <AttemptRow key={`${attempt.label} ${attempt.address}`} attempt={attempt} withRemedy={!shownAddresses.has(attempt.address)} />
          ))}
        </ul>
      )}
      <p className="tertiary small">{sourceWords(discovery)}</p>
    </section>
  );
}

function AttemptRow({ attempt, withRemedy }: { readonly attempt: Attempt; readonly withRemedy: boolean }) {
  const problem = attempt.outcome.state === 'failed' ? attempt.outcome.problem : null;
  const { shape, notable } = attemptLook(problem);
  const path = attempt.address.replace(/^unix:\/\//, '');
  return (
    <>
      <li className="attempt" title={problem?.message || undefined}>
        <StateShape state={shape} />
        <ShortText text={path} how="middle" className="mono selectable" />
        <span className="clip tertiary">{attempt.label === attempt.address || attempt.label === path ? '' : attempt.label}</span>
        <span className={shape === 'attention' ? 'attempt-notable' : 'secondary'}>{outcomeWords(attempt)}</span>
      </li>
      {problem && notable && withRemedy && (
        <li className="attempt-remedy">
          <ProblemBlock problem={problem} address={attempt.address} />
        </li>
      )}
    </>
  );
}
