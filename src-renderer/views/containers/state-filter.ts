import { isRunning, needsAttention } from '../../../src-shared/describe.ts';
import type { Container } from '../../../src-shared/model.ts';

/** The segments above the table. All but 'all' are disjoint, so that their counts add up. */
export type StateFilter = 'all' | 'running' | 'attention' | 'stopped';

export function stateSegment(container: Container): Exclude<StateFilter, 'all'> {
  if (needsAttention(container)) return 'attention';
  return isRunning(container) ? 'running' : 'stopped';
}

export type StateCounts = Record<StateFilter, number>;

export function countStates(containers: Iterable<Container>): StateCounts {
  const counts: StateCounts = { all: 0, running: 0, attention: 0, stopped: 0 };
  for (const container of containers) {
    counts.all += 1;
    counts[stateSegment(container)] += 1;
  }
  return counts;
}
