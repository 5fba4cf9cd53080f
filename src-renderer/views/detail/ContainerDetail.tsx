import { useEffect, useRef, useState } from 'react';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container, Host } from '../../../src-shared/model.ts';
import { type Tab, Tabs, tabId } from '../../components/Tabs.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { type DetailTab, goTo } from '../../store/navigation.ts';
import { useBusyWith } from '../../store/pending.ts';
import { ActivityTab } from '../activity/ActivityTab.tsx';
import { useList } from '../containers/list-store.ts';
import { LogsTab } from '../logs/LogsTab.tsx';
import { MessagesTab } from '../messages/MessagesTab.tsx';
import { LostBanners } from '../states/LostBanners.tsx';
import { DeletedContainer } from './DeletedContainer.tsx';
import { DetailBar } from './DetailBar.tsx';
import { DetailKeys } from './DetailKeys.tsx';
import { Facts } from './facts/Facts.tsx';
import { InspectTab } from './inspect/InspectTab.tsx';
import { Overview } from './overview/Overview.tsx';
import { RemovedContainer } from './RemovedContainer.tsx';
import { ReplacedContainer } from './ReplacedContainer.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { useInspect } from './use-inspect.ts';
import { useWatchedDetail } from './use-watched-detail.ts';
import './ContainerDetail.css';

export interface ContainerDetailProps {
  readonly hostId: string;
  readonly containerId: string;
  readonly tab: DetailTab;
}

const tabs: readonly Tab<DetailTab>[] = [
  { value: 'overview', label: 'Overview', shortcut: '1' },
  { value: 'logs', label: 'Logs', shortcut: '2' },
  { value: 'activity', label: 'Activity', shortcut: '3' },
  { value: 'inspect', label: 'Inspect', shortcut: '4' },
];
/** Only of flow containers; last, so that the other tabs keep their keys. */
const messagesTab: Tab<DetailTab> = { value: 'messages', label: 'Messages', shortcut: '5' };
const panelId = 'detail-panel';

/** One container: what it does and did, what it says, what it is. */
export function ContainerDetail({ hostId, containerId, tab }: ContainerDetailProps) {
  const key = containerKey(hostId, containerId);
  const container = useFleet((state) => state.fleet.containers.get(key) ?? null);
  const host = useFleet((state) => state.fleet.hosts.get(hostId) ?? null);
  const deletion = useFleet((state) => state.fleet.deletions.get(key) ?? null);
  const busy = useBusyWith(key);
  const connection = useFleet((state) => state.connection);
  // What is gone from the fleet still has a name here.
  const [known, setKnown] = useState<Container | null>(container);
  if (container && container !== known) setKnown(container);
  const isSame = known !== null && known.hostId === hostId && known.id === containerId;
  if (container) return <Detail key={key} container={container} host={host} tab={tab} />;
  if (connection === 'loading') return null;
  if (deletion) return <DeletedContainer containerKey={key} deletion={deletion} />;
  if (busy === 'update' || busy === 'updateCode') return <ReplacedContainer />;
  return <RemovedContainer name={isSame ? known.name : null} />;
}

interface DetailProps {
  readonly container: Container;
  readonly host: Host | null;
  readonly tab: DetailTab;
}

function Detail({ container, host, tab }: DetailProps) {
  const key = containerKey(container.hostId, container.id);
  // Back in the list, keys act on the one that was looked at, also where it was made or replaced by a form.
  useEffect(() => useList.setState({ cursor: key }), [key]);
  const inspection = useInspect(container);
  const lostReason = host?.status.state === 'connected' ? null : `${host?.engine?.name ?? 'The engine'} does not answer now.`;
  const flow = useFleet((state) => state.fleet.flows.get(key) ?? null);
  // A container that takes no messages (any more) has no such tab.
  const shown = tab === 'messages' && !flow ? 'overview' : tab;
  const panel = useRef<HTMLDivElement>(null);
  useFocusKept(panel, shown);
  useWatchedDetail(container.hostId, container.id);
  const showTab = (next: DetailTab) => goTo({ view: 'container', hostId: container.hostId, containerId: container.id, tab: next });
  return (
    <div className="view detail">
      <DetailKeys container={container} isLost={lostReason !== null} isFlow={flow !== null} />
      <DetailBar container={container} lostReason={lostReason} />
      <LostBanners />
      <Tabs
        label={`About ${container.name}`}
        tabs={flow ? [...tabs, messagesTab] : tabs}
        value={shown}
        onChange={showTab}
        panelId={panelId}
      />
      <div ref={panel} id={panelId} role="tabpanel" aria-labelledby={tabId(panelId, shown)} className="detail-panel">
        {shown === 'overview' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className="detail-split" tabIndex={0} aria-label="Overview">
            <Overview container={container} />
            <Facts container={container} inspection={inspection} />
          </section>
        )}
        {shown === 'logs' && <LogsTab container={container} host={host} />}
        {shown === 'activity' && <ActivityTab container={key} name={container.name} />}
        {shown === 'inspect' && <InspectTab inspection={inspection} />}
        {shown === 'messages' && flow && <MessagesTab container={container} flow={flow} lostReason={lostReason} />}
      </div>
    </div>
  );
}
