import type { ContainerCreateOptions } from 'dockerode';
import { fail, type Result, succeed } from '../../../src-shared/failure.ts';
import { redactText } from '../../lib/redact.ts';
import { type Action, actionFailure } from '../action-failures.ts';
import type { EngineClient } from '../client.ts';
import { Demultiplexer } from '../demux.ts';
import { errorFacts } from '../problems.ts';
import { type InspectedContainer, type InspectedImage, inspectedContainerSchema, inspectedImageSchema } from './inspected.ts';
import type { Body } from './own-config.ts';

/** Creating and starting may wait for mounts, networks and a busy disk. */
export const stepDeadlineMs = 60_000;
const logLines = 10;

/** The container by id or name, as far as an update understands it. */
export async function inspectContainer(client: EngineClient, idOrName: string, signal?: AbortSignal): Promise<InspectedContainer> {
  const answer: unknown = await client.call((docker) => docker.getContainer(encodeURIComponent(idOrName)).inspect(), withSignal(signal));
  return inspectedContainerSchema.parse(answer);
}

/** The same; null where there is none. */
export async function findContainer(client: EngineClient, idOrName: string, signal?: AbortSignal): Promise<InspectedContainer | null> {
  return orNull(inspectContainer(client, idOrName, signal));
}

/** An image by reference or id; null where the engine has none. */
export async function findImage(client: EngineClient, reference: string, signal?: AbortSignal): Promise<InspectedImage | null> {
  if (reference === '') return null;
  const answer = await orNull<unknown>(client.call((docker) => docker.getImage(reference).inspect(), withSignal(signal)));
  return answer === null ? null : inspectedImageSchema.parse(answer);
}

/** Makes a container. No signal: the engine would make it all the same, after we have looked for what is to be removed. @returns its id */
export async function create(client: EngineClient, name: string, body: Body): Promise<string> {
  const options: ContainerCreateOptions & { _query: Body; _body: Body } = { _query: { name }, _body: body };
  const made = await client.call((docker) => docker.createContainer(options), { deadlineMs: stepDeadlineMs });
  return made.id;
}

export async function rename(client: EngineClient, id: string, name: string): Promise<void> {
  await client.call((docker) => docker.getContainer(id).rename({ name }), { deadlineMs: stepDeadlineMs });
}

export async function connect(
  client: EngineClient,
  network: string,
  id: string,
  endpoint: Body | null,
  signal: AbortSignal,
): Promise<void> {
  const body = { Container: id, ...(endpoint && Object.keys(endpoint).length > 0 ? { EndpointConfig: endpoint } : {}) };
  await client.call((docker) => docker.getNetwork(encodeURIComponent(network)).connect(body), { deadlineMs: stepDeadlineMs, signal });
}

export async function disconnect(client: EngineClient, network: string, id: string, signal: AbortSignal): Promise<void> {
  const body = { Container: id, Force: true };
  await client.call((docker) => docker.getNetwork(encodeURIComponent(network)).disconnect(body), { deadlineMs: stepDeadlineMs, signal });
}

/** Removes it, running or not; one that is gone or going already is as good. `volumes`: its anonymous ones that nobody else has. */
export async function remove(client: EngineClient, id: string, volumes: boolean): Promise<void> {
  try {
    await client.call((docker) => docker.getContainer(id).remove({ force: true, v: volumes }), { deadlineMs: stepDeadlineMs });
  } catch (error) {
    const { statusCode, engineMessage } = errorFacts(error);
    const going = statusCode === 409 && /already in progress|being removed/i.test(engineMessage ?? '');
    if (statusCode !== 404 && !going) throw error;
  }
}

/** The last lines of its log without secrets; empty where it has none that can be read. */
export async function lastLines(client: EngineClient, id: string): Promise<string> {
  try {
    const query = { stdout: true, stderr: true, tail: logLines, follow: false } as const;
    const answer: unknown = await client.call((docker) => docker.getContainer(id).logs(query));
    return Buffer.isBuffer(answer) ? redactText(textOf(answer).trim().slice(-2_000)) : '';
  } catch {
    // It only explains a Failure that is told anyway.
    return '';
  }
}

/** Without a terminal the log comes in frames; with one it is plain. */
function textOf(log: Buffer): string {
  const pieces: Buffer[] = [];
  try {
    new Demultiplexer((_source, bytes) => pieces.push(Buffer.from(bytes))).push(log);
    return Buffer.concat(pieces).toString('utf8');
  } catch {
    return log.toString('utf8');
  }
}

/** Runs `steps`; what the engine refuses, or what can't be understood, becomes a Failure. */
export async function attempt<T>(client: EngineClient, action: Action, steps: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await steps());
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError')
      return fail('system_error', `${action.name}: cancelled.`, { cancelled: 'yes' });
    return { ok: false, failure: actionFailure(action, error, client.address) };
  }
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (errorFacts(error).statusCode === 404) return null;
    throw error;
  }
}

function withSignal(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
