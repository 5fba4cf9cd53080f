import { join } from 'node:path';
import type { EngineClient } from '../../src-main/docker/client.ts';
import type { FlowOptions } from '../../src-main/flow/flow-options.ts';
import { type Flow, openFlow } from '../../src-main/flow/open-flow.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import type { FlowStatus } from '../../src-shared/flow.ts';
import { type ContainerWish, createContainer, randomName, removeAllContainers } from './containers.ts';
import { startEngine, type TestEngine } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { flowImage, importFlowImage } from './flow-image.ts';
import { makeFolder } from './run-folder.ts';
import { clientOf, container, host, hostId, type SmallCore, smallCore } from './small-core.ts';

/** A core's flow sockets, with a Fleet that the test tells. */
export interface FlowSide {
  readonly core: SmallCore;
  readonly flow: Flow;
}

/** A real engine that can run flow containers, and as many cores beside it as a test opens. */
export interface FlowWorld {
  readonly engine: TestEngine;
  readonly client: EngineClient;
  /** A new folder for flow sockets. */
  folder(): string;
  open(folder: string, options?: Partial<FlowOptions>): Promise<FlowSide>;
  /** Makes and starts a flow container that runs `behaviour`, and waits until it is connected unless told otherwise. */
  run(side: FlowSide, behaviour: string, wish?: ContainerWish, connected?: boolean): Promise<string>;
  /** Creates a container with these mounts, and tells the side's Fleet of it. */
  create(side: FlowSide, mounts: readonly object[], behaviour: string, wish?: ContainerWish): Promise<string>;
  start(id: string): Promise<void>;
  clear(): Promise<void>;
  dispose(): Promise<void>;
}

export async function openFlowWorld(): Promise<FlowWorld> {
  const engine = await startEngine();
  await importFlowImage(engine.socketPath);
  const client = clientOf(engine.dockerHost);
  const open = new Set<Flow>();
  const start = async (id: string) => {
    const { status, text } = await callEngine(engine.socketPath, 'POST', `/containers/${id}/start`);
    if (status >= 400) throw new Error(text);
  };
  const create: FlowWorld['create'] = async (side, mounts, behaviour, wish = {}) => {
    const name = randomName();
    const id = await createContainer(engine.socketPath, {
      name,
      command: ['/bin/node', ...(behaviour === 'example' ? ['/app/main.mjs'] : ['/app/agent.mjs', behaviour])],
      ...wish,
      hostConfig: { NetworkMode: 'none', Mounts: mounts, ...wish.hostConfig },
      more: { Image: flowImage, ...wish.more },
    });
    side.core.tell([{ type: 'containerCreated', hostId, containerId: id, atMs: 0, event: null, container: container(id, name) }]);
    return id;
  };
  return {
    engine,
    client,
    folder: () => join(makeFolder('f'), 'flow'),
    open: async (folder, options = {}) => {
      const core = smallCore(client, [
        { type: 'hostFound', host: host() },
        { type: 'containersListed', hostId, atMs: 0, containers: [] },
      ]);
      const { fleet, clientFor, onChanges } = core.parts;
      const flow = openFlow({ fleet, clientFor, onChanges, tell: core.tell, log: silentLog, folder, ...options });
      open.add(flow);
      await flow.opened;
      return { core: { ...core, parts: { ...core.parts, flow } }, flow };
    },
    run: async (side, behaviour, wish = {}, connected = true) => {
      const prepared = await side.flow.prepare(hostId);
      if (!prepared.ok) throw new Error(prepared.failure.message);
      const { mount, environment, labels } = prepared.value;
      const id = await create(side, [mount], behaviour, { ...wish, environment, labels });
      const adopted = await prepared.value.adopt(id);
      if (!adopted.ok) throw new Error(adopted.failure.message);
      await start(id);
      if (connected) await statusOf(side, id, (status) => status?.state.state === 'connected');
      return id;
    },
    create,
    start,
    clear: async () => {
      await Promise.all([...open].map((flow) => flow.dispose()));
      open.clear();
      await removeAllContainers(engine.socketPath);
    },
    dispose: async () => {
      client.close();
      await engine.dispose();
    },
  };
}

/** Resolves with the status in the Fleet once it is as `wanted`. */
export function statusOf(side: FlowSide, id: string, wanted: (status: FlowStatus | undefined) => boolean): Promise<FlowStatus | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const status = side.core.parts.fleet().flows.get(`${hostId}/${id}`);
      if (!wanted(status)) return;
      end();
      resolve(status);
    };
    const end = side.core.parts.onChanges(look);
    look();
  });
}
