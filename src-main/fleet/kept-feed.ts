import type { Change } from '../../src-shared/changes.ts';
import type { Activity } from '../../src-shared/model.ts';
import { isOwnHost } from '../api/exposed-changes.ts';
import { type FirstLookTimes, firstLook } from '../api/first-look.ts';
import { wait } from '../lib/wait.ts';
import type { Kept, Store } from '../store/store.ts';
import type { FleetKeeper } from './keeper.ts';

export interface KeptFeedOptions {
  readonly keeper: FleetKeeper;
  readonly store: Pick<Store, 'putActivity'>;
  /** What an earlier run has put in `store`. */
  readonly kept: Promise<Pick<Kept, 'activities'>>;
  readonly times?: FirstLookTimes & { readonly pauseMs: number };
}

/** The list of containers goes first: lines of yesterday are unpacked by the window in the same thread. */
const usualTimes = { quietMs: 150, longestMs: 1_000, pauseMs: 25 };
/** Looking for each among a thousand lines takes about a millisecond. */
const linesAtOnce = 50;

/**
 * Keeps the feed over restarts: what is told of our own engines is put in the store, and what an earlier run has put there
 * is told again, oldest first, as no news. A demo's stories are not kept. Returns its end.
 */
export function keepFeed({ keeper, store, kept, times = usualTimes }: KeptFeedOptions): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const demos = new Set<string>();
  const keep = (change: Change) => {
    if (change.type === 'hostFound' && change.host.demo) demos.add(change.host.id);
    if (change.type !== 'activityTold') return;
    const { activity } = change;
    if (isOwnHost(activity.hostId) && !demos.has(activity.hostId)) store.putActivity(activity);
  };
  const stop = keeper.onBatch(({ changes }) => changes.forEach(keep));
  const recall = async () => {
    const [{ activities }] = await Promise.all([kept, firstLook(keeper, signal, times)]);
    for (let from = 0; from < activities.length && !signal.aborted; from += linesAtOnce) {
      keeper.tell(activities.slice(from, from + linesAtOnce).map(recalled), { narrate: false });
      await wait(times.pauseMs, signal);
    }
  };
  void recall();
  return () => {
    // What is gathered for the next frame is kept too.
    keeper.announce();
    stop();
    controller.abort();
  };
}

function recalled(activity: Activity): Change {
  return { type: 'activityRecalled', activity };
}
