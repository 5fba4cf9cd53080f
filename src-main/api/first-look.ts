import type { Fleet } from '../../src-shared/fleet.ts';
import type { FleetKeeper } from '../fleet/keeper.ts';
import { isOwnHost } from './exposed-changes.ts';

export interface FirstLookTimes {
  /** Nothing new for so long: the containers' details have come too. */
  readonly quietMs: number;
  readonly longestMs: number;
}

const usualTimes: FirstLookTimes = { quietMs: 150, longestMs: 3_000 };

/**
 * Resolves once the engines that there are have been looked at. A Quarterdeck that comes back to one that was just started
 * anew would else be told that there is nothing, and forget what it shows.
 */
export function firstLook(keeper: FleetKeeper, signal: AbortSignal, times: FirstLookTimes = usualTimes): Promise<void> {
  return new Promise((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(quiet);
      clearTimeout(longest);
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const look = () => {
      clearTimeout(quiet);
      if (hasLooked(keeper.fleet)) quiet = setTimeout(end, times.quietMs);
    };
    const longest = setTimeout(end, times.longestMs);
    const stop = keeper.onBatch(({ changes }) => {
      if (!changes.every((change) => change.type === 'hostSeen')) look();
    });
    signal.addEventListener('abort', end, { once: true });
    look();
  });
}

function hasLooked({ discovery, hosts }: Fleet): boolean {
  return discovery?.complete === true && ![...hosts.values()].some((host) => isOwnHost(host.id) && host.status.state === 'connecting');
}
