import { type ShownState, shownState, stateWords } from '../../../src-shared/describe.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';

export interface GroupFault {
  readonly text: string;
  readonly tone: 'bad' | 'warn';
}

const worstFirst: readonly ShownState[] = ['crashed', 'dead', 'unhealthy', 'restarting'];

/** '1 unhealthy, 1 restarting', or null where all is well. */
export function groupFault(members: readonly ContainerKey[], containers: ReadonlyMap<ContainerKey, Container>): GroupFault | null {
  const counts = new Map<ShownState, number>();
  for (const key of members) {
    const container = containers.get(key);
    if (!container) continue;
    const state = shownState(container);
    if (worstFirst.includes(state)) counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const text = worstFirst
    .flatMap((state) => (counts.has(state) ? [`${counts.get(state)} ${stateWords[state].toLowerCase()}`] : []))
    .join(', ');
  return { text, tone: counts.size === 1 && counts.has('restarting') ? 'warn' : 'bad' };
}

export function runningCount(members: readonly ContainerKey[], containers: ReadonlyMap<ContainerKey, Container>): number {
  return members.reduce((count, key) => count + (containers.get(key)?.state === 'running' ? 1 : 0), 0);
}
