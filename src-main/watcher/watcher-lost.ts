import type { Change } from '../../src-shared/changes.ts';
import type { Problem } from '../../src-shared/model.ts';

/** Until the next watcher has found the host again, nothing of it may pass for current. Pure. */
export function watcherLost(hostId: string, atMs: number, againAfterMs: number): Change {
  const problem: Problem = { kind: 'other', message: 'Quarterdeck lost sight of it by a fault of its own and looks for it again.' };
  return {
    type: 'hostStatusChanged',
    hostId,
    atMs,
    status: { state: 'reconnecting', sinceMs: atMs, nextTryAtMs: atMs + againAfterMs, problem },
  };
}
