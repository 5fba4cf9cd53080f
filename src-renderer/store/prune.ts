import { shownState } from '../../src-shared/describe.ts';
import { formatBytes } from '../../src-shared/format.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { invoke } from '../bridge.ts';
import { confirm } from './dialogs.ts';
import { useFleet } from './fleet-store.ts';
import { showFailure, showToast } from './toasts.ts';

/** The states whose containers the engine's prune removes. */
const prunedStates: ReadonlySet<Container['state']> = new Set(['created', 'exited', 'dead']);

const namesTold = 5;

/** The containers that a prune of the hosts would remove; hosts that do not answer are left out. */
export function prunable(hosts: ReadonlyMap<string, Host>, containers: Iterable<Container>): Container[] {
  return [...containers].filter((it) => prunedStates.has(it.state) && hosts.get(it.hostId)?.status.state === 'connected');
}

/** What the question names: the first few, and how many more. */
export function pruneQuestion(
  doomed: readonly Container[],
  hosts: ReadonlyMap<string, Host>,
): { readonly title: string; readonly body: string } {
  const names = doomed.slice(0, namesTold).map((it) => it.name);
  const more = doomed.length > names.length ? ` and ${doomed.length - names.length} more` : '';
  const where = [...new Set(doomed.map((it) => hosts.get(it.hostId)?.name ?? it.hostId))].join(', ');
  const crashes = doomed.filter((it) => shownState(it) === 'crashed').length;
  const crashed = crashes === 0 || doomed.length === 1 ? '' : ` ${crashes} of them crashed: what they left to find out why goes too.`;
  const title = doomed.length === 1 ? 'Remove the stopped container?' : `Remove ${doomed.length} stopped containers?`;
  return {
    title,
    body: `${names.join(', ')}${more} on ${where}, their logs and what they wrote outside volumes go for good. Images and volumes stay.${crashed}`,
  };
}

/** Asks, then lets each engine remove all that do not run. */
export async function pruneStopped(): Promise<void> {
  const { hosts, containers } = useFleet.getState().fleet;
  const doomed = prunable(hosts, containers.values());
  if (doomed.length === 0) return;
  if (!(await confirm({ ...pruneQuestion(doomed, hosts), verb: 'Remove', danger: true }))) return;
  let removed = 0;
  let reclaimedBytes = 0;
  for (const hostId of new Set(doomed.map((it) => it.hostId))) {
    const answer = await invoke('pruneContainers', { hostId });
    if (!answer.ok) {
      showFailure(answer.failure, `prune ${hostId}`);
      continue;
    }
    removed += answer.value.containerIds.length;
    reclaimedBytes += answer.value.reclaimedBytes;
  }
  if (removed === 0) return;
  const freed = reclaimedBytes > 0 ? `, ${formatBytes(reclaimedBytes)} are free again` : '';
  showToast({ text: `Removed ${removed} ${removed === 1 ? 'container' : 'containers'}${freed}`, tone: 'plain' });
}
