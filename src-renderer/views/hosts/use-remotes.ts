import { useCallback, useEffect, useState } from 'react';
import type { Remote } from '../../../src-shared/contract/doors.ts';
import { invoke } from '../../bridge.ts';

export interface Remotes {
  readonly remotes: readonly Remote[];
  /** Why they can't be listed; null: they are. */
  readonly problem: string | null;
  readonly reload: () => Promise<void>;
}

/** The other Quarterdecks that were added here. */
export function useRemotes(): Remotes {
  const [remotes, setRemotes] = useState<readonly Remote[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const reload = useCallback(async () => {
    const answer = await invoke('getRemotes', {});
    if (answer.ok) setRemotes(answer.value);
    setProblem(answer.ok ? null : answer.failure.message);
  }, []);
  useEffect(() => void reload(), [reload]);
  return { remotes, problem, reload };
}
