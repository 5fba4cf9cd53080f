import { Kbd } from '../../components/Kbd.tsx';
import { showHelp } from '../../store/dialogs.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { isStale } from './freshness.ts';
import './below-table.css';

const hints = [
  ['Enter', 'Open'],
  ['Space', 'Select'],
  ['s', 'Start or stop'],
  ['l', 'Logs'],
  ['ContextMenu', 'All actions'],
] as const;

/** The keys that matter most; while the engine is away, why nothing can be done. */
export function ListFooter() {
  const lost = useFleet((state) => state.fleet.hosts.size > 0 && [...state.fleet.hosts.values()].every(isStale));
  const empty = useFleet((state) => state.fleet.containers.size === 0);
  return (
    <footer className="view-footer list-footer">
      {lost && <span>Actions wait until the engine answers. Logs and history stay readable.</span>}
      {!lost &&
        !empty &&
        hints.map(([keys, label]) => (
          <span key={keys} className="list-hint">
            <Kbd keys={keys} /> {label}
          </span>
        ))}
      <span className="spread" />
      <button type="button" className="footer-button" aria-keyshortcuts="?" onClick={() => void showHelp()}>
        <Kbd keys="?" /> All shortcuts
      </button>
    </footer>
  );
}
