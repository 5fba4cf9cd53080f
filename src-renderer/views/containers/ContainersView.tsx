import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from '../../components/Button.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { prunable, pruneStopped } from '../../store/prune.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { createRefusal, openCreate } from '../create/open-create.ts';
import { LostBanners } from '../states/LostBanners.tsx';
import { NoContainers } from '../states/NoContainers.tsx';
import { NoMatch } from '../states/NoMatch.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ContainerTable } from './ContainerTable.tsx';
import { ListFooter } from './ListFooter.tsx';
import { clearFilters, useList, watchSelection } from './list-store.ts';
import { countStates, type StateFilter } from './state-filter.ts';
import { useHold, useLines } from './use-lines.ts';

/** All containers of all hosts, by project. */
export function ContainersView() {
  const containers = useFleet((state) => state.fleet.containers);
  const text = useList((state) => state.text);
  const stateFilter = useList((state) => state.stateFilter);
  const selecting = useList((state) => state.selection.keys.size > 0);
  const counts = useMemo(() => countStates(containers.values()), [containers]);
  const hosts = useFleet((state) => state.fleet.hosts);
  const doomed = useMemo(
    () => (stateFilter === 'stopped' ? prunable(hosts, containers.values()).length : 0),
    [hosts, containers, stateFilter],
  );
  const hold = useHold();
  const lines = useLines(hold.held);
  useEffect(watchSelection, []);
  const empty = containers.size === 0;
  const createReason = createRefusal(hosts);
  useShortcut('newContainer', () => {
    openCreate();
    return true;
  });
  return (
    <section className="view" aria-label="Containers">
      <header className="view-bar containers-bar">
        <h1>Containers</h1>
        {!empty && (
          <Segmented<StateFilter>
            label="State"
            value={stateFilter}
            onChange={(value) => useList.setState({ stateFilter: value })}
            segments={[
              { value: 'all', label: 'All', count: counts.all },
              { value: 'running', label: 'Running', count: counts.running },
              { value: 'attention', label: 'Attention', count: counts.attention },
              { value: 'stopped', label: 'Stopped', count: counts.stopped },
            ]}
          />
        )}
        <span className="spread" />
        {stateFilter === 'stopped' && doomed > 0 && (
          <Button label="Remove all…" icon={Trash2} tone="danger" onPress={() => void pruneStopped()} />
        )}
        {!empty && (
          <FilterField
            label="Filter by name, image, port"
            width={256}
            value={text}
            onChange={(value) => useList.setState({ text: value })}
            onEnter={() => focusFirstLine()}
          />
        )}
        <Button
          className="new-container"
          label="New container"
          icon={Plus}
          shortcut="n"
          disabledReason={createReason}
          onPress={openCreate}
        />
      </header>
      <LostBanners />
      {empty ? (
        <NoContainers />
      ) : (
        <>
          <ContainerTable lines={lines} hold={hold} />
          {lines.length === 0 && <NoMatch text={text} onClear={clearFilters} />}
        </>
      )}
      {selecting ? <BulkBar /> : <ListFooter />}
    </section>
  );
}

/** Enter in the filter: on to what was found. */
function focusFirstLine(): void {
  const row = document.querySelector<HTMLElement>('.table .row');
  const id = row?.dataset['line'];
  if (!row || !id) return;
  useList.setState({ cursor: id });
  row.focus({ preventScroll: true });
}
