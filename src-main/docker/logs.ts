import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Failure, fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerIdSchema } from '../../src-shared/ids.ts';
import { logLinesKept } from '../../src-shared/logs.ts';
import type { ActionTarget } from './actions.ts';
import type { EngineClient } from './client.ts';
import { Demultiplexer, FramingError } from './demux.ts';
import { LineAssembler, type LineSink } from './log-lines.ts';
import { errorFacts, isConnectionError, toFailure } from './problems.ts';

/** How far a log has been read: go on after `lines` lines of the time `stamp`. */
export interface LogPosition {
  readonly stamp: string;
  readonly lines: number;
}

export interface LogRequest extends ActionTarget {
  /** Lines to begin with, where `after` is null. */
  readonly tailLines: number;
  readonly after: LogPosition | null;
  readonly signal: AbortSignal;
}

/** Why a followed log came to its end: 'stopped' when the container did, 'lost' when the engine or the way to it went. */
export type LogEnd = { readonly state: 'stopped' | 'lost' } | { readonly state: 'failed'; readonly failure: Failure };

/** A log that is being read; `ended` never rejects. */
export interface OpenLog {
  readonly ended: Promise<LogEnd>;
}

const logFactsSchema = z.object({
  Config: z.object({ Tty: z.boolean().nullish() }),
  HostConfig: z.object({ LogConfig: z.object({ Type: z.string().nullish() }).nullish() }).nullish(),
});

/**
 * Follows a log on a connection of its own until the container stops, the engine goes, or `signal` fires. Lines come in
 * order of arrival. Failures: the container is gone, its log driver can't be read, the engine does not answer.
 */
export async function openLog(client: EngineClient, request: LogRequest, sink: LineSink): Promise<Result<OpenLog>> {
  if (!containerIdSchema.safeParse(request.containerId).success) {
    return fail('validation_error', 'This is not a container id, so nothing was asked of the engine.');
  }
  try {
    const inspected: unknown = await client.call((docker) => docker.getContainer(request.containerId).inspect(), {
      signal: request.signal,
    });
    const facts = logFactsSchema.parse(inspected);
    if (facts.HostConfig?.LogConfig?.Type === 'none') return unreadable(request.name);
    const { signal } = request;
    const stream = await client.openStream((docker) => docker.getContainer(request.containerId).logs({ follow: true, ...query(request) }), {
      signal,
    });
    return succeed({ ended: read(stream, facts.Config.Tty === true, request, skipRead(request.after, sink)) });
  } catch (error) {
    return { ok: false, failure: openFailure(error, client, request.name) };
  }
}

function query(request: LogRequest) {
  const from = request.after ? { since: sinceParameter(request.after.stamp), tail: logLinesKept } : { tail: request.tailLines };
  return { stdout: true, stderr: true, timestamps: true, ...from };
}

/** The engine's `since`: seconds with nanoseconds as their fraction, which a number could not hold. */
export function sinceParameter(stamp: string): string {
  const fraction = /\.(\d{1,9})/.exec(stamp)?.[1] ?? '0';
  const seconds = Math.floor(Date.parse(stamp) / 1000);
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}

/** The engine gives the lines of the position's own time again. */
function skipRead(after: LogPosition | null, sink: LineSink): LineSink {
  if (!after) return sink;
  let again = after.lines;
  return (line, stamp) => {
    if (again > 0 && stamp === after.stamp) again -= 1;
    else sink(line, stamp);
  };
}

function read(stream: IncomingMessage, terminal: boolean, request: LogRequest, sink: LineSink): Promise<LogEnd> {
  const stdout = new LineAssembler('stdout', !terminal, sink);
  const stderr = new LineAssembler('stderr', !terminal, sink);
  const demultiplexer = new Demultiplexer((source, bytes, begins, ends) =>
    (source === 'stdout' ? stdout : stderr).push(bytes, begins, ends),
  );
  return new Promise((resolve) => {
    let end: LogEnd = { state: 'lost' };
    stream.on('data', (chunk: Buffer) => {
      try {
        if (terminal) stdout.push(chunk, false, false);
        else demultiplexer.push(chunk);
      } catch (error) {
        end = { state: 'failed', failure: brokenFailure(error, request.name) };
        stream.destroy();
      }
    });
    stream.once('end', () => {
      end = { state: 'stopped' };
    });
    stream.once('close', () => {
      if (!request.signal.aborted) {
        stdout.end();
        stderr.end();
      }
      resolve(end);
    });
  });
}

function unreadable(name: string): Result<never> {
  return fail('docker_api_error', `${name} keeps no log that can be read. Create it again with another log driver, such as json-file.`);
}

function openFailure(error: unknown, client: EngineClient, name: string): Failure {
  const facts = errorFacts(error);
  const notReadable = facts.statusCode === 501 || /does not support reading/i.test(facts.engineMessage ?? '');
  if (notReadable)
    return toFailure(
      error,
      client.address,
      `${name} keeps no log that can be read. Create it again with another log driver, such as json-file.`,
    );
  if (facts.statusCode === 404) return toFailure(error, client.address, `No such container any more: ${name} was removed meanwhile.`);
  if (facts.statusCode !== null || isConnectionError(error)) return toFailure(error, client.address);
  return toFailure(error, client.address, `The log of ${name} can’t be opened. Try again.`);
}

function brokenFailure(error: unknown, name: string): Failure {
  const why =
    error instanceof FramingError
      ? 'the engine sends it in a form that Quarterdeck does not know'
      : 'Quarterdeck made a mistake in reading it';
  return {
    kind: 'system_error',
    message: `The log of ${name} can’t be shown: ${why}. Close it and open it again.`,
    details: { cause: String(error) },
    atMs: Date.now(),
  };
}
