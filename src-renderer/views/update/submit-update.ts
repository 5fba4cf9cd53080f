import type { ContainerConfigPatch } from '../../../src-shared/container-config.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goTo, useNavigation } from '../../store/navigation.ts';
import { markSent as markBusy } from '../../store/pending.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { closeSession, markEditing, markFailed, markSent } from '../create/session-store.ts';
import { wasCancelled } from '../create/was-cancelled.ts';
import { followTo } from './follow.ts';
import { changeCodeUpdate, codeUpdateOf, moveCodeUpdate } from './update-store.ts';

const operationsNow = (): ReadonlySet<string> => new Set(useFleet.getState().fleet.operations.keys());

/** Puts the folder's content into the container's place; what fails is shown in the form, or in a notice if it was left. */
export async function submitCode(container: Container, codePath: string, readyWithinSeconds: number): Promise<void> {
  const { hostId, id: containerId, name } = container;
  const key = containerKey(hostId, containerId);
  if (codeUpdateOf(key).before !== null) return;
  changeCodeUpdate(key, { before: operationsNow(), failure: null });
  markBusy(key, 'updateCode');
  const answer = await invoke('updateCode', { hostId, containerId, codePath, readyWithinSeconds });
  if (!answer.ok) {
    markBusy(key, null);
    const cancelled = wasCancelled(answer.failure);
    changeCodeUpdate(key, { before: null, failure: cancelled ? null : answer.failure });
    if (!cancelled && !isShown(key)) showFailure(answer.failure, `update ${key}`);
    return;
  }
  const next = answer.value.containerId;
  await arrive(hostId, containerId, next, name);
  moveCodeUpdate(key, containerKey(hostId, next));
}

/** Makes the container anew with the patch. */
export async function submitUpdate(
  container: Container,
  order: { readonly patch: ContainerConfigPatch; readonly pull: boolean; readonly readyWithinSeconds: number },
): Promise<void> {
  const { hostId, id: containerId, name } = container;
  const key = containerKey(hostId, containerId);
  markSent(key, operationsNow());
  markBusy(key, 'update');
  const answer = await invoke('updateContainer', { hostId, containerId, ...order });
  if (!answer.ok) {
    markBusy(key, null);
    if (wasCancelled(answer.failure)) return markEditing(key);
    markFailed(key, answer.failure);
    if (!isShown(key)) showFailure(answer.failure, `update ${key}`);
    return;
  }
  await arrive(hostId, containerId, answer.value.containerId, name);
  closeSession(key);
}

async function arrive(hostId: string, previousId: string, containerId: string, name: string): Promise<void> {
  const before = useNavigation.getState().place;
  const looksOn = before.view !== 'containers' && 'containerId' in before && before.containerId === previousId;
  await followTo(hostId, previousId, containerId);
  markBusy(containerKey(hostId, previousId), null);
  const open = { label: 'Open', onPress: () => goTo({ view: 'container', hostId, containerId, tab: 'overview' }) };
  showToast({ text: `Updated ${name}`, tone: 'plain', storyId: `update ${name}`, ...(looksOn ? {} : { action: open }) });
}

function isShown(key: ContainerKey): boolean {
  const { place } = useNavigation.getState();
  return place.view === 'update' && containerKey(place.hostId, place.containerId) === key;
}
