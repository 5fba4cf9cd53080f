import { RotateCw } from 'lucide-react';
import { formatAge } from '../../../src-shared/format.ts';
import type { Host } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { useNow } from '../../store/clock.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { shapeOfHost } from '../frame/host-summary.ts';
import { CircuitBlock } from './CircuitBlock.tsx';
import { capabilityWords, engineFacts, problemOf, statusSince, statusWord } from './host-words.ts';
import { ProblemBlock } from './ProblemBlock.tsx';

export interface HostSectionProps {
  readonly host: Host;
  readonly retrying: boolean;
  readonly retryShortcut: boolean;
  readonly onRetry: () => void;
}

export function HostSection({ host, retrying, retryShortcut, onRetry }: HostSectionProps) {
  const problem = problemOf(host.status);
  return (
    <section className="host-section" aria-label={host.name}>
      <div className="host-section-head">
        <StateShape state={shapeOfHost(host)} />
        <h2>{host.name}</h2>
        {host.demo && <span className="tertiary">demo</span>}
        <HostState host={host} />
        {host.status.state !== 'connected' && (
          <Button
            label="Retry now"
            busyLabel="Trying"
            icon={RotateCw}
            {...(retryShortcut ? { shortcut: 'r' } : {})}
            busy={retrying}
            onPress={onRetry}
          />
        )}
      </div>
      <CircuitBlock host={host} />
      {problem && <ProblemBlock problem={problem} address={host.address} />}
      <div className="host-columns">
        <dl className="host-facts selectable">
          <dt>Address</dt>
          <dd className="mono">{host.address}</dd>
          {engineFacts(host).map(({ label, value }) => (
            <HostFact key={label} label={label} value={value} />
          ))}
          {host.engine && <ContainerCount hostId={host.id} />}
        </dl>
        <dl className="host-facts host-capabilities">
          {capabilityWords(host).map(({ name, has, words }) => (
            <div key={name} className="host-capability">
              <dt>{name}</dt>
              <dd className={has ? undefined : 'tertiary'}>{words}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}

function HostState({ host }: { readonly host: Host }) {
  const nowMs = useNow();
  const { status, lastSeenAtMs } = host;
  const age = lastSeenAtMs === null ? 'has not answered yet' : `last heard ${formatAge(nowMs - lastSeenAtMs)} ago`;
  const tone = status.state === 'connected' || status.state === 'connecting' ? 'secondary' : 'host-state-lost';
  return (
    <span className="host-state">
      <span className={tone}>{statusWord(status)}</span>
      <span className="tertiary">
        {statusSince(status, nowMs)} · {age}
      </span>
    </span>
  );
}

function ContainerCount({ hostId }: { readonly hostId: string }) {
  const count = useFleet((state) => {
    let found = 0;
    for (const container of state.fleet.containers.values()) if (container.hostId === hostId) found += 1;
    return found;
  });
  return <HostFact label="Containers" value={String(count)} />;
}

function HostFact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
