import { useEffect } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { invoke } from '../../bridge.ts';
import { useFleet } from '../../store/fleet-store.ts';

const settleMs = 200;
/** What the contract takes at once; more rows are never in view. */
const mostWatched = 200;

/**
 * Tells the core which rows are in view, so that these are read every second. Waits until scrolling has settled. A
 * failure is not told: the readings then come every 10 s, and the age of each is on screen.
 */
export function useWatchVisible(keys: readonly ContainerKey[]): void {
  const joined = keys.slice(0, mostWatched).join('\n');
  useEffect(() => {
    const timer = setTimeout(() => void invoke('watchSamples', { watched: targetsOf(joined) }), settleMs);
    return () => clearTimeout(timer);
  }, [joined]);
  useEffect(() => () => void invoke('watchSamples', { watched: [] }), []);
}

function targetsOf(joined: string): { hostId: string; containerId: string }[] {
  const { containers } = useFleet.getState().fleet;
  return [...new Set(joined.split('\n'))].flatMap((key) => {
    const container = containers.get(key as ContainerKey);
    return container ? [{ hostId: container.hostId, containerId: container.id }] : [];
  });
}
