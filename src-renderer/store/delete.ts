import type { Deletion } from '../../src-shared/deletion.ts';
import { isRunning } from '../../src-shared/describe.ts';
import type { ContainerKey } from '../../src-shared/ids.ts';
import { invoke } from '../bridge.ts';
import { containersOf, type Sent, sendToEach, targetOf, tellResults } from './actions.ts';
import { askDelete } from './dialogs.ts';
import { useFleet } from './fleet-store.ts';
import { closeToast, showFailure, showToast } from './toasts.ts';

/** One press of Delete, while it can be undone. */
interface Offer {
  readonly toastId: number;
  readonly keys: readonly ContainerKey[];
  readonly untilMs: number;
}

/** The newest last. */
let offers: readonly Offer[] = [];

/** Asks, deletes, and offers to undo it for as long as the core holds the containers back. */
export async function deleteContainers(keys: readonly ContainerKey[]): Promise<void> {
  const found = containersOf(keys).map(([, it]) => it);
  if (found.length === 0) return;
  const answer = await askDelete({
    names: found.map((it) => it.name),
    anyRunning: found.some(isRunning),
    anyAutoRemoved: found.some((it) => it.autoRemove && isRunning(it)),
  });
  if (!answer) return;
  const results = await sendToEach(
    'delete',
    keys,
    () => true,
    (it) => invoke('deleteContainer', { ...targetOf(it), volumes: answer.volumes }),
  );
  if (results.some((it) => it.failed !== null)) tellResults('delete', results);
  offerUndo(results);
}

function offerUndo(results: readonly Sent<{ readonly undoUntilMs: number }>[]): void {
  const done = results.flatMap(({ key, name, value }) => (value ? [{ key, name, untilMs: value.undoUntilMs }] : []));
  if (done.length === 0) return;
  const [only] = done.length === 1 ? done : [];
  const text = only ? `Deleted ${only.name}` : `Deleted ${done.length} containers`;
  const held = done.filter((it) => it.untilMs > Date.now());
  if (held.length === 0) {
    showToast({ text, tone: 'plain' });
    return;
  }
  const untilMs = Math.min(...held.map((it) => it.untilMs));
  const keys = held.map((it) => it.key);
  const toastId = showToast({ text, tone: 'plain', untilMs, action: { label: 'Undo', shortcut: 'Mod+z', onPress: () => void undo(keys) } });
  offers = [...offers.filter((it) => it.untilMs > Date.now()), { toastId, keys, untilMs }];
}

/** Undoes the last deletion that still can be. False: there is none. */
export function undoLastDeletion(): boolean {
  const nowMs = Date.now();
  const { deletions } = useFleet.getState().fleet;
  const offer = offers.findLast((it) => it.untilMs > nowMs && it.keys.some((key) => deletions.has(key)));
  if (offer) {
    void undo(offer.keys);
    return true;
  }
  // After a reload of the window nobody remembers what was deleted together.
  const [newest] = [...deletions].filter(([, it]) => it.undoUntilMs > nowMs).toSorted(byTimeLeft);
  if (!newest) return false;
  void undo([newest[0]]);
  return true;
}

const byTimeLeft = (one: readonly [ContainerKey, Deletion], other: readonly [ContainerKey, Deletion]): number =>
  other[1].undoUntilMs - one[1].undoUntilMs;

/** Brings back what still can be; what can't says why. */
export async function undo(keys: readonly ContainerKey[]): Promise<void> {
  for (const it of offers) if (it.keys.some((key) => keys.includes(key))) closeToast(it.toastId);
  offers = offers.filter((it) => !it.keys.some((key) => keys.includes(key)));
  const { deletions } = useFleet.getState().fleet;
  await Promise.all(
    keys.map(async (key) => {
      const deletion = deletions.get(key);
      if (!deletion) return;
      const answer = await invoke('undoDelete', { hostId: deletion.hostId, containerId: deletion.containerId });
      if (!answer.ok) showFailure(answer.failure, `undo ${key}`);
    }),
  );
}
