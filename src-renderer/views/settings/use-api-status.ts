import { useEffect, useState } from 'react';
import type { ApiStatus } from '../../../src-shared/contract/doors.ts';
import { invoke } from '../../bridge.ts';
import { onSecond } from '../../store/clock.ts';

/** How the API stands, asked once a second while it is looked at; null before the first answer. `wanted`: changes ask at once. */
export function useApiStatus(wanted: string): ApiStatus | null {
  const [status, setStatus] = useState<ApiStatus | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `wanted`
  useEffect(() => {
    let gone = false;
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      const answer = await invoke('getApiStatus', {});
      asking = false;
      if (!gone) setStatus(answer.ok ? answer.value : { state: 'failed', message: answer.failure.message });
    };
    void ask();
    const stop = onSecond(() => void ask());
    return () => {
      gone = true;
      stop();
    };
  }, [wanted]);
  return status;
}
