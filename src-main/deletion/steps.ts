import { type Failure, fail, makeFailure, type Result, succeed } from '../../src-shared/failure.ts';
import type { Container } from '../../src-shared/model.ts';
import { actionFailure } from '../docker/action-failures.ts';
import { type ActionTarget, removeContainer, renameContainer, stopContainer } from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import { inspectContainer } from '../docker/read-containers.ts';
import { namesToGiveBack } from './names.ts';

export const stopSeconds = 10;

/** Whether the engine has a process for it that a stop would end. */
export function isAlive(container: Container): boolean {
  return container.state === 'running' || container.state === 'paused' || container.state === 'restarting';
}

export function isGone(failure: Failure): boolean {
  return failure.details['statusCode'] === '404';
}

/** What the engine says of it now; null if it is gone. */
export async function lookAt(client: EngineClient, target: ActionTarget, signal: AbortSignal): Promise<Result<Container | null>> {
  try {
    return succeed(await inspectContainer(client, target.containerId, { signal }));
  } catch (error) {
    return { ok: false, failure: actionFailure({ kind: 'delete', name: target.name }, error, client.address) };
  }
}

/** Stops it (10 s), then removes it. One that goes meanwhile, by its own `--rm` or by somebody else, is a success. */
export async function stopAndRemove(
  client: EngineClient,
  target: ActionTarget,
  volumes: boolean,
  signal: AbortSignal,
): Promise<Result<null>> {
  const stopped = await stopContainer(client, target, stopSeconds, { signal });
  if (!stopped.ok) return isGone(stopped.failure) ? succeed(null) : stopped;
  // By force, as a restart policy may have started it again in between.
  const removed = await removeContainer(client, target, { force: true, volumes }, { signal });
  if (removed.ok || isGone(removed.failure) || isBeingRemoved(removed.failure)) return succeed(null);
  return removed;
}

/** Gives it the name back, or one like it where that is taken; the value is the name that it has now. */
export async function giveNameBack(client: EngineClient, target: ActionTarget, name: string, signal: AbortSignal): Promise<Result<string>> {
  for (const candidate of namesToGiveBack(name)) {
    const renamed = await renameContainer(client, target, candidate, { signal });
    if (renamed.ok) return succeed(candidate);
    if (!isNameTaken(renamed.failure)) return renamed;
  }
  return fail('docker_api_error', `The name ${name} is taken by another container, and so are the next ones. Rename one of them.`);
}

export function wasRemoved(name: string): Failure {
  return makeFailure('docker_api_error', `${name} was removed meanwhile and can’t be brought back.`, { statusCode: '404' });
}

function isBeingRemoved(failure: Failure): boolean {
  return failure.details['statusCode'] === '409' && /in progress|marked for removal|being removed/i.test(failure.details['engine'] ?? '');
}

function isNameTaken(failure: Failure): boolean {
  return failure.details['statusCode'] === '409' && /in use/i.test(failure.details['engine'] ?? '');
}
