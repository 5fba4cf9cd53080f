import { useDeferredValue, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { FlowStatus } from '../../../src-shared/flow.ts';
import type { Container } from '../../../src-shared/model.ts';
import { useFollow } from '../../components/use-follow.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { Composer } from './Composer.tsx';
import { FlowSession } from './flow-session.ts';
import { MessageList } from './MessageList.tsx';
import { MessagesBar } from './MessagesBar.tsx';
import { MessagesFooter } from './MessagesFooter.tsx';
import { filterEntries } from './message-words.ts';
import { NoMessages } from './NoMessages.tsx';
import './messages.css';

export interface MessagesTabProps {
  readonly container: Container;
  readonly flow: FlowStatus;
  /** Why the engine takes no commands now, or null. */
  readonly lostReason: string | null;
}

/** What is said to a flow container and what it says, as it is said. */
export function MessagesTab({ container, flow, lostReason }: MessagesTabProps) {
  const session = useFlowSession(container.hostId, container.id);
  const version = useSyncExternalStore(session.subscribe, session.getVersion);
  const box = useRef<HTMLDivElement>(null);
  const { following, setFollowing } = useFollow(box);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const { entries } = session;
  const shown = useMemo(() => filterEntries(entries, wanted), [entries, wanted]);
  useShortcut('follow', () => {
    setFollowing(!following);
    return true;
  });
  return (
    <div className="messages">
      <MessagesBar
        container={container}
        shown={shown}
        text={text}
        onText={setText}
        following={following}
        onFollow={() => setFollowing(!following)}
        onClear={() => void session.clear()}
      />
      <div className="message-place">
        <MessageList
          name={container.name}
          entries={shown}
          filtered={wanted !== ''}
          version={version}
          box={box}
          following={following}
          onPause={() => setFollowing(false)}
        />
        {shown.length === 0 && (
          <NoMessages
            container={container}
            flow={flow}
            watch={session.state}
            filter={entries.length > 0 ? text : ''}
            onClearFilter={() => setText('')}
            onRetry={() => void session.open()}
          />
        )}
      </div>
      <Composer container={container} flow={flow} lostReason={lostReason} />
      <MessagesFooter
        flow={flow}
        watch={session.state}
        kept={entries.length}
        seen={session.seen}
        following={following}
        onFollow={() => setFollowing(true)}
        onRetry={() => void session.open()}
      />
    </div>
  );
}

function useFlowSession(hostId: string, containerId: string): FlowSession {
  const [session, setSession] = useState(() => new FlowSession(hostId, containerId));
  useEffect(() => {
    const opened = new FlowSession(hostId, containerId);
    setSession(opened);
    return opened.start();
  }, [hostId, containerId]);
  return session;
}
