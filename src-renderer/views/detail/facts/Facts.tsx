import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ContainerDetail } from '../../../../src-shared/container-detail.ts';
import { formatMemoryLimit } from '../../../../src-shared/format.ts';
import { containerKey, shortId } from '../../../../src-shared/ids.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { Button } from '../../../components/Button.tsx';
import { IconButton } from '../../../components/IconButton.tsx';
import { ShortText } from '../../../components/ShortText.tsx';
import { copyIds, copyText } from '../../../store/actions.ts';
import { useNow } from '../../../store/clock.ts';
import type { Inspection } from '../use-inspect.ts';
import { Environment } from './Environment.tsx';
import { Labels, Mounts, Networks, Ports } from './FactSections.tsx';
import { commandWords, healthWords, policyWords, whenWords } from './facts-words.ts';
import { MessageFacts } from './MessageFacts.tsx';
import { PastIncidents } from './PastIncidents.tsx';
import { Recent } from './Recent.tsx';
import './Facts.css';

export interface FactsProps {
  readonly container: Container;
  readonly inspection: Inspection;
}

/** What a container is, beside what it does. List facts are there at once, the others when inspect has answered. */
export function Facts({ container, inspection }: FactsProps) {
  const { detail, failure, reload } = inspection;
  return (
    <aside className="facts" aria-label="Facts">
      <dl className="facts-grid">
        <Basics container={container} />
        {detail && <Details container={container} detail={detail} />}
      </dl>
      {failure && (
        <div className="facts-failure small" role="status">
          <span>
            {detail ? 'These facts may be old. ' : ''}
            {failure.message}
          </span>
          <Button label="Try again" onPress={reload} />
        </div>
      )}
      <Ports container={container} />
      <MessageFacts container={container} />
      {detail && (
        <>
          <Mounts mounts={detail.mounts} />
          <Networks networks={detail.networks} />
          <Environment container={container} names={detail.environmentNames} />
          <Labels labels={detail.labels} />
        </>
      )}
      <PastIncidents container={container} />
      <Recent container={container} />
    </aside>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="selectable">{children}</dd>
    </>
  );
}

function Basics({ container }: { readonly container: Container }) {
  const nowMs = useNow();
  const key = containerKey(container.hostId, container.id);
  return (
    <>
      <Fact label="Image">
        <ShortText text={container.image} how="image" />
      </Fact>
      <Fact label="Id">
        <span className="facts-id">
          <span className="mono">{shortId(container.id)}</span>
          <IconButton small icon={Copy} label="Copy id" shortcut="c" onPress={() => void copyIds([key])} />
        </span>
      </Fact>
      <Fact label="Created">{whenWords(container.createdAtMs, nowMs)}</Fact>
      <Fact label="Started">{whenWords(container.startedAtMs, nowMs)}</Fact>
      <Fact label="Restarts">
        {container.restartCount} <span className="tertiary">· {policyWords(container)}</span>
      </Fact>
    </>
  );
}

function Details({ container, detail }: { readonly container: Container; readonly detail: ContainerDetail }) {
  const nowMs = useNow();
  const health = healthWords(container, detail, nowMs);
  const command = commandWords(detail);
  const limits = [
    container.memoryLimitBytes === null ? null : formatMemoryLimit(container.memoryLimitBytes),
    detail.cpuLimit === null ? null : `${detail.cpuLimit} ${detail.cpuLimit === 1 ? 'CPU' : 'CPUs'}`,
  ].filter((limit) => limit !== null);
  return (
    <>
      <Fact label="Command">
        <button
          type="button"
          className="facts-command mono clip"
          title={`${command}\nClick to copy`}
          onClick={() => void copyText(command, 'the command')}
        >
          {command}
        </button>
      </Fact>
      {detail.workingDirectory !== '' && (
        <Fact label="Folder">
          <ShortText className="mono" text={detail.workingDirectory} how="middle" />
        </Fact>
      )}
      <Fact label="User">{detail.user === '' ? 'root' : detail.user}</Fact>
      <Fact label="Limits">{limits.length === 0 ? 'None' : limits.join(' · ')}</Fact>
      <Fact label="Health">
        <span className={health.isBad ? 'bad' : undefined} title={detail.healthCheck?.lastOutput ?? undefined}>
          {health.text}
        </span>
        {health.note && <span className="tertiary"> · {health.note}</span>}
      </Fact>
    </>
  );
}
