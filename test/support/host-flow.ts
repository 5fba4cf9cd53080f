import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Flow, openFlow } from '../../src-main/flow/open-flow.ts';
import { type Log, silentLog } from '../../src-main/lib/log.ts';
import { makeFolder } from './run-folder.ts';
import { clientOf, container, host, hostId, type SmallCore, smallCore } from './small-core.ts';

/** A container's place, without the container: whoever connects to the socket is taken for it. */
export interface FlowMember {
  readonly id: string;
  readonly socketPath: string;
}

/** Flow sockets whose containers are sockets of this machine; no engine is needed. Whoever opens it disposes it. */
export interface HostFlow {
  readonly core: SmallCore;
  readonly flow: Flow;
  join(name: string): Promise<FlowMember>;
  dispose(): Promise<void>;
}

export async function openHostFlow(log: Log = silentLog): Promise<HostFlow> {
  const client = clientOf('unix:///nowhere/docker.sock');
  const small = smallCore(client, [
    { type: 'hostFound', host: host() },
    { type: 'containersListed', hostId, atMs: 0, containers: [] },
  ]);
  const { fleet, clientFor, onChanges } = small.parts;
  const flow = openFlow({ fleet, clientFor, onChanges, tell: small.tell, log, folder: join(makeFolder('f'), 'flow') });
  await flow.opened;
  return {
    core: { ...small, parts: { ...small.parts, flow } },
    flow,
    join: async (name) => {
      const id = randomBytes(32).toString('hex');
      const prepared = await flow.prepare(hostId);
      if (!prepared.ok) throw new Error(prepared.failure.message);
      small.tell([{ type: 'containerCreated', hostId, containerId: id, atMs: 0, event: null, container: container(id, name) }]);
      const adopted = await prepared.value.adopt(id);
      if (!adopted.ok) throw new Error(adopted.failure.message);
      return { id, socketPath: join(prepared.value.mount.Source, 'flow.sock') };
    },
    dispose: async () => {
      await flow.dispose();
      client.close();
    },
  };
}

/** Connects as a container does. What the other side does to the connection is nobody's error here. */
export async function connectAs({ socketPath }: FlowMember): Promise<Socket> {
  const socket = connect(socketPath);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Connects as a container that answers each command with its own data. */
export async function connectGood(member: FlowMember): Promise<Socket> {
  const socket = await connectAs(member);
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { id, data }: { id: string; data: unknown } = JSON.parse(line);
      socket.write(`${JSON.stringify({ id, ok: true, data })}\n`);
    }
  });
  socket.write('{"hello":{"protocol":1,"name":"good"}}\n');
  return socket;
}
