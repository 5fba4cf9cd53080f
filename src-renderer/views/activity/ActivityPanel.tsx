import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Activity } from '../../../src-shared/model.ts';
import { useWidth } from '../../charts/use-width.ts';
import { Kbd } from '../../components/Kbd.tsx';
import { useShortcut } from '../../store/shortcuts.ts';
import { ActivityFacts } from './ActivityFacts.tsx';
import { ActivityList } from './ActivityList.tsx';
import { copyLine, lineEntries, openLine, restartLine } from './line-actions.ts';
import type { LiveFeed } from './use-feed.ts';

/** Under it there is no room for facts beside the feed: they cover it when a line is opened. */
const bothFitPx = 760;

export interface ActivityPanelProps {
  readonly label: string;
  readonly feed: LiveFeed;
  /** All lines are of one container: no column for it, nothing to filter by. */
  readonly oneContainer?: boolean;
  /** Shown where the feed is empty. */
  readonly empty: ReactNode;
}

/** The feed with the facts of its current line. */
export function ActivityPanel({ label, feed, oneContainer = false, empty }: ActivityPanelProps) {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const width = useWidth(panel);
  const narrow = width > 0 && width < bothFitPx;

  const selected = feed.lines.find((it) => it.id === selectedId) ?? feed.lines[0] ?? null;
  // What comes later must not take the place of the line that is being read.
  const firstId = feed.lines[0]?.id ?? null;
  useEffect(() => setSelectedId((before) => before ?? firstId), [firstId]);

  const select = (activity: Activity): void => setSelectedId(activity.id);
  const open = (activity: Activity): void => {
    if (narrow && !opened) setOpened(true);
    else if (!oneContainer) openLine(activity);
  };
  const onSelected = (act: (activity: Activity) => boolean) => () => (selected ? act(selected) : false);
  useShortcut(
    'copyLine',
    onSelected((it) => {
      copyLine(it);
      return true;
    }),
  );
  // In a container's detail these keys are the detail's.
  useShortcut('restart', onSelected(restartLine), !oneContainer);
  useShortcut(
    'logs',
    onSelected((it) => openLine(it, 'logs')),
  );
  useShortcut(
    'escape',
    () => {
      setOpened(false);
      return true;
    },
    narrow && opened,
  );

  if (feed.lines.length === 0) return empty;
  return (
    <div ref={panel} className={narrow ? 'activity-panel activity-panel-narrow' : 'activity-panel'}>
      <ActivityList
        label={label}
        feed={feed}
        showContainer={!oneContainer}
        selectedId={selected?.id ?? null}
        onSelect={select}
        onOpen={open}
        entriesFor={(activity) => lineEntries(activity, oneContainer)}
        gridRef={grid}
      />
      {selected && narrow && (
        <div className="activity-more">
          <span className="clip">{selected.text}</span>
          <button type="button" aria-keyshortcuts="Enter" onClick={() => setOpened(true)}>
            Details
            <Kbd keys="Enter" />
          </button>
        </div>
      )}
      {selected && (!narrow || opened) && (
        <ActivityFacts activity={selected} oneContainer={oneContainer} onSelect={select} onClose={narrow ? () => setOpened(false) : null} />
      )}
    </div>
  );
}
