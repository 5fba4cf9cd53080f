import { FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Result } from '../../../../src-shared/failure.ts';
import type { Rule, RuleTrial } from '../../../../src-shared/rules.ts';
import { invoke } from '../../../bridge.ts';
import { Button } from '../../../components/Button.tsx';
import { displayText } from '../../../components/display-text.ts';
import { breachWords, trialWords } from './rule-words.ts';

const breachesShown = 20;

export interface RuleTestProps {
  /** The rule as it stands now; null: it is not right yet. */
  readonly rule: () => Rule | null;
  /** More buttons, beside it. */
  readonly children?: ReactNode;
}

/** A button that tells what the rule would have done over what is kept, and below it the answer. */
export function RuleTest({ rule, children }: RuleTestProps) {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Result<RuleTrial> | null>(null);
  const test = async (): Promise<void> => {
    const tried = rule();
    if (!tried) {
      setAnswer(null);
      return;
    }
    setBusy(true);
    setAnswer(await invoke('tryRule', { rule: tried }));
    setBusy(false);
  };
  return (
    <>
      <div className="rule-test-buttons">
        <Button label="Test" icon={FlaskConical} busy={busy} busyLabel="Testing" onPress={() => void test()} />
        {children}
      </div>
      {answer && (
        <div className="rule-trial" role="status">
          {answer.ok ? <Trial trial={answer.value} /> : <p className="setting-failure">{answer.failure.message}</p>}
        </div>
      )}
    </>
  );
}

function Trial({ trial }: { readonly trial: RuleTrial }) {
  const nowMs = Date.now();
  const { breaches, notTriable } = trial;
  return (
    <>
      <p>{trialWords(trial, nowMs)}</p>
      {notTriable === null && breaches.length > 0 && (
        <ul>
          {breaches.slice(0, breachesShown).map((it) => (
            <li key={`${it.hostId} ${it.containerId} ${it.fromMs}`}>
              <span className="clip">{displayText(it.name).slice(0, 200)}</span>
              <span className="secondary">{displayText(it.text)}</span>
              <span className="tertiary">{breachWords(it, nowMs)}</span>
            </li>
          ))}
        </ul>
      )}
      {breaches.length > breachesShown && <p className="tertiary">and {breaches.length - breachesShown} more</p>}
    </>
  );
}
