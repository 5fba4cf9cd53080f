import { setMaxListeners } from 'node:events';
import type { Socket } from 'socket.io';
import { type Failure, makeFailure } from '../../src-shared/failure.ts';
import type { TokenBucket } from '../flow/token-bucket.ts';
import { clientName } from './credentials.ts';
import type { ApiLimits } from './limits.ts';
import { problemOfMessage } from './measure.ts';

/** A program that has shown the token, in one namespace. */
export interface ApiClient {
  readonly id: string;
  /** How the feed names it. */
  readonly name: string;
  readonly socket: Socket;
  /** Ends when it goes away. */
  readonly signal: AbortSignal;
}

/** How a client is answered; null where it gave no acknowledgement function. */
export type Acknowledge = (answer: unknown) => void;

/** What the server offers under one path, to clients that have shown the token. */
export interface ApiNamespace {
  /** `/` or `/quarterdeck`. */
  readonly path: string;
  /** Why a client with the right token may still not come in, as `connect_error` carries it; null if it may. */
  admit?(auth: unknown): { readonly message: string; readonly data: unknown } | null;
  /** A client has come; `client.signal` tells that it has gone. */
  connected?(client: ApiClient): void;
  /** An event whose values are not too large, too deep or binary. */
  handle(client: ApiClient, event: string, values: readonly unknown[], acknowledge: Acknowledge | null): void;
  /** An event that the server refused before that: too large, too deep, too many. */
  refuse(client: ApiClient, event: string, failure: Failure, acknowledge: Acknowledge | null): void;
}

/** Hands a client's events to its namespace, each once it has passed the limits. Returns the client. */
export function serveClient(socket: Socket, namespace: ApiNamespace, limits: ApiLimits, bucket: TokenBucket): ApiClient {
  const gone = new AbortController();
  // Whatever it follows listens: many are no leak.
  setMaxListeners(0, gone.signal);
  const { auth, headers } = socket.handshake;
  const client: ApiClient = { id: `api-${socket.id}`, name: clientName({ auth, headers }), socket, signal: gone.signal };
  socket.once('disconnect', () => gone.abort());
  socket.onAny((event: unknown, ...rest: unknown[]) => {
    const last = rest.at(-1);
    const acknowledge = isAcknowledge(last) ? onceOnly(last) : null;
    const values = acknowledge ? rest.slice(0, -1) : rest;
    const name = String(event).slice(0, 64);
    const failure = refusalOf(values, limits, bucket);
    if (failure) namespace.refuse(client, name, failure, acknowledge);
    else namespace.handle(client, name, values, acknowledge);
  });
  return client;
}

function refusalOf(values: readonly unknown[], limits: ApiLimits, bucket: TokenBucket): Failure | null {
  if (!bucket.tryTake(performance.now())) {
    return makeFailure('system_error', `Too many requests. Send at most ${limits.requestsPerSecond} a second and try again.`, {
      limit: 'rate',
    });
  }
  switch (problemOfMessage(values, { bytes: limits.messageBytes, depth: limits.messageDepth })) {
    case 'tooLarge':
      return makeFailure('validation_error', `The message is larger than ${limits.messageBytes} bytes. Send less at once.`, {
        limit: 'size',
      });
    case 'tooDeep':
      return makeFailure('validation_error', `The message is nested deeper than ${limits.messageDepth} levels. Flatten it.`, {
        limit: 'depth',
      });
    case 'binary':
      return makeFailure('validation_error', 'The message holds binary data. Send JSON only.', { limit: 'binary' });
    case null:
      return null;
  }
}

/** Socket.IO hands a function over where the client waits for an answer; nothing that a client sends is one. */
function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function';
}

function onceOnly(acknowledge: Acknowledge): Acknowledge {
  let answered = false;
  return (answer) => {
    if (answered) return;
    answered = true;
    acknowledge(answer);
  };
}
