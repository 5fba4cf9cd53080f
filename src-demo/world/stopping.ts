import { announce } from './announce.ts';
import { type Container, cancelPlans, isAlive } from './container.ts';
import { die, discard, start } from './lifecycle.ts';
import { resume } from './pausing.ts';
import { badRequest, conflict, type Refusal, unchanged } from './refusal.ts';
import { asksToEnd, signalNumber } from './signals.ts';
import type { World } from './world.ts';

/** How long the kernel takes to end a process by force. */
const forcedEndMs = 15;

/** Asks a container to end, and ends it by force after `graceSeconds` (below 0: never). Resolves when it has ended. */
export async function stop(world: World, container: Container, graceSeconds: number): Promise<Refusal | null> {
  if (container.status === 'restarting') {
    settle(container);
    announce(world, container, 'stop');
    return null;
  }
  if (!isAlive(container)) return unchanged;
  container.endRequested = true;
  announce(world, container, 'kill', { signal: '15' });
  const { afterMs, exitCode } = container.spec.ending;
  const graceMs = graceSeconds < 0 ? Number.POSITIVE_INFINITY : graceSeconds * 1000;
  resume(world, container);
  if (afterMs !== null && afterMs < graceMs) {
    endLater(world, container, afterMs, exitCode);
  } else if (Number.isFinite(graceMs)) {
    container.cancelPlans.push(world.agenda.in(graceMs, () => force(world, container)));
  }
  await ended(container);
  announce(world, container, 'stop');
  return null;
}

/** Stops where needed, starts again, and tells that as one. */
export async function restart(world: World, container: Container, graceSeconds: number): Promise<Refusal | null> {
  if (isAlive(container) || container.status === 'restarting') {
    const refusal = await stop(world, container, graceSeconds);
    if (refusal && refusal.status !== 304) return refusal;
  }
  const refusal = start(world, container);
  if (refusal && refusal.status !== 304) return refusal;
  announce(world, container, 'restart');
  return null;
}

/** Sends a signal. After KILL it resolves when the container has ended, else at once, as the engine. */
export async function kill(world: World, container: Container, signalText: string): Promise<Refusal | null> {
  const signal = signalNumber(signalText);
  if (signal === null) return badRequest(`Invalid signal: ${signalText}`);
  if (container.status === 'restarting') {
    settle(container);
    return null;
  }
  if (!isAlive(container)) {
    return conflict(`Cannot kill container: ${container.name}: Container ${container.spec.id} is not running`);
  }
  announce(world, container, 'kill', { signal: String(signal) });
  if (signal === 9) {
    container.endRequested = true;
    endLater(world, container, forcedEndMs, 137);
    await ended(container);
    return null;
  }
  resume(world, container);
  if (!asksToEnd(signal)) return null;
  container.endRequested = true;
  const { afterMs, exitCode } = container.spec.ending;
  // A program that has a way to end by itself reports that; others end by the signal.
  if (afterMs !== null) endLater(world, container, afterMs, exitCode === 0 ? 0 : 128 + signal);
  return null;
}

/** Removes a container, by force even while it runs. */
export async function remove(world: World, container: Container, force: boolean): Promise<Refusal | null> {
  if (isAlive(container) || container.status === 'restarting') {
    if (!force) {
      const first = 'Stop the container before attempting removal or force remove';
      const advice = container.status === 'paused' ? `Unpause and then ${first.toLowerCase()}` : first;
      return conflict(`You cannot remove a ${container.status} container ${container.spec.id}. ${advice}`);
    }
    if (isAlive(container)) await kill(world, container, 'KILL');
  }
  discard(world, container);
  return null;
}

/** A container that waits for its restart is left as it is, and stays so. */
function settle(container: Container): void {
  cancelPlans(container);
  container.status = 'exited';
}

function force(world: World, container: Container): void {
  announce(world, container, 'kill', { signal: '9' });
  endLater(world, container, forcedEndMs, 137);
}

function endLater(world: World, container: Container, delayMs: number, exitCode: number): void {
  container.cancelPlans.push(world.agenda.in(delayMs, () => die(world, container, { exitCode })));
}

function ended(container: Container): Promise<void> {
  return new Promise((resolve) => container.onEnd.add(resolve));
}
