import { useEffect } from 'react';
import { invoke } from '../../bridge.ts';

/** Has the container read once a second while its detail is open; the list, which is not shown then, has let go of its rows. */
export function useWatchedDetail(hostId: string, containerId: string): void {
  useEffect(() => {
    void invoke('watchSamples', { watched: [{ hostId, containerId }] });
    return () => void invoke('watchSamples', { watched: [] });
  }, [hostId, containerId]);
}
