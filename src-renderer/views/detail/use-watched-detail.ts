import { useEffect } from 'react';
import { invoke } from '../../bridge.ts';

/** Has the container read once a second while its detail is open. */
export function useWatchedDetail(hostId: string, containerId: string): void {
  useEffect(() => {
    void invoke('watchSamples', { watched: [{ hostId, containerId }] });
  }, [hostId, containerId]);
}
