import { useEffect, useState } from 'react';
import { isRunning } from '../../../src-shared/describe.ts';
import type { Container } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import type { LogState } from './log-session.ts';

/** Shorter waits are not worth a word. */
const patienceMs = 150;

export interface LogNothingProps {
  readonly state: LogState;
  readonly isEmpty: boolean;
  readonly container: Container;
  readonly onRetry: () => void;
}

/** Stands where lines would be: still reading, nothing written, or why the log can't be read. */
export function LogNothing({ state, isEmpty, container, onRetry }: LogNothingProps) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (state.kind !== 'opening') return undefined;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [state.kind]);
  if (!isEmpty) return null;
  switch (state.kind) {
    case 'opening':
      return isLate ? (
        <div className="log-nothing" role="status">
          <p className="secondary">Reading the log of {container.name}</p>
        </div>
      ) : null;
    case 'failed':
      return (
        <div className="log-nothing" role="status">
          <h2>The log can’t be read</h2>
          <p className="secondary">{state.message}</p>
          <Button label="Try again" onPress={onRetry} />
        </div>
      );
    case 'following':
    case 'ended':
      return (
        <div className="log-nothing" role="status">
          <h2>{isRunning(container) ? 'No output yet' : 'No output'}</h2>
          <p className="secondary">
            {isRunning(container)
              ? 'What it writes to standard output and standard error is shown here as it comes.'
              : 'It wrote nothing to standard output and standard error.'}
          </p>
        </div>
      );
  }
}
