import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { Server } from 'socket.io';
import type { ApiStatus } from '../../src-shared/contract/doors.ts';
import { makeFailure } from '../../src-shared/failure.ts';
import { TokenBucket } from '../flow/token-bucket.ts';
import type { Log } from '../lib/log.ts';
import { type Door, isAllowedOrigin, refusalOfRequest } from './admission.ts';
import { type ApiNamespace, serveClient } from './client.ts';
import { holdsToken } from './credentials.ts';
import { type ApiLimits, usualLimits } from './limits.ts';
import { listen, portOf, urlOf } from './listen.ts';
import { watchBacklog } from './slow-clients.ts';
import { toWire } from './wire.ts';

export interface ApiServerOptions {
  readonly address: string;
  /** 0: any free one; `status` tells which. */
  readonly port: number;
  /** Web pages that may use it beside its own address. */
  readonly origins: readonly string[];
  /** Asked for each client, so that a renewed one counts at once. */
  token(): string;
  readonly log: Log;
  readonly namespaces: readonly ApiNamespace[];
  readonly limits?: Partial<ApiLimits>;
}

export interface ApiServer {
  status(): ApiStatus;
  /** Cuts every client off: the token is another one now. */
  cutOff(): void;
  /** Sends to every client of a namespace. Encoded once for all; nothing where there is none. */
  broadcast(path: string, event: string, payload: unknown): void;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Opens the Socket.IO server: Host and Origin are looked at before a connection is made, the token before any event.
 * Never rejects: where it can't listen, the status says what to do.
 */
export async function openApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const limits = { ...usualLimits, ...options.limits };
  const http = createServer((_, response) =>
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Quarterdeck: Socket.IO only.\n'),
  );
  const failure = await listen(http, options);
  if (failure !== null) {
    options.log.warn('The API can’t listen', { address: options.address, port: options.port, failure });
    return { status: () => ({ state: 'failed', message: failure }), cutOff: () => {}, broadcast: () => {}, close: async () => {} };
  }
  http.on('error', (error) => options.log.error('The API’s server has a problem', { error }));

  const port = portOf(http);
  const door: Door = { address: options.address, port, origins: options.origins, hostNames: [hostname(), `${hostname()}.local`] };
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: limits.cutOffBytes,
    connectTimeout: limits.connectWithinMs,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    // Compressing for programs on the same machine costs more than it saves.
    httpCompression: false,
    allowRequest: (request, answer) => {
      const refusal = io.engine.clientsCount >= limits.connections ? 'Too many clients.' : refusalOfRequest(door, request.headers);
      if (refusal !== null)
        options.log.debug('A request was refused', { host: request.headers.host, origin: request.headers.origin, refusal });
      answer(refusal, refusal === null);
    },
    cors: {
      origin: (origin, answer) => answer(null, origin !== undefined && isAllowedOrigin(door, origin)),
      allowedHeaders: ['authorization'],
    },
  });
  let clients = 0;
  for (const namespace of options.namespaces) {
    io.of(namespace.path)
      .use((socket, next) => {
        const { auth, headers, address } = socket.handshake;
        const refusal = holdsToken({ auth, headers }, options.token()) ? (namespace.admit?.(auth) ?? null) : wrongToken();
        if (refusal === null) return next();
        options.log.debug('A client was refused', { address, path: namespace.path, refusal: refusal.message });
        next(Object.assign(new Error(refusal.message), { data: refusal.data }));
      })
      .on('connection', (socket) => {
        clients += 1;
        const bucket = new TokenBucket(limits.requestBurst, limits.requestsPerSecond);
        const client = serveClient(socket, namespace, limits, bucket);
        const facts = { client: client.name, id: client.id, path: namespace.path };
        options.log.info('A client has connected', facts);
        socket.once('disconnect', (reason) => {
          clients -= 1;
          options.log.info('A client has gone', { ...facts, reason });
        });
        namespace.connected?.(client);
      });
  }
  io.engine.on('connection', (connection: Parameters<typeof watchBacklog>[0]) =>
    watchBacklog(connection, limits.backlog, () => {
      options.log.warn('A client that does not read was dropped', { address: connection.remoteAddress });
      connection.close(true);
    }),
  );

  return {
    status: () => ({ state: 'listening', address: urlOf({ address: options.address, port }), clients }),
    cutOff: () => {
      for (const { path } of options.namespaces) io.of(path).disconnectSockets(true);
    },
    broadcast: (path, event, payload) => {
      const namespace = io.of(path);
      if (namespace.sockets.size > 0) namespace.emit(event, payload);
    },
    close: async () => {
      const closed = io.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

function wrongToken() {
  const failure = makeFailure(
    'validation_error',
    'The token is missing or wrong. Copy it from the settings of Quarterdeck, or from the file that quarterdeck serve names.',
  );
  return { message: failure.message, data: toWire(failure) };
}
