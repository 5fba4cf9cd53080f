import type { Readable, Writable } from 'node:stream';
import { valueAt } from '../../support/json-read.ts';

/** One target's end of the DevTools protocol; with no session id: the browser's. */
export interface CdpSession {
  send(method: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Returns its unsubscribe. */
  on(method: string, listener: (parameters: unknown) => void): () => void;
  /** Another session on the same pipe. */
  session(sessionId: string): CdpSession;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The DevTools protocol over Chromium's `--remote-debugging-pipe`: JSON texts with a NUL behind each. Our own, because a
 * driver's does more in the page than a measurement can bear. Calls that are open when the pipe ends are rejected.
 */
export function openCdp(outgoing: Writable, incoming: Readable): CdpSession {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(parameters: unknown) => void>>();
  let lastId = 0;
  let rest = '';
  let ended = false;

  const receive = (text: string) => {
    const message: unknown = JSON.parse(text);
    const id = valueAt(message, 'id');
    if (typeof id !== 'number') {
      const key = keyOf(String(valueAt(message, 'method')), valueAt(message, 'sessionId'));
      for (const listener of listeners.get(key) ?? []) listener(valueAt(message, 'params'));
      return;
    }
    const call = pending.get(id);
    pending.delete(id);
    const error = valueAt(message, 'error', 'message');
    if (error === undefined) call?.resolve(valueAt(message, 'result'));
    else call?.reject(new Error(String(error)));
  };
  const end = () => {
    ended = true;
    for (const call of pending.values()) call.reject(new Error('the application ended'));
    pending.clear();
  };
  incoming.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) receive(text);
  });
  incoming.once('close', end).on('error', end);
  outgoing.on('error', end);

  const make = (sessionId: string | undefined): CdpSession => ({
    send: (method, parameters = {}) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(new Error('the application ended'));
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        outgoing.write(`${JSON.stringify({ id: lastId, method, params: parameters, sessionId })}\0`);
      }),
    on: (method, listener) => {
      const key = keyOf(method, sessionId);
      const those = listeners.get(key) ?? new Set();
      listeners.set(key, those.add(listener));
      return () => those.delete(listener);
    },
    session: make,
  });
  return make(undefined);
}

function keyOf(method: string, sessionId: unknown): string {
  return `${typeof sessionId === 'string' ? sessionId : ''} ${method}`;
}
