import { type Container, isAlive } from '../world/container.ts';
import { engineTime } from './timestamps.ts';

const checksKept = 5;
const checkTakesMs = 38;

/** State.Health: what the last checks said, worked out from when they must have been. */
export function healthShape(container: Container, nowMs: number) {
  return { Status: container.health, FailingStreak: container.failingStreak, Log: checks(container, nowMs) };
}

function checks(container: Container, nowMs: number) {
  const { health } = container.spec;
  if (!health || container.startedAtMs === null) return [];
  const startedAtMs = container.startedAtMs;
  const untilMs = isAlive(container) ? (container.pausedSinceMs ?? nowMs) : (container.finishedAtMs ?? nowMs);
  const count = Math.floor((untilMs - startedAtMs) / health.intervalMs);
  const shown = Math.max(0, Math.min(checksKept, count));
  return Array.from({ length: shown }, (_, index) => {
    const startMs = startedAtMs + (count - shown + 1 + index) * health.intervalMs;
    const failed = shown - index <= container.failingStreak;
    return {
      Start: engineTime(startMs),
      End: engineTime(startMs + checkTakesMs),
      ExitCode: failed ? 1 : 0,
      Output: `${failed ? health.badOutput : health.goodOutput}\n`,
    };
  });
}
