import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import { type Journal, openJournal } from '../../src-main/docker/update/journal.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { replacedSchema } from '../../src-shared/contract/update.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type ContainerWish, createContainer, randomName } from './containers.ts';
import { startEngine, type TestEngine } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { makeFolder } from './run-folder.ts';
import { caller, clientOf, container, host, hostId, type SmallCore, smallCore } from './small-core.ts';

/** An engine, a core that knows what the test makes on it, and a window that asks for updates. */
export interface UpdateBench {
  readonly engine: TestEngine;
  readonly client: EngineClient;
  readonly journal: Journal;
  readonly core: SmallCore;
  /** Makes a container (running unless told otherwise) that the core knows. */
  make(wish?: ContainerWish & { readonly started?: boolean }): Promise<{ id: string; name: string }>;
  ask(command: string, argument: object): Promise<Result<unknown>>;
  update(id: string, argument?: object): Promise<Result<unknown>>;
  updateCode(id: string, codePath: string, readyWithinSeconds?: number): Promise<Result<unknown>>;
  inspect(idOrName: string): Promise<Inspected>;
  exec(id: string, ...command: string[]): Promise<string>;
  /** An image like the test image with `changes` of a Dockerfile. @returns its name */
  image(changes: readonly string[], name?: string): Promise<string>;
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  folder(): string;
  dispose(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: what the engine answers is looked into freely by tests
export type Inspected = Record<string, any>;

/** `through`: the address by which the core reaches the engine; its own unless told otherwise. */
export async function openUpdateBench(
  args: readonly string[] = [],
  through: (engine: TestEngine) => Promise<string> = async (engine) => engine.dockerHost,
): Promise<UpdateBench> {
  const engine = await (args.length === 0 ? startEngine() : startEngine({ args }));
  const client = clientOf(await through(engine));
  const folders = makeFolder('update');
  const journal = openJournal(join(folders, 'journal'), silentLog);
  const core = smallCore(client, [{ type: 'hostFound', host: host() }]);
  const handlers = createCommands(core.parts, { updates: { journal, times: { settleMs: 300, pollMs: 30 } } });
  const ask = (command: string, argument: object) => dispatch(handlers, command, argument, caller(), silentLog);
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await callEngine(engine.socketPath, method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json ?? answer.text;
  };
  const know = (id: string, name: string) =>
    core.tell([{ type: 'containerInspected', hostId, atMs: 0, containerId: id, container: container(id, name) }]);
  const follow = async (id: string, asked: Promise<Result<unknown>>) => {
    const result = await asked;
    const replaced = result.ok ? replacedSchema.parse(result.value) : null;
    if (replaced) know(replaced.containerId, core.parts.fleet().containers.get(`${hostId}/${id}`)?.name ?? '');
    return result;
  };
  return {
    engine,
    client,
    journal,
    core,
    make: async (wish = {}) => {
      const name = wish.name ?? randomName('web');
      const id = await createContainer(engine.socketPath, { ...wish, name });
      if (wish.started !== false) await call('POST', `/containers/${id}/start`);
      know(id, name);
      return { id, name };
    },
    ask,
    update: (id, argument = {}) =>
      follow(id, ask('updateContainer', { hostId, containerId: id, patch: {}, pull: false, readyWithinSeconds: 5, ...argument })),
    updateCode: (id, codePath, readyWithinSeconds = 5) =>
      follow(id, ask('updateCode', { hostId, containerId: id, codePath, readyWithinSeconds })),
    inspect: async (idOrName) => Object(await call('GET', `/containers/${idOrName}/json`)),
    exec: async (id, ...command) => {
      const made = Object(
        await call('POST', `/containers/${id}/exec`, { Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true }),
      );
      return String(await call('POST', `/exec/${made.Id}/start`, { Tty: true })).replaceAll('\r\n', '\n');
    },
    image: async (changes, name = `${randomName('image')}:latest`) => {
      const base = await createContainer(engine.socketPath, {});
      const [repo = '', tag = ''] = name.split(':');
      const query = new URLSearchParams({ container: base, repo, tag });
      for (const change of changes) query.append('changes', change);
      // A commit keeps the container's own labels; a body replaces its configuration.
      await call('POST', `/commit?${query}`, {
        Env: ['PATH=/bin'],
        Cmd: ['/bin/sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'],
      });
      await call('DELETE', `/containers/${base}?force=1`);
      return name;
    },
    call,
    folder: () => mkdtempSync(join(folders, 'code-')),
    dispose: async () => {
      client.close();
      await engine.dispose();
    },
  };
}

export function replacedOf(result: Result<unknown>): { containerId: string; previousContainerId: string } {
  if (!result.ok) throw new Error(`${result.failure.message} ${JSON.stringify(result.failure.details)}`);
  return replacedSchema.parse(result.value);
}
