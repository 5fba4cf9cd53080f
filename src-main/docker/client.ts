import { type Agent, IncomingMessage } from 'node:http';
import type DockerModem from 'docker-modem';
import type Dockerode from 'dockerode';
import type { EngineAddress } from './address.ts';
import { DeadlineError } from './problems.ts';
import { openStreamAgent, openUnaryAgent } from './quiet-agent.ts';
import { readJson } from './read-json.ts';

export interface ClientOptions {
  /** '1.41' ...; null: the engine's own newest (only right for ping and version). */
  readonly apiVersion: string | null;
  /** Connections for calls; streams have one each on top. */
  readonly connections?: number;
  /** How long a call may take, in ms. */
  readonly deadlineMs?: number;
}

export interface CallOptions {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

export interface StreamOptions {
  /** Ends the stream, whenever it comes. */
  readonly signal: AbortSignal;
  /** How long the engine may take to answer with the stream's beginning, in ms; null: for ever. */
  readonly openDeadlineMs?: number | null;
}

/** One engine's API through dockerode, with what dockerode lacks: deadlines, and agents that don't starve each other. */
export interface EngineClient {
  readonly address: EngineAddress;
  readonly apiVersion: string | null;
  /**
   * A call that ends by itself. Rejects with dockerode's error (`errorFacts` reads it), a DeadlineError, or the signal's
   * reason. Every request made through the `docker` given to `make` is cancelled with it.
   */
  call<T>(make: (docker: Dockerode) => Promise<T>, options?: CallOptions): Promise<T>;
  /** GETs `/containers/…` and parses the answer, without dockerode's costs: for what is asked hundreds of times. Rejects as `call` does. */
  readJson(path: `/${string}`, options?: CallOptions): Promise<unknown>;
  /** Opens a stream on a connection of its own. The caller must drain it; the signal or `destroy()` ends it. */
  openStream(make: (docker: Dockerode) => Promise<NodeJS.ReadableStream>, options: StreamOptions): Promise<IncomingMessage>;
  /** Drops the idle connections, and ends those in use. */
  close(): void;
}

export const defaultDeadlineMs = 10_000;
const defaultConnections = 8;

/** Gives a client; connects only when it is used. `close()` it. */
export function openClient(address: EngineAddress, options: ClientOptions): EngineClient {
  const unaryAgent = openUnaryAgent(options.connections ?? defaultConnections);
  let unaryEngine: Promise<MakeDocker> | null = null;
  return {
    address,
    apiVersion: options.apiVersion,
    call: (make, callOptions = {}) =>
      withDeadline(
        async (signal) => {
          unaryEngine ??= reach(address, options.apiVersion, unaryAgent);
          return make((await unaryEngine)(signal));
        },
        callOptions.deadlineMs ?? options.deadlineMs ?? defaultDeadlineMs,
        callOptions.signal,
      ),
    readJson: (path, callOptions = {}) =>
      readJson(options.apiVersion === null ? path : `/v${options.apiVersion}${path}`, {
        address,
        agent: unaryAgent,
        deadlineMs: callOptions.deadlineMs ?? options.deadlineMs ?? defaultDeadlineMs,
        signal: callOptions.signal,
      }),
    openStream: async (make, streamOptions) => {
      const agent = openStreamAgent();
      try {
        const docker = reach(address, options.apiVersion, agent);
        const open = async (signal: AbortSignal) => make((await docker)(signal));
        const stream = await withDeadline(
          open,
          streamOptions.openDeadlineMs === undefined ? defaultDeadlineMs : streamOptions.openDeadlineMs,
          streamOptions.signal,
        );
        return ownStream(stream, agent, streamOptions.signal);
      } catch (error) {
        agent.destroy();
        throw error;
      }
    },
    close: () => unaryAgent.destroy(),
  };
}

/** Runs `start` and waits at most `deadlineMs`; on lateness or abort the signal given to `start` fires. */
async function withDeadline<T>(start: (signal: AbortSignal) => Promise<T>, deadlineMs: number | null, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onOuterAbort: (() => void) | undefined;
  // docker-modem never settles when a connection breaks in the middle of an answer, so its promise alone is not enough.
  const given = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    if (deadlineMs !== null) timer = setTimeout(() => end(new DeadlineError(deadlineMs)), deadlineMs);
    onOuterAbort = () => end(outer?.reason);
    outer?.addEventListener('abort', onOuterAbort, { once: true });
  });
  try {
    const started = start(controller.signal);
    // A late answer of a call that was given up is nobody's any more; a late stream would leak, so it is ended.
    started.then(
      (late) =>
        controller.signal.aborted && late instanceof Object && 'destroy' in late && typeof late.destroy === 'function' && late.destroy(),
      () => undefined,
    );
    return await Promise.race([started, given]);
  } finally {
    clearTimeout(timer);
    if (onOuterAbort) outer?.removeEventListener('abort', onOuterAbort);
  }
}

function ownStream(stream: NodeJS.ReadableStream, agent: Agent, signal: AbortSignal): IncomingMessage {
  if (!(stream instanceof IncomingMessage)) throw new TypeError('dockerode gave no HTTP stream');
  const response = stream;
  const end = () => response.destroy();
  // An error with no listener would end the process; whoever reads the stream learns it from 'close' or its own listener.
  response.on('error', () => undefined);
  response.once('close', () => {
    signal.removeEventListener('abort', end);
    agent.destroy();
  });
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return response;
}

/** A Dockerode whose every request carries the signal: its typed methods take one only here and there. */
type MakeDocker = (signal: AbortSignal) => Dockerode;

async function reach(address: EngineAddress, apiVersion: string | null, agent: Agent): Promise<MakeDocker> {
  // Loaded when an engine is first spoken to: it takes 30 ms, which the window's start should not wait for.
  const { default: Docker } = await import('dockerode');
  const base = makeModem(Docker, address, apiVersion, agent);
  return (signal) => {
    const modem: DockerModem = Object.create(base);
    modem.dial = (options, callback) => base.dial({ ...options, abortSignal: signal }, callback);
    const options = { modem, protocol: 'http' as const };
    return new Docker(options);
  };
}

function makeModem(Docker: typeof Dockerode, address: EngineAddress, apiVersion: string | null, agent: Agent): DockerModem {
  const transport = address.transport;
  const where =
    transport.kind === 'socket'
      ? { socketPath: transport.path, host: undefined }
      : { host: transport.host, port: transport.port, socketPath: undefined };
  const options = {
    ...where,
    protocol: 'http' as const,
    agent,
    version: apiVersion === null ? undefined : `v${apiVersion}`,
    timeout: undefined,
    headers: { 'User-Agent': 'Quarterdeck' },
  };
  return withoutDockerEnvironment(() => new Docker(options).modem);
}

/** docker-modem reads DOCKER_HOST even where it is told the address, throws when it is malformed, and lets it win. */
function withoutDockerEnvironment<T>(make: () => T): T {
  const saved = process.env['DOCKER_HOST'];
  if (saved === undefined) return make();
  delete process.env['DOCKER_HOST'];
  try {
    return make();
  } finally {
    process.env['DOCKER_HOST'] = saved;
  }
}
