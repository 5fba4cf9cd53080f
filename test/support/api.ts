import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { Known } from '../../src-main/api/known.ts';
import { type ApiLimits, usualLimits } from '../../src-main/api/limits.ts';
import { programsNamespace } from '../../src-main/api/namespace.ts';
import { type ApiServer, openApiServer } from '../../src-main/api/server.ts';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import type { CoreHandlers } from '../../src-main/commands/parts.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { SampleStore } from '../../src-main/samples/sample-store.ts';
import type { Container } from '../../src-shared/model.ts';
import { clientOf, host, hostId, type SmallCore, smallCore } from './small-core.ts';

export const token = 'a-token-that-only-tests-know';

export type Transport = 'polling' | 'websocket';
export const transports: readonly Transport[] = ['polling', 'websocket'];

export interface SmallApi {
  readonly server: ApiServer;
  readonly core: SmallCore;
  readonly url: string;
  /** Where clients may connect; each is closed with the server. */
  connect(transport: Transport, options?: Partial<ManagerOptions & SocketOptions>): Socket;
  /** The same, once it is connected. */
  connected(transport: Transport, options?: Partial<ManagerOptions & SocketOptions>): Promise<Socket>;
  close(): Promise<void>;
}

export interface SmallApiOptions {
  readonly containers?: readonly Container[];
  readonly limits?: Partial<ApiLimits>;
  readonly origins?: readonly string[];
  /** In the place of the core's own. */
  readonly handlers?: Partial<CoreHandlers>;
}

/** The API on a Fleet that a test makes up; its engine answers nothing. */
export async function openSmallApi(options: SmallApiOptions = {}): Promise<SmallApi> {
  const client = clientOf('unix:///nowhere/docker.sock');
  const core = smallCore(client, [
    { type: 'hostFound', host: host() },
    { type: 'containersListed', hostId, atMs: 0, containers: [...(options.containers ?? [])] },
  ]);
  const apiCore = { parts: core.parts, samples: new SampleStore(), onSamples: () => () => {}, setVisible: () => {} };
  const handlers = { ...createCommands(core.parts), ...options.handlers };
  const server = await openApiServer({
    address: '127.0.0.1',
    port: 0,
    origins: options.origins ?? [],
    token: () => token,
    log: silentLog,
    namespaces: [programsNamespace({ core: apiCore, handlers, known: new Known(), log: silentLog })],
    limits: { ...usualLimits, ...options.limits },
  });
  const status = server.status();
  if (status.state !== 'listening') throw new Error('the API does not listen');
  const clients: Socket[] = [];
  const connect: SmallApi['connect'] = (transport, more) => {
    const socket = openClient(status.address, transport, more);
    clients.push(socket);
    return socket;
  };
  return {
    server,
    core,
    url: status.address,
    connect,
    connected: async (transport, more) => {
      const socket = connect(transport, more);
      await untilConnected(socket);
      return socket;
    },
    close: async () => {
      for (const socket of clients) socket.close();
      await server.close();
      client.close();
    },
  };
}

/** A client with the right token, which does not connect again by itself. */
export function openClient(url: string, transport: Transport, more: Partial<ManagerOptions & SocketOptions> = {}): Socket {
  return io(url, { transports: [transport], forceNew: true, reconnection: false, auth: { token }, ...more });
}

/** Rejects with what the server says where it lets nobody in. */
export async function untilConnected(socket: Socket): Promise<void> {
  if (socket.connected) return;
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

/** An answer as programs get it. */
export interface Answer {
  readonly error: boolean;
  readonly error_type?: string;
  readonly message?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly timestamp?: string;
  readonly data?: unknown;
}

export async function ask(socket: Socket, event: string, argument?: unknown, withinMs = 15_000): Promise<Answer> {
  const answer: Answer = await socket.timeout(withinMs).emitWithAck(event, argument);
  return answer;
}

/** The next event of that name. */
export function next(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}
