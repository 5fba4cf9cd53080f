import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { formatClock } from '../../../src-shared/format.ts';
import type { Container, Host } from '../../../src-shared/model.ts';
import { useFollow } from '../../components/use-follow.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { LogBar } from './LogBar.tsx';
import { LogFooter } from './LogFooter.tsx';
import { LogList } from './LogList.tsx';
import { LogNothing } from './LogNothing.tsx';
import { useLogOptions } from './log-options.ts';
import { LogSession } from './log-session.ts';
import { useLogSearch } from './use-log-search.ts';
import './Logs.css';

export interface LogsTabProps {
  readonly container: Container;
  readonly host: Host | null;
}

/** What a container writes, as it writes it. */
export function LogsTab({ container, host }: LogsTabProps) {
  const session = useLogSession(container);
  const version = useSyncExternalStore(session.subscribe, session.getVersion);
  const { wrap, times } = useLogOptions();
  const box = useRef<HTMLElement>(null);
  const { following, setFollowing } = useFollow(box);
  const { ring, state } = session;
  const newLines = useNewLines(ring.linesSeen, following);
  const search = useLogSearch(ring, version, () => ring.firstNumber + Math.floor((box.current?.scrollTop ?? 0) / 18));
  const step = (direction: 1 | -1): boolean => {
    if (search.query === '') return false;
    setFollowing(false);
    search.step(direction);
    return true;
  };
  useShortcut('nextMatch', () => step(1));
  useShortcut('previousMatch', () => step(-1));
  useShortcut('follow', () => {
    setFollowing(!following);
    return true;
  });
  return (
    <div className="logs">
      <LogBar
        container={container}
        ring={ring}
        box={box}
        search={search}
        onStep={step}
        following={following}
        onFollow={() => setFollowing(!following)}
      />
      <div className="log-place">
        <LogList
          name={container.name}
          ring={ring}
          version={version}
          box={box}
          following={following}
          wrap={wrap}
          times={times}
          query={search.query}
          current={search.current}
        />
        <LogNothing state={state} isEmpty={ring.length === 0} container={container} onRetry={() => session.reopen()} />
      </div>
      <LogFooter
        container={container}
        host={host}
        ring={ring}
        state={state}
        following={following}
        newLines={newLines}
        onFollow={() => setFollowing(true)}
        onRetry={() => session.reopen()}
      />
    </div>
  );
}

/** Opens the log of a container and marks where it was started again. */
/** The event's and inspect's times of one start differ by some milliseconds, and make one line. */
const sameStartMs = 250;

function useLogSession(container: Container): LogSession {
  const { hostId, id, startedAtMs } = container;
  const [session, setSession] = useState(() => new LogSession(hostId, id));
  useEffect(() => {
    const opened = new LogSession(hostId, id);
    setSession(opened);
    return opened.start();
  }, [hostId, id]);
  const started = useRef(startedAtMs);
  useEffect(() => {
    const before = started.current;
    if (startedAtMs === before) return;
    const isSame = startedAtMs !== null && before !== null && Math.abs(startedAtMs - before) < sameStartMs;
    const isAgain = startedAtMs !== null && !isSame && session.ring.length > 0;
    started.current = startedAtMs;
    if (isAgain) session.mark(`Started again ${formatClock(startedAtMs)}`);
  }, [startedAtMs, session]);
  return session;
}

/** How many lines came since following was paused. */
function useNewLines(linesSeen: number, following: boolean): number {
  const [seen, setSeen] = useState(linesSeen);
  if (following && seen !== linesSeen) setSeen(linesSeen);
  return following ? 0 : Math.max(0, linesSeen - seen);
}
