import { Copy } from 'lucide-react';
import type { FlowStatus } from '../../../../src-shared/flow.ts';
import { formatAgo } from '../../../../src-shared/format.ts';
import { containerKey } from '../../../../src-shared/ids.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { FlowMark } from '../../../components/FlowMark.tsx';
import { IconButton } from '../../../components/IconButton.tsx';
import { ShortText } from '../../../components/ShortText.tsx';
import { copyText } from '../../../store/actions.ts';
import { useNow } from '../../../store/clock.ts';
import { useFleet } from '../../../store/fleet-store.ts';
import { whenWords } from './facts-words.ts';
import { Section } from './Section.tsx';

/** The socket over which messages are exchanged; of other containers, how one that takes them is made. */
export function MessageFacts({ container }: { readonly container: Container }) {
  const flow = useFleet((state) => state.fleet.flows.get(containerKey(container.hostId, container.id)) ?? null);
  const isOffered = useFleet((state) => state.fleet.hosts.get(container.hostId)?.capabilities.flow === true);
  if (flow) return <SocketFacts flow={flow} />;
  if (!isOffered) return null;
  return (
    <Section title="Messages">
      <p className="small tertiary">It takes no messages. A container that is made as a flow container does.</p>
    </Section>
  );
}

function SocketFacts({ flow }: { readonly flow: FlowStatus }) {
  const nowMs = useNow();
  const { state, lastCommunicationAtMs } = flow;
  return (
    <Section title="Messages">
      <dl className="facts-grid facts-socket">
        <dt>State</dt>
        <dd className="facts-flow">
          <FlowMark flow={flow} />
          {state.state === 'connected' && `Connected, ${whenWords(state.sinceMs, nowMs)}`}
          {state.state === 'waiting' && 'Waiting for it to connect'}
          {state.state === 'failed' && <span className="bad">{state.message}</span>}
        </dd>
        <dt>Socket</dt>
        <dd className="facts-flow">
          <ShortText className="mono selectable" text={flow.socketPath} how="middle" />
          <IconButton small icon={Copy} label="Copy the socket’s path" onPress={() => void copyText(flow.socketPath, 'the path')} />
        </dd>
        <dt>Last word</dt>
        <dd>{lastCommunicationAtMs === null ? 'None yet' : formatAgo(lastCommunicationAtMs, nowMs)}</dd>
      </dl>
    </Section>
  );
}
