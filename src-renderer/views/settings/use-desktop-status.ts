import { useEffect, useState } from 'react';
import type { DesktopStatus } from '../../../src-shared/contract/desktop.ts';
import { invoke } from '../../bridge.ts';

/** What this desktop has, asked again whenever `wanted` changes; null before the first answer, and where there is none. */
export function useDesktopStatus(wanted: string): DesktopStatus | null {
  const [status, setStatus] = useState<DesktopStatus | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `wanted`
  useEffect(() => {
    let gone = false;
    void invoke('getDesktopStatus', {}).then((answer) => {
      if (!gone) setStatus(answer.ok ? answer.value : null);
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return status;
}
