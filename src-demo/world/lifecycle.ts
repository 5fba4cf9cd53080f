import { announce, announceNetwork } from './announce.ts';
import { type Container, cancelPlans, isAlive, openRun } from './container.ts';
import { noteEnded, noteStarted } from './health.ts';
import { conflict, type Refusal, serverError, unchanged } from './refusal.ts';
import { backOffMs, goodRunMs, policyRestarts } from './restart-policy.ts';
import { steadyId, type World } from './world.ts';

/** Starts a container on somebody's request. */
export function start(world: World, container: Container): Refusal | null {
  if (container.status === 'paused') return conflict('cannot start a paused container, try unpause instead');
  if (container.status === 'running') return unchanged;
  cancelPlans(container);
  const taken = takenPort(world, container);
  if (taken !== null) {
    const endpoint = steadyId(`endpoint/${container.spec.id}/${container.runCount}`);
    container.error = `driver failed programming external connectivity on endpoint ${container.name} (${endpoint}): Bind for 0.0.0.0:${taken} failed: port is already allocated`;
    container.exitCode = 128;
    if (container.status === 'restarting') container.status = 'exited';
    return serverError(container.error);
  }
  container.backOffStep = 0;
  // Only the restarts of the policy since somebody's last start count.
  container.restartCount = 0;
  beginRun(world, container);
  return null;
}

function beginRun(world: World, container: Container): void {
  const nowMs = world.clock.nowMs();
  container.status = 'running';
  container.pid = world.nextPid++;
  container.startedAtMs = nowMs;
  container.exitCode = 0;
  container.outOfMemory = false;
  container.error = '';
  container.endRequested = false;
  container.pausedSinceMs = null;
  container.pausedTotalMs = 0;
  openRun(container, nowMs);
  announceNetwork(world, container, 'connect');
  noteStarted(world, container);
  announce(world, container, 'start');
}

export interface Ending {
  readonly exitCode: number;
  readonly outOfMemory?: boolean;
  /** What the program wrote last. */
  readonly lastWords?: readonly string[];
}

/** Ends the current run: whatever killed it, this is what the engine sees and tells. */
export function die(world: World, container: Container, ending: Ending): void {
  if (!isAlive(container)) return;
  cancelPlans(container);
  const nowMs = world.clock.nowMs();
  const ranMs = nowMs - (container.startedAtMs ?? nowMs);
  const run = container.runs.at(-1);
  if (run) {
    run.endedAtMs = nowMs;
    run.lastWords = ending.lastWords ?? [];
  }
  container.pid = 0;
  container.exitCode = ending.exitCode;
  container.outOfMemory = ending.outOfMemory ?? false;
  container.finishedAtMs = nowMs;
  container.pausedSinceMs = null;
  noteEnded(container);
  const returns = !container.endRequested && policyRestarts(container.spec.restartPolicy, ending.exitCode, container.restartCount);
  container.status = returns ? 'restarting' : 'exited';
  if (container.outOfMemory) announce(world, container, 'oom');
  announce(world, container, 'die', { exitCode: String(ending.exitCode) });
  announceNetwork(world, container, 'disconnect');
  if (returns) planReturn(world, container, ranMs);
  const waiting = [...container.onEnd];
  container.onEnd.clear();
  for (const call of waiting) call();
  // A little later, as the engine: who asked for the end hears of it first.
  if (container.spec.autoRemove && container.status === 'exited') world.agenda.in(5, () => discard(world, container));
}

/** Lets the restart policy bring a container back after its back-off; `ranMs`: how long it had run. */
export function planReturn(world: World, container: Container, ranMs: number): void {
  if (ranMs >= goodRunMs) container.backOffStep = 0;
  const delayMs = backOffMs(container.backOffStep);
  container.backOffStep += 1;
  container.cancelPlans.push(
    world.agenda.in(delayMs, () => {
      container.restartCount += 1;
      beginRun(world, container);
    }),
  );
}

/** Takes a container out of the world. */
export function discard(world: World, container: Container): void {
  cancelPlans(container);
  container.status = 'removing';
  if (!world.containers.delete(container.spec.id)) return;
  announce(world, container, 'destroy');
  // Streams that follow it end now.
  for (const call of [...container.onEnd]) call();
  container.onEnd.clear();
}

function takenPort(world: World, container: Container): number | null {
  const wanted = new Set(container.spec.ports.flatMap((port) => port.host ?? []));
  if (wanted.size === 0) return null;
  for (const other of world.containers.values()) {
    if (other === container || !isAlive(other)) continue;
    for (const port of other.spec.ports) if (port.host !== null && wanted.has(port.host)) return port.host;
  }
  return null;
}
