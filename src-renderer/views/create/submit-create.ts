import { invoke } from '../../bridge.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goTo, replacePlace, useNavigation } from '../../store/navigation.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { whenShown } from './arrive.ts';
import { createFormId } from './open-create.ts';
import { closeSession, markEditing, markFailed, markSent, markTried, sessionOf } from './session-store.ts';
import { toConfig } from './to-config.ts';
import { wasCancelled } from './was-cancelled.ts';

/**
 * Sends the form. It goes on where the form is left meanwhile: its end is then told in a notice. What fails comes back
 * to the form with all that was typed.
 */
export async function submitCreate(): Promise<void> {
  const session = sessionOf(createFormId);
  if (!session || session.phase.kind === 'sent') return;
  const { config } = toConfig(session.values);
  if (config === null) return markTried(createFormId);
  const {
    hostId,
    values: { start },
  } = session;
  markSent(createFormId, new Set(useFleet.getState().fleet.operations.keys()));
  const answer = await invoke('createContainer', { hostId, config, start });
  if (!answer.ok) {
    if (wasCancelled(answer.failure)) return markEditing(createFormId);
    markFailed(createFormId, answer.failure);
    if (!isShown()) showFailure(answer.failure, 'create');
    return;
  }
  const { containerId, name, warnings } = answer.value;
  await whenShown(hostId, containerId);
  closeSession(createFormId);
  const place = { view: 'container', hostId, containerId, tab: 'overview' } as const;
  const seen = isShown();
  if (seen) replacePlace(place);
  const open = { label: 'Open', onPress: () => goTo(place) };
  if (!seen || warnings.length > 0) {
    showToast({ text: [`Created ${name}.`, ...warnings].join(' '), tone: 'plain', storyId: 'create', ...(seen ? {} : { action: open }) });
  }
}

function isShown(): boolean {
  return useNavigation.getState().place.view === 'create';
}
