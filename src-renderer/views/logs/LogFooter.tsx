import { ArrowDown } from 'lucide-react';
import { isRunning } from '../../../src-shared/describe.ts';
import { logLinesKept } from '../../../src-shared/logs.ts';
import type { Container, Host } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import type { LogRing } from './log-ring.ts';
import type { LogState } from './log-session.ts';

export interface LogFooterProps {
  readonly container: Container;
  readonly host: Host | null;
  readonly ring: LogRing;
  readonly state: LogState;
  readonly following: boolean;
  readonly newLines: number;
  readonly onFollow: () => void;
  readonly onRetry: () => void;
}

/** Whether lines still come, how many are kept, and the way back to the newest. */
export function LogFooter({ container, host, ring, state, following, newLines, onFollow, onRetry }: LogFooterProps) {
  const kept = Math.min(ring.linesSeen, ring.length);
  const dropped = ring.linesSeen > logLinesKept;
  return (
    <footer className="view-footer log-footer">
      {!following && newLines > 0 && (
        <Button
          className="log-new"
          icon={ArrowDown}
          label={newLines === 1 ? '1 new line' : `${newLines.toLocaleString('en')} new lines`}
          shortcut="f"
          onPress={onFollow}
        />
      )}
      <span className={state.kind === 'failed' ? 'bad clip' : 'clip'}>
        {state.kind === 'failed' && ring.length === 0 ? '' : stateWords(container, host, state, following)}
      </span>
      {(state.kind === 'failed' || state.kind === 'ended') && ring.length > 0 && (
        <button type="button" className="link" onClick={onRetry}>
          Open again
        </button>
      )}
      <span className="spread" />
      <span>
        {kept === 1 ? '1 line' : `${kept.toLocaleString('en')} lines`}
        {dropped ? ', the last that are kept' : ''}
      </span>
    </footer>
  );
}

function stateWords(container: Container, host: Host | null, state: LogState, following: boolean): string {
  if (state.kind === 'failed' || state.kind === 'ended') return state.message;
  if (host?.status.state !== 'connected') return `${host?.engine?.name ?? 'The engine'} does not answer. The log goes on when it is back.`;
  if (state.kind === 'opening') return '';
  if (!isRunning(container)) return 'It does not run. The log goes on when it is started.';
  return following ? 'Following' : 'Paused';
}
