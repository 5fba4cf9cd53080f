import { announce } from './announce.ts';
import { type Container, isAlive } from './container.ts';
import { noteEnded, noteUnpaused } from './health.ts';
import { conflict, type Refusal, serverError } from './refusal.ts';
import type { World } from './world.ts';

/** Freezes a container. */
export function pause(world: World, container: Container): Refusal | null {
  if (container.status === 'paused') return conflict(`Container ${container.spec.id} is already paused`);
  if (container.status === 'restarting') {
    return conflict(`Container ${container.spec.id} is restarting, wait until the container is running`);
  }
  if (!isAlive(container)) return conflict(`Container ${container.spec.id} is not running`);
  container.status = 'paused';
  container.pausedSinceMs = world.clock.nowMs();
  noteEnded(container);
  announce(world, container, 'pause');
  return null;
}

/** Lets a frozen container go on. */
export function unpause(world: World, container: Container): Refusal | null {
  if (container.status !== 'paused') return serverError(`Container ${container.spec.id} is not paused`);
  resume(world, container);
  return null;
}

/** Lets a container go on where it is frozen; a signal does that too. */
export function resume(world: World, container: Container): void {
  if (container.status !== 'paused' || container.pausedSinceMs === null) return;
  const nowMs = world.clock.nowMs();
  container.pausedTotalMs += nowMs - container.pausedSinceMs;
  container.runs.at(-1)?.pauses.push({ fromMs: container.pausedSinceMs, toMs: nowMs });
  container.pausedSinceMs = null;
  container.status = 'running';
  noteUnpaused(world, container);
  announce(world, container, 'unpause');
}
