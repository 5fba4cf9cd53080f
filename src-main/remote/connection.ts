import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import type { Problem } from '../../src-shared/model.ts';
import {
  type Greeting,
  type Hello,
  helloSchema,
  refusalSchema,
  remoteEvents,
  remoteNamespace,
  remoteProtocol,
} from '../../src-shared/remote-wire.ts';

export interface ConnectionTimes {
  /** How long it may take from the first packet to the hello. */
  readonly connectWithinMs: number;
  /** A connection that carries nothing looks like one that is quiet, so the server is asked this often, and given so long. */
  readonly aliveEveryMs: number;
  readonly aliveWithinMs: number;
}

export const usualTimes: ConnectionTimes = { connectWithinMs: 10_000, aliveEveryMs: 5_000, aliveWithinMs: 5_000 };

export interface ConnectionOptions {
  readonly url: string;
  readonly token: string;
  readonly greeting: Greeting;
  readonly times: ConnectionTimes;
  /** The server's first word; the batches that were missed follow in the same turn. */
  onHello(hello: Hello, connection: Connection): void;
  onPush(name: 'batch' | 'samples' | 'logs' | 'flow', payload: unknown): void;
  /** Called once, whenever and however it ends: what it was, and whether trying again soon may help. */
  onEnd(problem: Problem, patient: boolean): void;
}

/** One connection to `/quarterdeck` of another Quarterdeck. It does not come back by itself. */
export interface Connection {
  /** The raw answer; rejects when the connection ends before it comes. */
  invoke(command: string, argument: unknown): Promise<unknown>;
  /** Nothing is waited for: what is told is told again after a reconnection. */
  setVisible(visible: boolean): void;
  /** `problem`: what the other side did wrong; it is not tried again soon. */
  close(problem?: Problem): void;
}

const refusedSchema = z.object({ message: z.string() });

/** Connects; whatever happens is told by the options' callbacks. */
export function openConnection(options: ConnectionOptions): Connection {
  const { url, token, greeting, times } = options;
  const socket = io(new URL(remoteNamespace, url).href, {
    auth: { ...greeting, token },
    forceNew: true,
    // The link decides when to try again: its delays, 'Retry now' and what the window is told go together.
    reconnection: false,
    transports: ['websocket'],
    timeout: times.connectWithinMs,
  });
  let over = false;
  let alive: NodeJS.Timeout | undefined;
  const end = (problem: Problem, patient = false) => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    clearTimeout(alive);
    socket.disconnect();
    options.onEnd(problem, patient);
  };
  const patience = setTimeout(
    () => end({ kind: 'notAnswering', message: `${url} does not answer as a Quarterdeck does.` }),
    times.connectWithinMs,
  );

  const connection: Connection = {
    invoke: (command, argument) => ask(socket, remoteEvents.invoke, { command, argument }),
    setVisible: (visible) => {
      // An answer that never comes is the connection's end, which is told anyway.
      ask(socket, remoteEvents.setVisible, { visible }).catch(() => undefined);
    },
    close: (problem) => end(problem ?? { kind: 'other', message: 'Quarterdeck has ended the connection.' }, problem !== undefined),
  };
  const beat = () => {
    alive = setTimeout(() => {
      socket.timeout(times.aliveWithinMs).emit(remoteEvents.alive, {}, (error: unknown) => {
        if (error) end({ kind: 'notAnswering', message: `${url} has not answered for ${Math.round(times.aliveWithinMs / 1000)} s.` });
        else if (!over) beat();
      });
    }, times.aliveEveryMs);
  };

  socket.on(remoteEvents.hello, (payload: unknown) => {
    if (over) return;
    const hello = helloSchema.safeParse(payload);
    if (!hello.success || hello.data.protocol !== remoteProtocol) return end(...otherVersion(url));
    clearTimeout(patience);
    beat();
    options.onHello(hello.data, connection);
  });
  socket.on(remoteEvents.refused, (payload: unknown) => {
    const refusal = refusalSchema.safeParse(payload);
    if (refusal.success) end(...otherVersion(url));
    else end({ kind: 'other', message: `${url} refused the connection.` }, true);
  });
  for (const name of ['batch', 'samples', 'logs', 'flow'] as const) {
    socket.on(name, (payload: unknown) => {
      if (!over) options.onPush(name, payload);
    });
  }
  socket.on('connect_error', (error: Error & { readonly data?: unknown }) => {
    const refused = refusedSchema.safeParse(error.data);
    // With data it was the server's own word (the token); without, it was not reached.
    if (refused.success) end({ kind: 'permissionDenied', message: refused.data.message }, true);
    else end(notReached(url, error));
  });
  socket.on('disconnect', (reason) => end({ kind: 'connectionLost', message: `The connection to ${url} was lost (${reason}).` }));
  return connection;
}

/** Never kept for later: what could not be sent now must not be done when somebody has long looked elsewhere. */
async function ask(socket: Socket, event: string, payload: unknown): Promise<unknown> {
  if (!socket.connected) throw new Error('not connected');
  const answer: unknown = await socket.emitWithAck(event, payload);
  return answer;
}

function otherVersion(url: string): [Problem, boolean] {
  return [
    { kind: 'tooOld', message: `The Quarterdeck at ${url} is of another version than this one. Use the same version on both machines.` },
    true,
  ];
}

function notReached(url: string, error: Error): Problem {
  const cause = causeOf(error);
  if (cause.includes('ECONNREFUSED'))
    return { kind: 'refused', message: `Nothing listens at ${url}. Start Quarterdeck there, or check the port.` };
  if (/ENOTFOUND|EAI_AGAIN/.test(cause))
    return { kind: 'malformedAddress', message: `There is no machine of the name in ${url}. Check the address.` };
  if (/server response: 4\d\d/.test(cause)) {
    const message = `${url} refused the connection, as it does not go by that address. Go through ssh to its 127.0.0.1, or start it with --origin ${url}.`;
    return { kind: 'refused', message };
  }
  if (/timeout|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/i.test(cause)) return { kind: 'notAnswering', message: `${url} does not answer.` };
  return { kind: 'connectionLost', message: `${url} can’t be reached (${cause.slice(0, 120)}).` };
}

/** Socket.IO wraps what the transport said. */
function causeOf(error: Error & { readonly description?: unknown }): string {
  const inner: unknown = error.description;
  const deeper = typeof inner === 'object' && inner !== null && 'message' in inner ? String(inner.message) : '';
  return `${error.message}${deeper === '' ? '' : `: ${deeper}`}`;
}
