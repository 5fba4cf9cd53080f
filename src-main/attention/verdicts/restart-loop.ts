import { formatDuration } from '../../../src-shared/format.ts';
import { timesText } from './exit-words.ts';

/** A death of a container that nobody had asked for. */
export interface PastDeath {
  readonly atMs: number;
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
}

/** So many deaths by itself within this time, each followed by a restart of the policy, are a loop. */
const loopWindowMs = 600_000;
const loopDeaths = 3;

export interface RestartLoop {
  readonly deaths: number;
  readonly forMs: number;
  /** False where all of them ended well: a loop all the same, but nobody is to be alarmed. */
  readonly failing: boolean;
  /** 'exited 1 four times in 2 min' */
  readonly text: string;
}

/** Whether the last of these deaths, oldest first, makes a restart loop; null: not (yet). */
export function findRestartLoop(deaths: readonly PastDeath[], restartPolicy: string): RestartLoop | null {
  const last = deaths.at(-1);
  if (!last || restartPolicy === 'no') return null;
  const recent = deaths.filter((it) => last.atMs - it.atMs <= loopWindowMs);
  const first = recent[0];
  if (!first || recent.length < loopDeaths) return null;
  const forMs = last.atMs - first.atMs;
  const end = sameEnd(recent);
  const times = timesText(recent.length);
  const joint = /\d$/.test(end) && /^\d/.test(times) ? ', ' : ' ';
  return {
    deaths: recent.length,
    forMs,
    failing: recent.some((it) => it.outOfMemory || it.exitCode !== 0),
    text: `${end}${joint}${times} in ${formatDuration(Math.max(1_000, forMs))}`,
  };
}

function sameEnd(deaths: readonly PastDeath[]): string {
  if (deaths.every((it) => it.outOfMemory)) return 'out of memory';
  const [first] = deaths;
  if (!first || first.exitCode === null || deaths.some((it) => it.exitCode !== first.exitCode)) return 'ended';
  return `exited ${first.exitCode}`;
}

/** Whether the policy starts a container again that ended by itself. `restartCount`: restarts before this end. */
export function policyStartsAgain(restartPolicy: string, exitCode: number | null, restartCount: number): boolean {
  const [name, most] = restartPolicy.split(':');
  if (name === 'always' || name === 'unless-stopped') return true;
  if (name !== 'on-failure' || exitCode === 0) return false;
  return most === undefined || restartCount < Number(most);
}
