import { request } from 'node:http';
import type { ContainerEventChange } from '../../src-shared/changes.ts';
import type { EngineClient } from './client.ts';
import { decodeEvent, watchedActions } from './decode-event.ts';
import { DeadlineError } from './problems.ts';
import { EngineAnswerError } from './read-json.ts';

export interface PastEventsRequest {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** The engine keeps 256 events; labels make each of them long. */
const mostBytes = 8_388_608;

/**
 * What the engine still remembers of its containers in that time, oldest first: nothing of before its own start, and no
 * more than its last 256 events. Rejects with an EngineAnswerError, a DeadlineError, the socket's error or the signal's reason.
 */
export function readPastEvents(
  client: EngineClient,
  { sinceMs, untilMs, deadlineMs, signal }: PastEventsRequest,
): Promise<ContainerEventChange[]> {
  const { transport, hostId } = client.address;
  const where = transport.kind === 'socket' ? { socketPath: transport.path } : { host: transport.host, port: transport.port };
  const version = client.apiVersion === null ? '' : `/v${client.apiVersion}`;
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: watchedActions }));
  const path = `${version}/events?since=${seconds(sinceMs)}&until=${seconds(untilMs)}&filters=${filters}`;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const chunks: Buffer[] = [];
    let bytes = 0;
    const sent = request({ ...where, path, agent: false, headers: { 'User-Agent': 'Quarterdeck' } });
    const settle = (end: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      end();
      sent.destroy();
    };
    const onAbort = () => settle(() => reject(signal.reason));
    const timer = setTimeout(() => settle(() => reject(new DeadlineError(deadlineMs))), deadlineMs);
    signal.addEventListener('abort', onAbort, { once: true });
    // Stays for the life of the request: destroying it may tell an error once more.
    sent.on('error', (error) => settle(() => reject(error)));
    sent.on('response', (response) => {
      response.on('error', (error) => settle(() => reject(error)));
      const { statusCode = 0 } = response;
      if (statusCode !== 200) settle(() => reject(new EngineAnswerError(statusCode, { message: 'no events' })));
      const done = () => settle(() => resolve(decode(hostId, Buffer.concat(chunks).toString('utf8'))));
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) done();
        else chunks.push(chunk);
      });
      response.on('end', done);
    });
    sent.end();
  });
}

function seconds(atMs: number): string {
  return (Math.max(0, atMs) / 1000).toFixed(3);
}

function decode(hostId: string, text: string): ContainerEventChange[] {
  return text.split('\n').flatMap((line) => {
    const json = parse(line);
    return json === undefined ? [] : (decodeEvent(hostId, json, line) ?? []);
  });
}

/** A line that was cut short, or is none, tells nothing. */
function parse(line: string): unknown {
  try {
    return line === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}
