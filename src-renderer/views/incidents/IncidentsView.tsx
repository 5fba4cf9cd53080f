import { Container, Shapes } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { formatDate } from '../../../src-shared/format.ts';
import { type Incident, isOpen } from '../../../src-shared/incidents.ts';
import { useWidth } from '../../charts/use-width.ts';
import { Button } from '../../components/Button.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { onSecond } from '../../store/clock.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goBack, useNavigation } from '../../store/navigation.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { LostBanners } from '../states/LostBanners.tsx';
import { containerEntries, containerName, kindEntries, kindName } from './filter-entries.ts';
import { IncidentList } from './IncidentList.tsx';
import { openContainerOf } from './incident-actions.ts';
import { everyIncident, type IncidentSegment, isFiltered, listRows } from './incident-list.ts';
import { changeIncidentFilter, chooseIncident, useChosenIncident, useIncidentFilter } from './incidents-store.ts';
import { NoIncidents } from './NoIncidents.tsx';
import { PauseButton } from './PauseButton.tsx';
import { Story } from './Story.tsx';
import './incidents.css';

/** Under it there is no room for a story beside the list: it covers the list when it is opened. */
const bothFitPx = 720;

/** What went wrong: open incidents first, with their stories. */
export function IncidentsView({ incidentId }: { readonly incidentId: string | null }) {
  const incidents = useFleet((state) => state.fleet.incidents);
  const mutes = useFleet((state) => state.fleet.mutes);
  const filter = useIncidentFilter();
  const today = useSyncExternalStore(onSecond, () => formatDate(Date.now()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the groups change at midnight
  const rows = useMemo(() => listRows(incidents, mutes, filter, Date.now()), [incidents, mutes, filter, today]);
  const openCount = useMemo(() => [...incidents.values()].filter(isOpen).length, [incidents]);

  const panel = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const width = useWidth(panel);
  const narrow = width > 0 && width < bothFitPx;
  const [opened, setOpened] = useState(incidentId !== null);
  const arrival = useNavigation((state) => state.place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every arrival, also at the same one
  useEffect(() => {
    if (incidentId === null) return;
    chooseIncident(incidentId);
    setOpened(true);
    // Chosen from outside, it is shown whatever the filter left.
    if (!rows.some((row) => row.key === incidentId)) changeIncidentFilter(everyIncident);
  }, [arrival]);

  const chosenId = useChosenIncident((state) => state.id);
  const listed = rows.flatMap((row) => (row.type === 'incident' ? [row.incident] : []));
  const selected: Incident | null = listed.find((it) => it.id === chosenId) ?? listed[0] ?? null;
  const lost = incidentId !== null && chosenId === incidentId && !incidents.has(incidentId);
  useFocusOnArrival(grid, rows.length > 0);

  const select = (incident: Incident): void => chooseIncident(incident.id);
  const open = (incident: Incident): void => {
    if (narrow && !opened) setOpened(true);
    else openContainerOf(incident, 0, 'overview');
  };
  const clear = (): void => changeIncidentFilter(everyIncident);
  useShortcut('escape', () => {
    if (narrow && opened) setOpened(false);
    else if (isFiltered(filter)) clear();
    else goBack();
    return true;
  });

  const segments = [
    { value: 'all', label: 'All' },
    { value: 'open', label: 'Open', count: openCount },
    { value: 'resolved', label: 'Resolved' },
    { value: 'muted', label: 'Muted' },
  ] as const satisfies readonly { readonly value: IncidentSegment; readonly label: string; readonly count?: number }[];
  return (
    <div className="view">
      <header className="view-bar incidents-bar">
        <h1>Incidents</h1>
        <Segmented label="State" segments={segments} value={filter.segment} onChange={(segment) => changeIncidentFilter({ segment })} />
        <span className="spread" />
        <FilterField
          label="Filter incidents"
          value={filter.text}
          onChange={(text) => changeIncidentFilter({ text })}
          onEnter={() => grid.current?.focus()}
        />
        <PauseButton />
      </header>
      <LostBanners />
      {incidents.size === 0 ? (
        <NoIncidents />
      ) : (
        <div ref={panel} className={narrow ? 'incidents-panel incidents-panel-narrow' : 'incidents-panel'}>
          {!(narrow && opened && selected) && (
            <div className="incidents-list">
              <div className="incidents-filters">
                <MenuButton
                  label="Kind"
                  icon={Shapes}
                  text={kindName(filter.kind)}
                  align="start"
                  entries={() => kindEntries(filter.kind)}
                />
                <MenuButton
                  label="Container"
                  icon={Container}
                  text={containerName(incidents, filter.container)}
                  align="start"
                  entries={() => containerEntries(filter.container)}
                />
              </div>
              {rows.length === 0 ? (
                <div className="incidents-no-match" role="status">
                  <p>{filter.text === '' ? noneWords[filter.segment] : `Nothing matches “${filter.text.slice(0, 60)}”.`}</p>
                  <Button label="Clear filter" shortcut="Escape" onPress={clear} />
                </div>
              ) : (
                <IncidentList
                  rows={rows}
                  selectedId={lost ? null : (selected?.id ?? null)}
                  onSelect={select}
                  onPress={(incident) => {
                    select(incident);
                    setOpened(true);
                  }}
                  onOpen={open}
                  gridRef={grid}
                />
              )}
            </div>
          )}
          {(!narrow || opened) &&
            (lost ? (
              <div className="incidents-no-match" role="status">
                <p>This incident is not kept any more.</p>
              </div>
            ) : (
              selected && <Story key={selected.id} incident={selected} onBack={narrow ? () => setOpened(false) : null} />
            ))}
        </div>
      )}
    </div>
  );
}

const noneWords: Record<IncidentSegment, string> = {
  all: 'No incident of this kind.',
  open: 'Nothing is open.',
  resolved: 'Nothing was resolved yet.',
  muted: 'Nothing is muted.',
};

/** The view is loaded late: what had the focus went with the one before. */
function useFocusOnArrival(grid: React.RefObject<HTMLDivElement | null>, ready: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !ready) return;
    done.current = true;
    const active = document.activeElement;
    if (active === null || active === document.body || active.tagName === 'MAIN') {
      if (grid.current) grid.current.dataset['arrived'] = '';
      grid.current?.focus({ preventScroll: true });
    }
  }, [grid, ready]);
}
