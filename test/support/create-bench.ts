import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { CoreParts } from '../../src-main/commands/parts.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import type { Change } from '../../src-shared/changes.ts';
import { type ContainerConfig, emptyContainerConfig } from '../../src-shared/container-config.ts';
import type { CommandName, Value } from '../../src-shared/contract.ts';
import type { Result } from '../../src-shared/failure.ts';
import { fieldProblems } from '../../src-shared/field-problems.ts';
import { randomName, testLabel } from './containers.ts';
import { startEngine, type TestEngine } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { testImage } from './images.ts';
import { caller, clientOf, host, hostId, type SmallCore, smallCore } from './small-core.ts';

type Json = Record<string, unknown>;

/** A core before a real engine, asked as a window asks it. */
export interface CreateBench {
  readonly engine: TestEngine;
  readonly client: EngineClient;
  /** A core that knows the host and nothing else; `patch` replaces some of its parts. */
  core(patch?: Partial<CoreParts>): CreateCore;
  makeNetwork(name: string, subnet: string): Promise<void>;
  /** What inspect tells of a container by id or name; null where there is none. */
  inspect(reference: string): Promise<Json | null>;
  /** Everything that a failed create could leave: containers, volumes, networks, as the engine lists them. */
  leftovers(): Promise<string[]>;
  dispose(): Promise<void>;
}

export interface CreateCore extends SmallCore {
  ask<C extends CommandName>(name: C, argument: object): Promise<Result<Value<C>>>;
  create(config: ContainerConfig, start?: boolean): Promise<Result<Value<'createContainer'>>>;
  /** Resolves with the first Change, past or to come, of which `pick` gives something. */
  until<T>(pick: (change: Change) => T | null): Promise<T>;
}

/** A configuration that works, with a name of its own and without a network. */
export function wish(patch: Partial<ContainerConfig> = {}): ContainerConfig {
  const labels = { [testLabel]: '1', ...patch.labels };
  const networks = [{ name: 'none', aliases: [], address: null }];
  return { ...emptyContainerConfig, image: testImage, name: randomName(), networks, ...patch, labels };
}

export async function openCreateBench(): Promise<CreateBench> {
  const engine = await startEngine();
  const client = clientOf(engine.dockerHost);
  const get = async (path: string): Promise<Json | null> => {
    const answer = await callEngine(engine.socketPath, 'GET', path);
    return answer.status === 200 ? Object(answer.json) : null;
  };
  const names = (list: unknown, key: string): string[] => (Array.isArray(list) ? list : []).map((it: unknown) => String(Object(it)[key]));
  return {
    engine,
    client,
    core: (patch = {}) => {
      const small = smallCore(client, [{ type: 'hostFound', host: host({ address: engine.dockerHost, demo: false }) }]);
      const handlers = createCommands({ ...small.parts, ...patch });
      const ask = async <C extends CommandName>(name: C, argument: object): Promise<Result<Value<C>>> => {
        const result: Result<Value<C>> = (await dispatch(handlers, name, argument, caller(), silentLog)) as never;
        return result;
      };
      return {
        ...small,
        ask,
        create: (config, start = true) => ask('createContainer', { hostId, config, start }),
        until: (pick) =>
          new Promise((resolve) => {
            const look = (changes: readonly Change[]) => {
              for (const change of changes) {
                const picked = pick(change);
                if (picked === null) continue;
                end();
                resolve(picked);
                return;
              }
            };
            const end = small.parts.onChanges(look);
            look(small.told);
          }),
      };
    },
    makeNetwork: async (Name, Subnet) => {
      const made = await callEngine(engine.socketPath, 'POST', '/networks/create', { Name, IPAM: { Config: [{ Subnet }] } });
      if (made.status !== 201) throw new Error(`making the network ${Name}: ${made.text}`);
    },
    inspect: (reference) => get(`/containers/${reference}/json`),
    leftovers: async () => {
      const containers = await get('/containers/json?all=1');
      const volumes = await get('/volumes');
      return [...names(containers, 'Id'), ...names(volumes?.['Volumes'], 'Name')];
    },
    dispose: async () => {
      client.close();
      await engine.dispose();
    },
  };
}

/** What the user is told, and the first field at which. */
export function messageAndField(result: Result<unknown>): [string, string | undefined] {
  return result.ok ? ['it succeeded', undefined] : [result.failure.message, Object.keys(fieldProblems(result.failure))[0]];
}

/** A port of loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('nothing listens');
  return address.port;
}
