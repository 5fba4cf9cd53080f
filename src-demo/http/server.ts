import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Control, controlPrefix, createControl } from '../control/control.ts';
import { createFaults, type Faults } from '../control/faults.ts';
import { createTicker } from '../endpoints/ticker.ts';
import type { World } from '../world/world.ts';
import { sendError } from './answer.ts';
import { createRouter } from './router.ts';
import { createStreams } from './streams.ts';

export interface DemoServer {
  readonly server: Server;
  /** Cuts all connections and stops listening; whoever opened it calls this. */
  readonly close: () => Promise<void>;
}

const statsPeriodMs = 1_000;
/** Paths whose handlers read what was sent. */
const readsBody = /\/containers\/create|\/networks\/[^/]+\/connect/;

/** The engine's HTTP side, not listening yet. */
export function createDemoServer(world: World): DemoServer {
  const faults = createFaults();
  const streams = createStreams();
  const sockets = new Set<Socket>();
  const route = createRouter(createTicker(world.clock, statsPeriodMs));
  const control: Control = createControl(world, faults, streams, {
    count: () => sockets.size,
    drop: (except) => {
      for (const socket of sockets) if (socket !== except) socket.destroy();
    },
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A base is needed to read a path; it is never used.
    const url = new URL(request.url ?? '/', 'http://demo');
    if (url.pathname.startsWith(controlPrefix)) return control.answer(request, response, url.pathname);
    if (!(await passFaults(world, faults, request, response))) return;
    const found = route(request.method ?? 'GET', url.pathname);
    if (found.kind === 'refused') return sendError(response, found.status, found.message);
    await found.handler({ request, response, query: url.searchParams, subject: found.subject, world, streams, faults });
  }

  const server = createServer((request, response) => {
    // Few read a body here; unread it would keep its connection from being used again.
    if (!request.url?.startsWith(controlPrefix) && !readsBody.test(request.url ?? '')) request.resume();
    response.on('error', () => response.destroy());
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendError(response, 500, error instanceof Error ? error.message : String(error));
    });
  });
  // As the engine: idle connections stay, long answers have no end.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    server,
    close: async () => {
      control.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Lets the faults have their way; false when one of them has dealt with the request. */
async function passFaults(world: World, faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (faults.refusing) {
    request.socket.destroy();
    return false;
  }
  await faults.whenAwake();
  const { delayMs, failWith } = faults;
  if (delayMs > 0) await new Promise<void>((resolve) => void world.clock.after(delayMs, resolve));
  if (response.destroyed) return false;
  if (failWith) {
    sendError(response, failWith.status, failWith.message);
    return false;
  }
  return true;
}
