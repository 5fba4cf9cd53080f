import { lastWords } from '../logs/last-words.ts';
import { type Container, createContainer, openRun } from '../world/container.ts';
import { setHealth } from '../world/health.ts';
import { fullReference } from '../world/images.ts';
import { start } from '../world/lifecycle.ts';
import type { World } from '../world/world.ts';
import type { Member } from './fleet.ts';
import { minuteMs, secondMs } from './service.ts';

/** Puts the fleet into the world in the state it is found in, without a word: nothing of this happens now. */
export function populate(world: World, members: readonly Member[]): void {
  for (const { spec, opening } of members) {
    const container = createContainer(spec);
    world.containers.set(spec.id, container);
    world.images.add(fullReference(spec.image));
    const nowMs = world.clock.nowMs();
    switch (opening.kind) {
      case 'created':
        break;
      case 'up':
      case 'unhealthy':
      case 'paused':
        setUp(world, container, nowMs - opening.forMs);
        if (opening.kind === 'up' && opening.restarts) {
          container.restartCount = opening.restarts;
          container.finishedAtMs = nowMs - opening.forMs - 100;
        }
        if (opening.kind === 'unhealthy') {
          container.health = spec.health && 'unhealthy';
          container.failingStreak = 7;
        }
        if (opening.kind === 'paused') {
          container.status = 'paused';
          container.pausedSinceMs = nowMs - Math.min(opening.forMs / 2, 25 * minuteMs);
        }
        break;
      case 'ended':
        setEnded(container, nowMs - opening.agoMs - opening.ranMs, nowMs - opening.agoMs, opening.exitCode);
        container.outOfMemory = opening.outOfMemory ?? false;
        container.restartCount = opening.restarts ?? 0;
        break;
      case 'restarting':
        setEnded(container, nowMs - 7 * secondMs, nowMs - 4 * secondMs, opening.exitCode);
        container.status = 'restarting';
        container.restartCount = opening.restarts;
        // Early in its back-off, so that the demo soon has something to tell.
        container.backOffStep = 5;
    }
  }
}

/** Adds containers while people watch: created and started, with the events of both. */
export function addLive(world: World, members: readonly Member[], announceCreate: (container: Container) => void): void {
  for (const { spec, opening } of members) {
    const container = createContainer({ ...spec, createdAtMs: world.clock.nowMs() });
    world.containers.set(spec.id, container);
    announceCreate(container);
    if (opening.kind === 'ended' || opening.kind === 'created') continue;
    start(world, container);
    if (opening.kind === 'unhealthy') setHealth(world, container, 'unhealthy');
  }
}

function setUp(world: World, container: Container, startedAtMs: number): void {
  container.status = 'running';
  container.pid = world.nextPid++;
  container.startedAtMs = startedAtMs;
  container.health = container.spec.health ? 'healthy' : null;
  openRun(container, startedAtMs);
}

function setEnded(container: Container, startedAtMs: number, finishedAtMs: number, exitCode: number): void {
  openRun(container, startedAtMs);
  const run = container.runs.at(-1);
  if (run) {
    run.endedAtMs = finishedAtMs;
    run.lastWords = lastWords(container.spec, exitCode, run.number);
  }
  container.status = 'exited';
  container.startedAtMs = startedAtMs;
  container.finishedAtMs = finishedAtMs;
  container.exitCode = exitCode;
  container.health = container.spec.health ? 'unhealthy' : null;
}
