import type Dockerode from 'dockerode';
import { z } from 'zod';
import { type Argument, signalSchema } from '../../src-shared/contract.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerIdSchema, containerNameSchema } from '../../src-shared/ids.ts';
import { type Action, actionFailure } from './action-failures.ts';
import type { EngineClient } from './client.ts';
import { errorFacts } from './problems.ts';

/** A container as an action needs it: the id goes to the engine, the name into what the user reads. */
export interface ActionTarget {
  readonly containerId: string;
  readonly name: string;
}

export interface ActionOptions {
  readonly signal?: AbortSignal;
  /** How long the engine may take, in ms; a stop or restart gets its own timeout on top. */
  readonly deadlineMs?: number;
}

/** Start pulls nothing but may wait for mounts, networks and a busy disk. */
const actionDeadlineMs = 60_000;
/** What a stop may take beyond its own timeout (anchors R10). */
const stopGraceMs = 10_000;
/** The engine's own default where neither the caller nor the container names a timeout. */
const engineStopSeconds = 10;
const longestStopSeconds = 3_600;
/** A prune removes one container after the other. */
const pruneDeadlineMs = 300_000;

/** Starts it; a container that runs already is a success. */
export function startContainer(client: EngineClient, target: ActionTarget, options: ActionOptions = {}): Promise<Result<null>> {
  return act(client, target, { kind: 'start', name: target.name }, (container) => container.start(), options);
}

/**
 * Stops it: stop signal, `timeoutSeconds` (null: the container's own, else 10), SIGKILL. Already stopped is a success.
 * A paused one is thawed by the engine.
 */
export async function stopContainer(
  client: EngineClient,
  target: ActionTarget,
  timeoutSeconds: number | null,
  options: ActionOptions = {},
): Promise<Result<null>> {
  const action: Action = { kind: 'stop', name: target.name };
  const deadline = await stopDeadlineMs(client, target, action, timeoutSeconds, options);
  if (!deadline.ok) return deadline;
  return act(client, target, action, (container) => container.stop(timeoutQuery(timeoutSeconds)), {
    ...options,
    deadlineMs: deadline.value,
  });
}

/** Stops it as `stopContainer` does, then starts it. */
export async function restartContainer(
  client: EngineClient,
  target: ActionTarget,
  timeoutSeconds: number | null,
  options: ActionOptions = {},
): Promise<Result<null>> {
  const action: Action = { kind: 'restart', name: target.name };
  const deadline = await stopDeadlineMs(client, target, action, timeoutSeconds, options);
  if (!deadline.ok) return deadline;
  const deadlineMs = deadline.value + (options.deadlineMs ?? actionDeadlineMs);
  return act(client, target, action, (container) => container.restart(timeoutQuery(timeoutSeconds)), { ...options, deadlineMs });
}

/** Sends `signal` ('SIGTERM', 'TERM', '15'). */
export function killContainer(
  client: EngineClient,
  target: ActionTarget,
  signal: string,
  options: ActionOptions = {},
): Promise<Result<null>> {
  const parsed = signalSchema.safeParse(signal);
  if (!parsed.success) return Promise.resolve(fail('validation_error', 'This is not a signal. Give a name such as SIGTERM, or a number.'));
  return act(client, target, { kind: 'kill', name: target.name, value: signal }, (container) => container.kill({ signal }), options);
}

export function pauseContainer(client: EngineClient, target: ActionTarget, options: ActionOptions = {}): Promise<Result<null>> {
  return act(client, target, { kind: 'pause', name: target.name }, (container) => container.pause(), options);
}

export function unpauseContainer(client: EngineClient, target: ActionTarget, options: ActionOptions = {}): Promise<Result<null>> {
  return act(client, target, { kind: 'unpause', name: target.name }, (container) => container.unpause(), options);
}

/** Gives it `name`; a taken one is a Failure. */
export function renameContainer(
  client: EngineClient,
  target: ActionTarget,
  name: string,
  options: ActionOptions = {},
): Promise<Result<null>> {
  const parsed = containerNameSchema.safeParse(name);
  if (!parsed.success) return Promise.resolve(fail('validation_error', `${parsed.error.issues[0]?.message ?? 'Not a container name'}.`));
  return act(client, target, { kind: 'rename', name: target.name, value: name }, (container) => container.rename({ name }), options);
}

/** Removes it, running too with `force`, its anonymous volumes too with `volumes`. */
export function removeContainer(
  client: EngineClient,
  target: ActionTarget,
  how: Pick<Argument<'removeContainer'>, 'force' | 'volumes'>,
  options: ActionOptions = {},
): Promise<Result<null>> {
  return act(
    client,
    target,
    { kind: 'remove', name: target.name },
    (container) => container.remove({ force: how.force, v: how.volumes }),
    options,
  );
}

const prunedSchema = z.object({
  ContainersDeleted: z.array(containerIdSchema).nullish(),
  SpaceReclaimed: z.number().nullish(),
});

/** Removes every stopped container; `reclaimedBytes` is what their writable layers held. */
export async function pruneContainers(
  client: EngineClient,
  hostName: string,
  options: ActionOptions = {},
): Promise<Result<{ containerIds: string[]; reclaimedBytes: number }>> {
  try {
    const answer: unknown = await client.call((docker) => docker.pruneContainers(), { deadlineMs: pruneDeadlineMs, ...options });
    const pruned = prunedSchema.parse(answer);
    return succeed({ containerIds: pruned.ContainersDeleted ?? [], reclaimedBytes: pruned.SpaceReclaimed ?? 0 });
  } catch (error) {
    if (errorFacts(error).statusCode === 409) {
      return fail('docker_api_error', `Stopped containers of ${hostName} are already being removed. Wait until that has ended.`, {
        statusCode: '409',
      });
    }
    return { ok: false, failure: actionFailure({ kind: 'prune', name: hostName }, error, client.address) };
  }
}

/** Ids are checked here once more: dockerode does not escape them, and `id/kill?x=` kills. */
async function act(
  client: EngineClient,
  target: ActionTarget,
  action: Action,
  run: (container: Dockerode.Container) => Promise<unknown>,
  options: ActionOptions,
): Promise<Result<null>> {
  if (!containerIdSchema.safeParse(target.containerId).success) return notAnId();
  try {
    await client.call((docker) => run(docker.getContainer(target.containerId)), { deadlineMs: actionDeadlineMs, ...options });
    return succeed(null);
  } catch (error) {
    // 304: it is already as was asked.
    if (errorFacts(error).statusCode === 304) return succeed(null);
    return { ok: false, failure: actionFailure(action, error, client.address) };
  }
}

function timeoutQuery(timeoutSeconds: number | null): { t: number } | Record<string, never> {
  return timeoutSeconds === null ? {} : { t: timeoutSeconds };
}

const stopTimeoutSchema = z.object({ Config: z.object({ StopTimeout: z.number().nullish() }) });

/** The container's own timeout may be minutes, and only inspect knows it. */
async function stopDeadlineMs(
  client: EngineClient,
  target: ActionTarget,
  action: Action,
  timeoutSeconds: number | null,
  options: ActionOptions,
): Promise<Result<number>> {
  if (!containerIdSchema.safeParse(target.containerId).success) return notAnId();
  const graceMs = options.deadlineMs ?? stopGraceMs;
  if (timeoutSeconds !== null) return succeed(timeoutSeconds * 1000 + graceMs);
  try {
    const answer: unknown = await client.call((docker) => docker.getContainer(target.containerId).inspect(), {
      deadlineMs: graceMs,
      ...options,
    });
    const own = stopTimeoutSchema.safeParse(answer);
    const seconds = (own.success ? own.data.Config.StopTimeout : null) ?? engineStopSeconds;
    // -1 lets the engine wait for ever; nobody waits longer than the longest timeout that can be asked for.
    return succeed((seconds < 0 ? longestStopSeconds : seconds) * 1000 + graceMs);
  } catch (error) {
    return { ok: false, failure: actionFailure(action, error, client.address) };
  }
}

function notAnId(): Result<never> {
  return fail('validation_error', 'This is not a container id, so nothing was asked of the engine.');
}
