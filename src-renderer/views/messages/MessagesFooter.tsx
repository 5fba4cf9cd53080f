import { type FlowStatus, flowMessagesKept } from '../../../src-shared/flow.ts';
import { formatDuration } from '../../../src-shared/format.ts';
import { showHidden } from '../../components/display-text.ts';
import { FlowMark } from '../../components/FlowMark.tsx';
import { useNow } from '../../store/clock.ts';
import type { WatchState } from './flow-session.ts';

export interface MessagesFooterProps {
  readonly flow: FlowStatus;
  readonly watch: WatchState;
  readonly kept: number;
  readonly seen: number;
  readonly following: boolean;
  readonly onFollow: () => void;
  readonly onRetry: () => void;
}

/** Whether it is connected and since when, and how many messages are kept. */
export function MessagesFooter({ flow, watch, kept, seen, following, onFollow, onRetry }: MessagesFooterProps) {
  return (
    <footer className="view-footer message-footer">
      <span className="message-link">
        <FlowMark flow={flow} />
        <Since flow={flow} />
      </span>
      {flow.saidName !== null && (
        <span className="clip" title="What it calls itself. Anybody can say any name.">
          calls itself {showHidden(flow.saidName.slice(0, 100))}
        </span>
      )}
      {watch.kind === 'failed' && kept > 0 && (
        <>
          <span className="bad clip">{watch.message}</span>
          <button type="button" className="link" onClick={onRetry}>
            Open again
          </button>
        </>
      )}
      <span className="spread" />
      {!following && (
        <button type="button" className="link" onClick={onFollow}>
          Paused. Go to the newest
        </button>
      )}
      <span>
        {kept === 1 ? '1 message' : `${kept.toLocaleString('en')} messages`}
        {seen > flowMessagesKept ? ', the last that are kept' : ''}
      </span>
    </footer>
  );
}

function Since({ flow }: { readonly flow: FlowStatus }) {
  const nowMs = useNow();
  switch (flow.state.state) {
    case 'connected':
      return <span>Connected for {formatDuration(Math.max(0, nowMs - flow.state.sinceMs))}</span>;
    case 'waiting':
      return <span>Waiting for it to connect</span>;
    case 'failed':
      return <span className="bad clip">{flow.state.message}</span>;
  }
}
