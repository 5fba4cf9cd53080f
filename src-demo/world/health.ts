import { announce } from './announce.ts';
import type { Container } from './container.ts';
import type { World } from './world.ts';

/** A container with a health check begins in 'starting' and is found healthy at its first check. */
export function noteStarted(world: World, container: Container): void {
  if (!container.spec.health) return;
  container.health = 'starting';
  container.failingStreak = 0;
  planFirstCheck(world, container);
}

/** As the real engine: a frozen or ended container counts as unhealthy, without an event. */
export function noteEnded(container: Container): void {
  if (container.spec.health) container.health = 'unhealthy';
}

/** Checks go on after a pause, and the first one tells. */
export function noteUnpaused(world: World, container: Container): void {
  if (container.spec.health) planFirstCheck(world, container);
}

/** Changes a running container's health and tells it. */
export function setHealth(world: World, container: Container, health: 'healthy' | 'unhealthy'): void {
  if (!container.spec.health || container.status !== 'running' || container.health === health) return;
  container.health = health;
  container.failingStreak = health === 'unhealthy' ? container.spec.health.retries : 0;
  announce(world, container, `health_status: ${health}`);
}

function planFirstCheck(world: World, container: Container): void {
  const intervalMs = container.spec.health?.intervalMs ?? 0;
  container.cancelPlans.push(world.agenda.in(intervalMs, () => setHealth(world, container, 'healthy')));
}
