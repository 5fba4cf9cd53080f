import { useMemo, useState, useSyncExternalStore } from 'react';
import { formatDate } from '../../../src-shared/format.ts';
import type { Activity } from '../../../src-shared/model.ts';
import { onSecond } from '../../store/clock.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { type FeedFilter, type FeedRow, groupByDay, selectFeed } from './feed.ts';

export interface LiveFeed {
  readonly filter: FeedFilter;
  /** Newest first. */
  readonly lines: readonly Activity[];
  /** The lines with a header before each day's. */
  readonly rows: readonly FeedRow[];
  readonly newCount: number;
  /** Nothing has been told at all; else it is the filter that leaves nothing. */
  readonly untold: boolean;
  /** Held: later lines are counted instead of shown. For a reader who has scrolled away from the top. */
  readonly setHeld: (held: boolean) => void;
}

/** The feed as the filter leaves it, live. */
export function useFeed(filter: FeedFilter): LiveFeed {
  const activities = useFleet((state) => state.fleet.activities);
  const [heldAtId, setHeldAtId] = useState<string | null>(null);
  const today = useSyncExternalStore(onSecond, () => formatDate(Date.now()));
  const { kind, container, text } = filter;

  const feed = useMemo(() => selectFeed(activities, { kind, container, text }, heldAtId), [activities, kind, container, text, heldAtId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day's names change at midnight
  const rows = useMemo(() => groupByDay(feed.lines, Date.now()), [feed.lines, today]);

  return {
    filter,
    lines: feed.lines,
    rows,
    newCount: feed.newCount,
    untold: activities.length === 0,
    setHeld: (held) => setHeldAtId((before) => (held ? (before ?? useFleet.getState().fleet.activities.at(-1)?.id ?? null) : null)),
  };
}
