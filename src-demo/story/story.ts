import { lastWords } from '../logs/last-words.ts';
import { activeMs, type Container } from '../world/container.ts';
import { setHealth } from '../world/health.ts';
import { die, planReturn, start } from '../world/lifecycle.ts';
import type { World } from '../world/world.ts';
import { jobRestMs, nextTurn } from './plots.ts';

const firstBackOffMs = 20_000;

/** Lets things happen by themselves, while the world is not still. Returns how to end it. */
export function tellStory(world: World): () => void {
  const stopListening = world.bus.onEvent((event) => {
    const container = event.type === 'container' && event.id ? world.containers.get(event.id) : undefined;
    if (!container) return;
    if (event.action === 'start') planTurn(world, container);
    if (event.action === 'die') planRest(world, container);
  });
  if (!world.still) beginAll(world);
  return stopListening;
}

/** Stops or resumes what happens by itself. */
export function setStill(world: World, still: boolean): void {
  if (world.still === still) return;
  world.still = still;
  if (!still) beginAll(world);
}

function beginAll(world: World): void {
  for (const container of world.containers.values()) {
    if (container.status === 'running') planTurn(world, container);
    if (container.status === 'running' && container.health === 'unhealthy') planRecovery(world, container, firstBackOffMs);
    if (container.status === 'restarting' && container.cancelPlans.length === 0) planReturn(world, container, 0);
  }
}

function planTurn(world: World, container: Container): void {
  if (world.still) return;
  const turn = nextTurn(container.spec, container.runCount, activeMs(container, world.clock.nowMs()));
  if (!turn) return;
  plan(world, container, turn.afterMs, () => {
    if (container.status !== 'running') return;
    if (turn.kind === 'end') endByItself(world, container, turn.exitCode, turn.outOfMemory);
    else {
      setHealth(world, container, 'unhealthy');
      planRecovery(world, container, turn.forMs);
    }
  });
}

/** Ends a container as its own program or the kernel would. */
export function endByItself(world: World, container: Container, exitCode: number, outOfMemory: boolean): void {
  die(world, container, { exitCode, outOfMemory, lastWords: lastWords(container.spec, exitCode, container.runCount) });
}

function planRecovery(world: World, container: Container, afterMs: number): void {
  plan(world, container, afterMs, () => {
    setHealth(world, container, 'healthy');
    planTurn(world, container);
  });
}

/** A job that ended by itself is started again by its schedule. */
function planRest(world: World, container: Container): void {
  if (world.still || container.spec.plot !== 'job' || container.endRequested || container.status !== 'exited') return;
  plan(world, container, jobRestMs(container.spec, container.runCount), () => start(world, container));
}

function plan(world: World, container: Container, afterMs: number, call: () => void): void {
  container.cancelPlans.push(
    world.agenda.in(afterMs, () => {
      // Frozen worlds keep what was planned from happening.
      if (!world.still) call();
    }),
  );
}
