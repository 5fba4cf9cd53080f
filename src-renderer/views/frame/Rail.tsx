import { Activity, Container, type LucideIcon, Server, SlidersHorizontal, TriangleAlert } from 'lucide-react';
import { useFleet } from '../../store/fleet-store.ts';
import { loudCount } from '../../store/incident-index.ts';
import { goTo, type Place, useNavigation } from '../../store/navigation.ts';
import { shownKeys } from '../../store/shortcut-keys.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { Brand } from './Brand.tsx';
import { HostBlocks } from './HostBlocks.tsx';
import './Rail.css';

/** Views at the left, the engines' state at its foot. Under 900 px it is a strip of icons. */
export function Rail() {
  const view = useNavigation((state) => state.place.view);
  const containers = useFleet((state) => state.fleet.containers.size);
  const incidents = useFleet((state) => loudCount(state.fleet.incidents, state.fleet.mutes));
  useShortcut('goContainers', () => go({ view: 'containers' }));
  useShortcut('goActivity', () => go({ view: 'activity', container: null }));
  useShortcut('goIncidents', () => go({ view: 'incidents', incidentId: null }));
  useShortcut('goHosts', () => go({ view: 'hosts' }));
  useShortcut('goSettings', () => go({ view: 'settings' }));
  const inContainers = ['containers', 'container', 'create', 'update'].includes(view);
  return (
    <nav className="rail" aria-label="Views">
      <Brand />
      <NavItem
        icon={Container}
        label="Containers"
        shortcut="Mod+1"
        place={{ view: 'containers' }}
        current={inContainers}
        count={containers}
      />
      <NavItem
        icon={Activity}
        label="Activity"
        shortcut="Mod+2"
        place={{ view: 'activity', container: null }}
        current={view === 'activity'}
      />
      <NavItem
        icon={TriangleAlert}
        label="Incidents"
        shortcut="Mod+3"
        place={{ view: 'incidents', incidentId: null }}
        current={view === 'incidents'}
        count={incidents}
        isBad
      />
      <NavItem icon={Server} label="Hosts" shortcut="Mod+4" place={{ view: 'hosts' }} current={view === 'hosts'} />
      <NavItem icon={SlidersHorizontal} label="Settings" shortcut="Mod+5" place={{ view: 'settings' }} current={view === 'settings'} />
      <HostBlocks />
    </nav>
  );
}

function go(place: Place): true {
  goTo(place);
  return true;
}

interface NavItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly shortcut: string;
  readonly place: Place;
  readonly current: boolean;
  readonly count?: number;
  /** The count is of what is wrong. */
  readonly isBad?: boolean;
}

function NavItem({ icon: Icon, label, shortcut, place, current, count = 0, isBad = false }: NavItemProps) {
  return (
    <button
      type="button"
      className="nav-item"
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={shortcut.replace('Mod', 'Control')}
      title={`${label} (${shownKeys(shortcut)})`}
      onClick={() => goTo(place)}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className="rail-text">{label}</span>
      {count > 0 && <span className={isBad ? 'nav-count nav-count-bad' : 'nav-count rail-text'}>{count}</span>}
      {count > 0 && isBad && <span className="unseen"> open</span>}
    </button>
  );
}
