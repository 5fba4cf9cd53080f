import { firstLook } from '../api/first-look.ts';
import type { FleetKeeper } from '../fleet/keeper.ts';
import { wait } from '../lib/wait.ts';

/** The time after the first list: what the list does not need (database, tray, notifications) is opened only then. */
export interface Calm {
  /** Never rejects. */
  readonly come: Promise<void>;
  /** The window has drawn its first frame, or never will: calm comes once the engines have been looked at too. */
  painted(keeper: FleetKeeper): void;
  /** Comes now, whatever there is. */
  end(): void;
}

export interface CalmTimes {
  /** Nothing new from the engines for so long: the list has been drawn too. */
  readonly quietMs: number;
  /** After the first frame, engines that don't answer or go on telling are not waited for longer. */
  readonly patienceMs: number;
  /** A window that draws nothing holds nothing up for longer. */
  readonly longestMs: number;
}

const usualTimes: CalmTimes = { quietMs: 150, patienceMs: 700, longestMs: 3_000 };

/** To be opened at the start, from which its longest time counts. */
export function openCalm({ quietMs, patienceMs, longestMs }: CalmTimes = usualTimes): Calm {
  const over = new AbortController();
  const come = wait(longestMs, over.signal);
  const end = () => over.abort();
  return {
    come,
    painted: (keeper) => {
      if (!over.signal.aborted) void firstLook(keeper, over.signal, { quietMs, longestMs: patienceMs }).then(end);
    },
    end,
  };
}
