import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { formatAge, formatClock } from '../../../src-shared/format.ts';
import type { Host, Problem } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { retryHost } from '../../store/actions.ts';
import { useNow } from '../../store/clock.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import './states.css';

const bannersShown = 2;

/** One for each engine that answered once and does not now: since when, when it is tried again, and a way to try at once. */
export function LostBanners() {
  const hosts = useFleet((state) => state.fleet.hosts);
  const lost = [...hosts.values()].filter(isLost);
  return lost
    .slice(0, bannersShown)
    .map((host, index) => <LostBanner key={host.id} host={host} first={index === 0} several={hosts.size > 1} />);
}

type LostHost = Host & { readonly status: Extract<Host['status'], { state: 'reconnecting' | 'unreachable' }> };

function isLost(host: Host): host is LostHost {
  return host.engine !== null && (host.status.state === 'reconnecting' || host.status.state === 'unreachable');
}

function LostBanner({ host, first, several }: { readonly host: LostHost; readonly first: boolean; readonly several: boolean }) {
  const [trying, setTrying] = useState(false);
  const retry = async (): Promise<void> => {
    setTrying(true);
    await retryHost(host.id);
    setTrying(false);
  };
  useShortcut(
    'retry',
    () => {
      void retry();
      return true;
    },
    first,
  );
  const who = host.status.problem.who === 'quarterdeck' ? 'Quarterdeck' : (host.engine?.name ?? host.name);
  const engine = `${who}${several ? ` on ${host.name}` : ''}`;
  return (
    <div className="lost-banner">
      <StateShape state="attention" />
      <span className="lost-text">
        <strong role="alert">{lostWords(engine, host.status.problem)}</strong> <AsOf lastSeenAtMs={host.lastSeenAtMs} />
      </span>
      <span className="spread" />
      {host.status.state === 'reconnecting' && host.status.nextTryAtMs !== null && <NextTry atMs={host.status.nextTryAtMs} />}
      <Button
        label="Retry now"
        icon={RotateCw}
        busy={trying}
        busyLabel="Trying"
        onPress={() => void retry()}
        {...(first ? { shortcut: 'r' } : {})}
      />
    </div>
  );
}

function lostWords(engine: string, problem: Problem): string {
  switch (problem.kind) {
    case 'stoppedOnPurpose':
      return `${engine} was stopped on purpose.`;
    case 'permissionDenied':
      return `${engine} no longer lets you in.`;
    case 'notAnswering':
      return `${engine} does not answer.`;
    default:
      return `${engine} stopped answering.`;
  }
}

function AsOf({ lastSeenAtMs }: { readonly lastSeenAtMs: number | null }) {
  const nowMs = useNow();
  if (lastSeenAtMs === null) return null;
  const age = formatAge(Math.floor((nowMs - lastSeenAtMs) / 1000) * 1000).replace('.0', '');
  return (
    <span className="secondary">
      The list is as of {age} ago, {formatClock(lastSeenAtMs)}.
    </span>
  );
}

function NextTry({ atMs }: { readonly atMs: number }) {
  const seconds = Math.ceil((atMs - useNow()) / 1000);
  return <span className="lost-next">{seconds > 0 ? `Retrying in ${seconds}\u00a0s` : 'Trying now'}</span>;
}
