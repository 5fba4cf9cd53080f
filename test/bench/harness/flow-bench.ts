import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { join } from 'node:path';
import { processesOf } from '../../../scripts/lib/processes.mjs';
import { removeContainer } from '../../support/containers.ts';
import { hasEcho } from '../../support/flow-image.ts';
import { type FlowSide, type FlowWorld, openFlowWorld } from '../../support/flow-world.ts';
import { hostId } from '../../support/small-core.ts';
import type { BenchContext } from './bench.ts';
import { goAhead } from './precedence.ts';

/** A real engine with containers that answer at once, connected to the core's flow sockets in this process. */
export interface FlowBench {
  readonly world: FlowWorld;
  readonly side: FlowSide;
  readonly ids: readonly string[];
  send(id: string): Promise<void>;
}

const program = hasEcho ? { command: ['/app/echo'] } : {};
/** Whose answers are measured. */
export const programName = hasEcho ? 'a static C program' : 'Node';

/** The line of a command is 64 bytes long with it. */
export const payload = 'x'.repeat(23);

export async function withFlow<R>(context: BenchContext, containers: number, work: (bench: FlowBench) => Promise<R>): Promise<R> {
  // Sockets of a daemon and of containers that are waited for need not keep a process alive; a bench does.
  const alive = setInterval(() => {}, 1_000);
  const world = await openFlowWorld();
  try {
    if (context.ahead) for (const id of processesOf(world.engine.folder)) goAhead(id);
    const side = await world.open(world.folder());
    const ids: string[] = [];
    for (let at = 0; at < containers; at += 1) ids.push(await world.run(side, 'echo', program));
    const message = { command: 'echo', data: payload };
    const send = async (id: string) => {
      const answer = await side.flow.send(hostId, id, message, 30_000);
      if (!answer.ok) throw new Error(answer.failure.message);
    };
    return await work({ world, side, ids, send });
  } finally {
    await world.clear();
    await world.dispose();
    clearInterval(alive);
  }
}

export interface BareSocket {
  /** One line there and one back, as bare as Node has it. */
  roundTrip(): Promise<void>;
  close(): Promise<void>;
}

export interface BareSockets {
  /** One line to each container and one back, as bare as Node has it. */
  roundTrips(): Promise<void>;
  close(): void;
}

/** Ends the manager and listens in its stead, as bare as Node has it; the same containers, which connect anew. */
export async function takeOverBare({ side, ids }: FlowBench): Promise<BareSockets> {
  const paths = ids.map((id) => side.flow.statusOf(hostId, id)?.socketPath ?? '');
  await side.flow.dispose();
  const servers = paths.map(() => createServer());
  const line = `{"id":"1","command":"echo","data":"${payload}"}\n`;
  const sockets = await Promise.all(
    servers.map(async (server, at) => {
      const connected = once(server, 'connection');
      server.listen(paths[at]);
      const [socket] = await connected;
      if (!(socket instanceof Socket)) throw new Error('nobody connected');
      return socket;
    }),
  );
  const roundTrip = (socket: Socket) =>
    new Promise<void>((resolve) => {
      socket.once('data', () => resolve());
      socket.write(line);
    });
  return {
    roundTrips: async () => void (await Promise.all(sockets.map(roundTrip))),
    close: () => {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) server.close();
    },
  };
}

/** The same container program on a socket that nothing of ours stands before. */
export async function openBareSocket(world: FlowWorld, side: FlowSide): Promise<BareSocket> {
  const folder = world.folder();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const server = createServer();
  const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(join(folder, 'flow.sock'), resolve));
  const mount = { Type: 'bind', Source: folder, Target: '/run/flow', ReadOnly: true };
  const id = await world.create(side, [mount], 'echo', program);
  await world.start(id);
  const socket = await connected;
  const line = `{"id":"1","command":"echo","data":"${payload}"}\n`;
  return {
    roundTrip: () =>
      new Promise((resolve) => {
        socket.once('data', () => resolve());
        socket.write(line);
      }),
    close: async () => {
      socket.destroy();
      server.close();
      await removeContainer(world.engine.socketPath, id);
    },
  };
}
