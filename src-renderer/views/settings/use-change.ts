import { useState } from 'react';
import type { Settings } from '../../../src-shared/settings.ts';
import { changeSettings } from '../../store/settings-store.ts';

export interface Change {
  readonly change: (patch: Partial<Settings>) => Promise<boolean>;
  /** Why the last change was not made; null: it was. */
  readonly problem: string | null;
}

/** Changes settings and keeps why that failed, to be told where it belongs. */
export function useChange(): Change {
  const [problem, setProblem] = useState<string | null>(null);
  return {
    problem,
    change: async (patch) => {
      const failure = await changeSettings(patch);
      setProblem(failure?.message ?? null);
      return failure === null;
    },
  };
}
