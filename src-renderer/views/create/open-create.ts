import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Host } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { confirm } from '../../store/dialogs.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goTo } from '../../store/navigation.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { anotherLike } from './another-like.ts';
import { emptyForm, fromConfig } from './from-config.ts';
import { isTouched, openSession, sessionOf } from './session-store.ts';

export const createFormId = 'create';

/** Hosts that can make containers now. */
export function creatableHosts(hosts: ReadonlyMap<string, Host>): readonly Host[] {
  return [...hosts.values()].filter((it) => it.status.state === 'connected' && it.capabilities.actions);
}

/** Why no container can be made now, or null. */
export function createRefusal(hosts: ReadonlyMap<string, Host>): string | null {
  return creatableHosts(hosts).length > 0 ? null : 'Containers are made as soon as an engine answers.';
}

/** Shows the form: as it was left, else empty. */
export function openCreate(): void {
  const { hosts } = useFleet.getState().fleet;
  const [host] = creatableHosts(hosts);
  if (!host) {
    showToast({ text: createRefusal(hosts) ?? '', tone: 'plain', storyId: 'nothing' });
    return;
  }
  if (!sessionOf(createFormId)) openSession(createFormId, host.id, emptyForm());
  goTo({ view: 'create' });
}

/** Shows the form filled in as a container is; asks before it takes the place of what was typed. */
export async function runAgainLike(key: ContainerKey): Promise<void> {
  const container = useFleet.getState().fleet.containers.get(key);
  if (!container || !(await mayReplaceDraft())) return;
  const answer = await invoke('getConfigOf', { hostId: container.hostId, containerId: container.id });
  if (!answer.ok) {
    showFailure(answer.failure, `runAgain ${key}`);
    return;
  }
  const { config, leftOut } = anotherLike(answer.value.config);
  const notes = [`Filled in as ${container.name} is.`, ...leftOut, ...answer.value.notCarried];
  openSession(createFormId, container.hostId, fromConfig(config), notes);
  goTo({ view: 'create' });
}

async function mayReplaceDraft(): Promise<boolean> {
  const draft = sessionOf(createFormId);
  if (draft?.phase.kind === 'sent') {
    showToast({ text: 'Another container is being made. Wait until it is there.', tone: 'plain', storyId: 'nothing' });
    return false;
  }
  if (!draft || !isTouched(draft)) return true;
  return confirm({
    title: 'Replace what you typed?',
    body: 'The form for a new container still holds what you typed. It is filled in anew.',
    verb: 'Replace',
    danger: false,
  });
}
