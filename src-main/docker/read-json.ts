import { type Agent, type IncomingMessage, request } from 'node:http';
import type { EngineAddress } from './address.ts';
import { DeadlineError } from './problems.ts';

/** An answer of the engine's other than success, in the shape of dockerode's errors (`errorFacts` reads it). */
export class EngineAnswerError extends Error {
  readonly statusCode: number;
  readonly json: unknown;

  constructor(statusCode: number, json: unknown) {
    super(`the engine answered with status ${statusCode}`);
    this.name = 'EngineAnswerError';
    this.statusCode = statusCode;
    this.json = json;
  }
}

export interface ReadJsonOptions {
  readonly address: EngineAddress;
  readonly agent: Agent;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * GETs `path` (version included, ids checked by the caller) and parses the answer. After every gap one such call a
 * container is made: dockerode costs 0.2 ms more for each, as it dumps its options, races two promises and aborts through
 * three layers. Rejects with an EngineAnswerError, a DeadlineError, node's own error or the signal's reason.
 */
export function readJson(path: string, { address, agent, deadlineMs, signal }: ReadJsonOptions): Promise<unknown> {
  const { transport } = address;
  const where = transport.kind === 'socket' ? { socketPath: transport.path } : { host: transport.host, port: transport.port };
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const forget = signal ? onAbort(signal, () => giveUp(signal.reason)) : null;
    const sent = request({ ...where, path, agent, headers: { 'User-Agent': 'Quarterdeck' } });
    const settle = (end: () => void) => {
      clearTimeout(timer);
      forget?.();
      end();
    };
    const giveUp = (reason: unknown) => {
      settle(() => reject(reason));
      sent.destroy();
    };
    const timer = setTimeout(() => giveUp(new DeadlineError(deadlineMs)), deadlineMs);
    // Stays for the life of the request: destroying it tells an error once more.
    sent.on('error', (error) => settle(() => reject(error)));
    sent.on('response', (response) =>
      collect(
        response,
        // Parsed only after the sockets have had their turn: the next requests go out first, and the engine works meanwhile.
        (chunks) => settle(() => setImmediate(() => answer(response.statusCode ?? 0, textOf(chunks), resolve, reject))),
        giveUp,
      ),
    );
    sent.end();
  });
}

function collect(response: IncomingMessage, onWhole: (chunks: readonly Buffer[]) => void, onCut: (error: Error) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => onWhole(chunks));
  // A dying engine cuts the answer short, and then there is no end.
  response.on('error', onCut);
}

function textOf(chunks: readonly Buffer[]): string {
  return chunks.length === 1 && chunks[0] ? chunks[0].toString('utf8') : Buffer.concat(chunks).toString('utf8');
}

function answer(statusCode: number, text: string, resolve: (json: unknown) => void, reject: (error: unknown) => void): void {
  try {
    const json: unknown = JSON.parse(text);
    if (statusCode >= 200 && statusCode < 300) resolve(json);
    else reject(new EngineAnswerError(statusCode, json));
  } catch (error) {
    reject(statusCode >= 200 && statusCode < 300 ? error : new EngineAnswerError(statusCode, { message: text }));
  }
}

const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** One listener a signal, however many calls wait on it: Node takes longer to add and remove one than to send the request. */
function onAbort(signal: AbortSignal, act: () => void): () => void {
  const known = waiting.get(signal);
  const acts = known ?? new Set<() => void>();
  acts.add(act);
  if (!known) {
    waiting.set(signal, acts);
    const all = () => {
      for (const it of [...acts]) it();
    };
    signal.addEventListener('abort', all, { once: true });
  }
  return () => acts.delete(act);
}
