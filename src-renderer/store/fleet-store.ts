import { create } from 'zustand';
import { applyChanges } from '../../src-shared/apply-changes.ts';
import type { Batch } from '../../src-shared/changes.ts';
import { emptyFleet, type Fleet, fromSnapshot } from '../../src-shared/fleet.ts';
import { invoke, onPush } from '../bridge.ts';
import { type ShownFleet, withoutDeleted } from './deletions.ts';

export interface FleetState {
  /**
   * The window's copy of the one truth, without containers that are being deleted. Maps that nothing touched keep their
   * identity from batch to batch.
   */
  readonly fleet: Fleet;
  /** `loading` until the first snapshot has come. */
  readonly connection: 'loading' | 'live';
}

export const useFleet = create<FleetState>()(() => ({ fleet: emptyFleet, connection: 'loading' }));

/** How many batches wait for a snapshot at most; beyond it the snapshot is asked for again. */
const bufferLimit = 500;
const retryMs = 1_000;

/**
 * Keeps `useFleet` after the core's Fleet: one snapshot, then batches in order; a gap in their numbers, or one that
 * breaks the contract, asks for a snapshot again. Returns what stops it.
 */
export function startFleet(): () => void {
  let sequence: number | null = null;
  let snapshotUnderWay = false;
  let stopped = false;
  let gap = false;
  let waiting: Batch[] = [];
  let retry: ReturnType<typeof setTimeout> | undefined;
  let last: ShownFleet | null = null;

  const show = (truth: Fleet): Fleet => {
    last = { truth, shown: withoutDeleted(truth, last) };
    return last.shown;
  };

  const take = (batch: Batch): void => {
    if (sequence === null || snapshotUnderWay) {
      waiting.push(batch);
      if (waiting.length > bufferLimit) waiting = waiting.slice(-bufferLimit);
      return;
    }
    if (batch.sequence <= sequence) return;
    if (batch.sequence !== sequence + 1) {
      gap = true;
      waiting.push(batch);
      // A hidden window needs no truth; it asks when it is seen again.
      if (!document.hidden) void refresh();
      return;
    }
    sequence = batch.sequence;
    useFleet.setState({ fleet: show(applyChanges(last?.truth ?? emptyFleet, batch.changes)) });
  };

  const refresh = async (): Promise<void> => {
    if (snapshotUnderWay || stopped) return;
    snapshotUnderWay = true;
    clearTimeout(retry);
    const answer = await invoke('getSnapshot', {});
    snapshotUnderWay = false;
    if (stopped) return;
    if (!answer.ok) {
      retry = setTimeout(() => void refresh(), retryMs);
      return;
    }
    gap = false;
    const behind = waiting.filter((batch) => batch.sequence > answer.value.sequence);
    waiting = [];
    sequence = answer.value.sequence;
    let fleet = fromSnapshot(answer.value);
    const late: Batch[] = [];
    for (const batch of behind) {
      if (batch.sequence === sequence + 1) {
        fleet = applyChanges(fleet, batch.changes);
        sequence = batch.sequence;
      } else if (batch.sequence > sequence) late.push(batch);
    }
    useFleet.setState({ fleet: show(fleet), connection: 'live' });
    for (const batch of late) take(batch);
  };

  const whenSeen = (): void => {
    if (!document.hidden && gap) void refresh();
  };
  const stopListening = onPush('batch', take, () => {
    gap = true;
    void refresh();
  });
  document.addEventListener('visibilitychange', whenSeen);
  void refresh();
  return () => {
    stopped = true;
    clearTimeout(retry);
    stopListening();
    document.removeEventListener('visibilitychange', whenSeen);
  };
}
