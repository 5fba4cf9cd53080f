import { Container, Download } from 'lucide-react';
import { useMemo } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { FilterField } from '../../components/FilterField.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { Segmented } from '../../components/Segmented.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { goTo } from '../../store/navigation.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { ActivityPanel } from './ActivityPanel.tsx';
import { containersOf, type FeedFilter, type FeedKind } from './feed.ts';
import { changeFeedFilter, useFeedFilter } from './feed-filter-store.ts';
import { exportName, feedJson } from './feed-text.ts';
import { type LiveFeed, useFeed } from './use-feed.ts';

const kinds: readonly { readonly value: FeedKind; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'crash', label: 'Crashes' },
  { value: 'health', label: 'Health' },
  { value: 'lifecycle', label: 'Changes' },
  { value: 'engine', label: 'Engine' },
];

/** The live feed: what happened to every container, who did it, and why. */
export function ActivityView({ container }: { readonly container: ContainerKey | null }) {
  const kind = useFeedFilter((state) => state.kind);
  const text = useFeedFilter((state) => state.text);
  const filter = useMemo<FeedFilter>(() => ({ kind, container, text }), [kind, container, text]);
  const feed = useFeed(filter);
  const chosenName = useContainerName(container);

  const clear = (): void => {
    changeFeedFilter({ kind: 'all', text: '' });
    goTo({ view: 'activity', container: null });
  };
  const isFiltered = kind !== 'all' || text !== '' || container !== null;
  useShortcut(
    'escape',
    () => {
      clear();
      return true;
    },
    isFiltered,
  );
  useShortcut('export', () => {
    void exportFeed(feed);
    return true;
  });

  return (
    <div className="view">
      <header className="view-bar activity-bar">
        <h1>Activity</h1>
        <Segmented label="Kind" segments={kinds} value={kind} onChange={(value) => changeFeedFilter({ kind: value })} />
        <MenuButton label="Container" icon={Container} text={chosenName} align="start" entries={() => containerEntries(container)} />
        <span className="spread" />
        <FilterField
          label="Filter text"
          value={text}
          width={120}
          onChange={(value) => changeFeedFilter({ text: value })}
          onEnter={() => document.querySelector<HTMLElement>('.feed-grid')?.focus()}
        />
        <Button
          label="Export"
          icon={Download}
          shortcut="e"
          disabledReason={feed.lines.length === 0 ? 'No lines to export' : null}
          onPress={() => void exportFeed(feed)}
        />
      </header>
      <ActivityPanel label="Activity" feed={feed} empty={<NoLines feed={feed} onClear={clear} />} />
    </div>
  );
}

function NoLines({ feed, onClear }: { readonly feed: LiveFeed; readonly onClear: () => void }) {
  const { text } = feed.filter;
  if (feed.untold) {
    return (
      <div className="activity-empty">
        <h2>Nothing has happened yet</h2>
        <p>Starts, stops, crashes and health changes of every container appear here as they happen, with who did it and why.</p>
      </div>
    );
  }
  return (
    <div className="activity-empty" role="status">
      <h2>{text === '' ? 'No line of this kind' : `Nothing matches “${text}”.`}</h2>
      <Button label="Clear filter" shortcut="Escape" onPress={onClear} />
    </div>
  );
}

function useContainerName(key: ContainerKey | null): string {
  return useFleet((state) => {
    if (key === null) return 'All containers';
    const known = state.fleet.containers.get(key);
    return known?.name ?? containersOf(state.fleet.activities).find((it) => it.key === key)?.name ?? 'One container';
  });
}

function containerEntries(chosen: ContainerKey | null): readonly MenuEntry[] {
  const found = containersOf(useFleet.getState().fleet.activities);
  const names = new Map<string, number>();
  for (const { name } of found) names.set(name, (names.get(name) ?? 0) + 1);
  return [
    { label: 'All containers', checked: chosen === null, onSelect: () => goTo({ view: 'activity', container: null }) },
    'separator',
    ...found.map(({ key, name, project }) => ({
      // Two of one name are told apart by their project, or by the start of their id.
      label: names.get(name) === 1 ? name : `${name} (${project ?? key.slice(key.indexOf('/') + 1).slice(0, 6)})`,
      checked: key === chosen,
      onSelect: () => goTo({ view: 'activity', container: key }),
    })),
  ];
}

async function exportFeed(feed: LiveFeed): Promise<void> {
  if (feed.lines.length === 0) return;
  const nowMs = Date.now();
  const answer = await invoke('saveText', { suggestedName: exportName(nowMs), text: feedJson(feed.lines, feed.filter, nowMs) });
  if (!answer.ok) showFailure(answer.failure, 'export');
  else if (answer.value !== null) {
    showToast({
      text: `Saved ${feed.lines.length} ${feed.lines.length === 1 ? 'line' : 'lines'} to ${answer.value}`,
      tone: 'plain',
      storyId: 'export',
    });
  }
}
