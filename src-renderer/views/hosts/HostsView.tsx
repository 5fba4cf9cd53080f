import { Play, RotateCw, Square } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Host } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { exploreDemo, retryHost } from '../../store/actions.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { showFailure } from '../../store/toasts.ts';
import { AddRemoteDialog } from './AddRemoteDialog.tsx';
import { Attempts } from './Attempts.tsx';
import { HostSection } from './HostSection.tsx';
import { RemotesSection } from './RemotesSection.tsx';
import { useBusy } from './use-busy.ts';
import { useRemotes } from './use-remotes.ts';
import './hosts.css';

/** Every engine that Quarterdeck knows of, what it can do, what is wrong with it, and where else it has looked. */
export function HostsView() {
  const hostMap = useFleet((state) => state.fleet.hosts);
  const discovery = useFleet((state) => state.fleet.discovery);
  const hosts = useMemo(() => [...hostMap.values()], [hostMap]);
  const shownAddresses = useMemo(() => new Set(hosts.map((host) => host.address)), [hosts]);
  const demo = hosts.some((host) => host.demo);
  const remotes = useRemotes();
  const [adding, setAdding] = useState(false);
  const [looking, look] = useBusy(() => retryHost(null));
  const [retryingId, setRetryingId] = useState<string | null>(null);
  const [demoBusy, switchDemo] = useBusy(demo ? stopDemo : exploreDemo);

  const retry = async (host: Host): Promise<void> => {
    if (retryingId !== null) return;
    setRetryingId(host.id);
    await retryHost(host.id);
    setRetryingId(null);
  };
  const firstLost = hosts.find((host) => host.status.state !== 'connected');
  useShortcut('retry', () => {
    void (firstLost ? retry(firstLost) : look());
    return true;
  });
  useShortcut('demo', () => {
    void switchDemo();
    return true;
  });

  return (
    <div className="view">
      <header className="view-bar">
        <h1>Hosts</h1>
        <span className="spread" />
        <Button
          label={demo ? 'Stop the demo engine' : 'Start the demo engine'}
          busyLabel={demo ? 'Stopping the demo' : 'Starting the demo'}
          icon={demo ? Square : Play}
          shortcut="d"
          busy={demoBusy}
          onPress={() => void switchDemo()}
        />
        <Button
          label="Look for engines"
          busyLabel="Looking"
          icon={RotateCw}
          {...(firstLost ? {} : { shortcut: 'r' })}
          busy={looking}
          onPress={() => void look()}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="hosts-scroll" tabIndex={0} aria-label="Hosts">
        {hosts.length === 0 && (
          <div className="host-section">
            <h2>No container engine has answered yet</h2>
            <p className="secondary">As soon as one of the addresses below answers, it appears here with its containers.</p>
          </div>
        )}
        {hosts.map((host) => (
          <HostSection
            key={host.id}
            host={host}
            retrying={retryingId === host.id}
            retryShortcut={host === firstLost}
            onRetry={() => void retry(host)}
          />
        ))}
        <RemotesSection {...remotes} onAdd={() => setAdding(true)} />
        {discovery && <Attempts discovery={discovery} shownAddresses={shownAddresses} />}
      </section>
      {adding && (
        <AddRemoteDialog
          onCancel={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            void remotes.reload();
          }}
        />
      )}
    </div>
  );
}

async function stopDemo(): Promise<void> {
  const answer = await invoke('stopDemoEngine', {});
  if (!answer.ok) showFailure(answer.failure, 'demo');
}
