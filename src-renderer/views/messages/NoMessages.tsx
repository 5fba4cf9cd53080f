import { useEffect, useState } from 'react';
import { isRunning } from '../../../src-shared/describe.ts';
import type { FlowStatus } from '../../../src-shared/flow.ts';
import type { Container } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import type { WatchState } from './flow-session.ts';

/** Shorter waits are not worth a word. */
const patienceMs = 150;

export interface NoMessagesProps {
  readonly container: Container;
  readonly flow: FlowStatus;
  readonly watch: WatchState;
  /** What hides all of them; empty: there are none. */
  readonly filter: string;
  readonly onClearFilter: () => void;
  readonly onRetry: () => void;
}

/** Stands where messages would be, and says what has to happen for them to come. */
export function NoMessages({ container, flow, watch, filter, onClearFilter, onRetry }: NoMessagesProps) {
  const isLate = useLate(watch.kind === 'opening');
  if (watch.kind === 'opening' && !isLate) return null;
  return (
    <div className="message-nothing" role="status">
      {filter !== '' ? (
        <>
          <h2>Nothing matches “{filter}”</h2>
          <Button label="Clear the filter" onPress={onClearFilter} />
        </>
      ) : watch.kind === 'failed' ? (
        <>
          <h2>The messages can’t be read</h2>
          <p className="secondary">{watch.message}</p>
          <Button label="Try again" onPress={onRetry} />
        </>
      ) : watch.kind === 'opening' ? (
        <p className="secondary">Reading the messages of {container.name}</p>
      ) : (
        <Nothing container={container} flow={flow} />
      )}
    </div>
  );
}

function Nothing({ container, flow }: { readonly container: Container; readonly flow: FlowStatus }) {
  switch (flow.state.state) {
    case 'connected':
      return (
        <>
          <h2>No messages yet</h2>
          <p className="secondary">Write a command below, or wait for what it tells by itself.</p>
        </>
      );
    case 'failed':
      return (
        <>
          <h2>It can’t be spoken to</h2>
          <p className="secondary">{flow.state.message}</p>
        </>
      );
    case 'waiting':
      return isRunning(container) ? (
        <>
          <h2>It has not connected yet</h2>
          <p className="secondary">
            Its program connects to the Unix socket whose path is in the variable FLOW_SOCKET, and then reads and writes one JSON object a
            line. Quarterdeck listens there all the time.
          </p>
        </>
      ) : (
        <>
          <h2>It does not run</h2>
          <p className="secondary">Start it; when its program connects to FLOW_SOCKET, messages can be exchanged.</p>
        </>
      );
  }
}

function useLate(waiting: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [waiting]);
  return isLate;
}
