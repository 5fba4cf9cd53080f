import type DockerModem from 'docker-modem';
import { z } from 'zod';
import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import { type Failure, fail, makeFailure, type Result, succeed } from '../../../src-shared/failure.ts';
import { containerIdSchema } from '../../../src-shared/ids.ts';
import type { Progress } from '../../../src-shared/model.ts';
import type { PreparedFlow } from '../../flow/flow-parts.ts';
import type { Log } from '../../lib/log.ts';
import type { EngineClient } from '../client.ts';
import { isImageId } from '../image-reference.ts';
import { errorFacts } from '../problems.ts';
import { pullImage } from '../pull.ts';
import { noSuchImageId } from '../pull-failures.ts';
import { type CreateBody, createBody } from './create-body.ts';
import { createFailure, withField } from './create-failures.ts';
import { missingVolumes, removeLeftovers } from './leftovers.ts';

export interface CreateOptions {
  readonly start: boolean;
  /** Ends it; what was made by then is removed. */
  readonly signal: AbortSignal;
  report(progress: Progress): void;
  /** The folder by which it speaks with us; null: none. It is adopted or discarded in any case. */
  readonly flow: PreparedFlow | null;
  /** What the flow sockets have of a container that was adopted and is removed again. */
  forgetFlow(containerId: string): Promise<void>;
  /** Who has a port of the host, in words; null where nobody knows. */
  portOwner(port: number): string | null;
  readonly log: Log;
}

export interface Created {
  readonly containerId: string;
  /** The engine's own, in its words. */
  readonly warnings: string[];
}

/** Creating and starting may wait for mounts, networks and a busy disk. */
const stepDeadlineMs = 60_000;
const createdSchema = z.object({ Id: containerIdSchema, Warnings: z.array(z.string()).nullish() });

/**
 * Makes a container, pulling its image where the host lacks it, joins it to its networks, and starts it if asked. Where
 * anything fails, or it is cancelled, all that it made goes again: the container with its volumes, and its flow folder.
 * Failures name the field of the configuration that they concern, where it is one.
 */
export async function createContainer(client: EngineClient, config: ContainerConfig, options: CreateOptions): Promise<Result<Created>> {
  const { flow, log } = options;
  const wanted = createBody(config, flow);
  let made: Created | null = null;
  let adopted = false;
  let newVolumes: readonly string[] = [];
  const undo = async (failure: Failure): Promise<Result<never>> => {
    const leftBehind = await removeLeftovers(client, made?.containerId ?? null, newVolumes, log);
    if (adopted && made) await options.forgetFlow(made.containerId);
    else await flow?.discard();
    if (leftBehind === null) return { ok: false, failure };
    const message = `${failure.message} ${leftBehind}`;
    return { ok: false, failure: makeFailure(failure.kind, message, { ...failure.details, leftBehind: made?.containerId ?? '' }) };
  };
  let step: 'create' | 'start' = 'create';
  const tryOnce = async () => {
    newVolumes = await missingVolumes(client, config, options.signal);
    const created = await tryCreate(client, config, wanted);
    // Without an image the engine makes no volume either: what is there after minutes of pulling is somebody else's.
    if (created === 'noImage') newVolumes = [];
    return created;
  };
  try {
    const created = await createWithImage(client, config, tryOnce, options);
    if (!created.ok) return await undo(created.failure);
    made = created.value;
    options.signal.throwIfAborted();
    const { containerId } = made;
    for (const { network, endpoint } of wanted.connect) {
      const body = { Container: containerId, EndpointConfig: { ...endpoint, Aliases: [...(endpoint.Aliases ?? [])] } };
      await client.call((docker) => docker.getNetwork(encodeURIComponent(network)).connect(body), {
        deadlineMs: stepDeadlineMs,
        signal: options.signal,
      });
    }
    if (flow) {
      adopted = true;
      const listening = await flow.adopt(containerId);
      if (!listening.ok) return await undo(listening.failure);
    }
    if (!options.start) return succeed(made);
    step = 'start';
    await client.call((docker) => docker.getContainer(containerId).start(), { deadlineMs: stepDeadlineMs, signal: options.signal });
    return succeed(made);
  } catch (error) {
    if (options.signal.aborted) return undo(cancelled(config));
    return undo(createFailure(error, step, { config, address: client.address, portOwner: options.portOwner }));
  }
}

/** Creates it; where the engine lacks the image, pulls that and tries once more. Asking first would cost each create a call. */
async function createWithImage(
  client: EngineClient,
  config: ContainerConfig,
  tryOnce: () => Promise<Created | 'noImage'>,
  options: CreateOptions,
): Promise<Result<Created>> {
  const first = await tryOnce();
  if (first !== 'noImage') return succeed(first);
  if (isImageId(config.image))
    return { ok: false, failure: withField(noSuchImageId(config.image), 'image', 'There is no image with this id.') };
  // Minutes of pulling for nothing are not what a taken name deserves.
  const taken = await nameFailure(client, config);
  if (taken) return { ok: false, failure: taken };
  const pulled = await pullImage(client, config.image, options);
  if (!pulled.ok) {
    if (options.signal.aborted) return { ok: false, failure: cancelled(config) };
    return { ok: false, failure: withField(pulled.failure, 'image', pulled.failure.message) };
  }
  options.report({ percent: 100, message: `Creating ${config.name ?? `a container of ${config.image}`}`, layers: [] });
  const second = await tryOnce();
  if (second !== 'noImage') return succeed(second);
  return fail('docker_api_error', `${config.image} was pulled, but the engine has it no more: somebody removed it. Try again.`, {
    image: config.image,
  });
}

/** No signal here: the engine would make it all the same, and nobody would know its id. Whoever cancelled is heard right after. */
async function tryCreate(client: EngineClient, config: ContainerConfig, { body }: CreateBody): Promise<Created | 'noImage'> {
  try {
    const answer = await client.call((docker) => dialCreate(docker.modem, config.name, body), { deadlineMs: stepDeadlineMs });
    const created = createdSchema.parse(answer);
    return { containerId: created.Id, warnings: created.Warnings ?? [] };
  } catch (error) {
    const { statusCode, engineMessage } = errorFacts(error);
    if (statusCode === 404 && /no such image|image not known/i.test(engineMessage ?? '')) return 'noImage';
    throw error;
  }
}

/** dockerode's own method keeps the id only, and the engine's warnings are lost. */
function dialCreate(modem: DockerModem, name: string | null, body: CreateBody['body']): Promise<unknown> {
  const options = { _query: name === null ? {} : { name }, _body: body };
  const statusCodes = { 201: true, 400: 'bad parameter', 404: 'no such image', 409: 'conflict', 500: 'server error' };
  return new Promise((resolve, reject) => {
    modem.dial({ path: '/containers/create?', method: 'POST', options, statusCodes }, (error: unknown, answer: unknown) =>
      error ? reject(error) : resolve(answer),
    );
  });
}

/** The Failure where somebody has the wanted name already; null where nobody has. */
async function nameFailure(client: EngineClient, { name }: ContainerConfig): Promise<Failure | null> {
  if (name === null) return null;
  try {
    await client.call((docker) => docker.getContainer(name).inspect());
  } catch (error) {
    if (errorFacts(error).statusCode === 404) return null;
    throw error;
  }
  const message = `The name ${name} is taken by another container. Choose another.`;
  return withField(makeFailure('docker_api_error', message, { statusCode: '409' }), 'name', message);
}

function cancelled(config: ContainerConfig): Failure {
  return makeFailure('system_error', `Creating ${config.name ?? `a container of ${config.image}`} was cancelled. Nothing of it is left.`, {
    cancelled: 'yes',
  });
}
