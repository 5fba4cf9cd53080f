import { nth } from '../load/random.ts';
import { activeMsUntilLimit } from '../load/usage.ts';
import type { ContainerSpec } from '../world/spec.ts';

/** What happens next to a running container by itself. */
export type Turn =
  | { readonly kind: 'end'; readonly afterMs: number; readonly exitCode: number; readonly outOfMemory: boolean }
  | { readonly kind: 'spell'; readonly afterMs: number; readonly forMs: number };

const second = 1_000;
const minute = 60 * second;

/** The next turn in a container's plot, `run` being its how-manieth life, or null where none comes. Pure. */
export function nextTurn(spec: ContainerSpec, run: number, activeForMs: number): Turn | null {
  const chance = nth(spec.seed, 100 + run);
  switch (spec.plot) {
    case 'steady':
      return null;
    case 'leak': {
      const untilMs = activeMsUntilLimit(spec.load, spec.memoryLimitBytes);
      if (untilMs === null) return null;
      return { kind: 'end', afterMs: Math.max(second, untilMs - activeForMs), exitCode: 137, outOfMemory: true };
    }
    case 'crash':
      return end(1.5 * minute + chance * 5 * minute, 1);
    case 'crashLoop':
      // A few short lives, then one in which it works for a while.
      return run % 5 === 0 ? end(1.5 * minute + chance * 3 * minute, 1) : end(1.5 * second + chance * 6 * second, 1);
    case 'segfault':
      return end(2 * minute + chance * 7 * minute, 139);
    case 'flaky':
      return { kind: 'spell', afterMs: minute + chance * 4 * minute, forMs: 20 * second + chance * 40 * second };
    case 'job':
      return end(minute + chance * 5 * minute, chance > 0.85 ? 2 : 0);
  }
}

/** How long a finished job rests before its schedule starts it again. */
export function jobRestMs(spec: ContainerSpec, run: number): number {
  return 2 * minute + nth(spec.seed, 300 + run) * 6 * minute;
}

function end(afterMs: number, exitCode: number): Turn {
  return { kind: 'end', afterMs, exitCode, outOfMemory: false };
}
