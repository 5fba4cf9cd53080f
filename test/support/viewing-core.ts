import { join } from 'node:path';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import { routeCommands } from '../../src-main/commands/route.ts';
import { type Core, startCore } from '../../src-main/core.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { RemoteStore, type TokenKeeper } from '../../src-main/store/remotes.ts';
import { type CommandName, type Push, type PushName, parseResult, type Value } from '../../src-shared/contract.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import type { SampleBatch } from '../../src-shared/samples.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { makeFolder } from './run-folder.ts';

/** A desktop's core without engines of its own, that looks at remote Quarterdecks. Whoever opens it closes it. */
export interface ViewingCore {
  readonly core: Core;
  hosts(): readonly Host[];
  container(name: string): Container | undefined;
  feed(name: string): readonly string[];
  readonly pushed: { readonly name: PushName; readonly payload: Push<PushName> }[];
  /** Lines of the log that was opened under this stream id. */
  lines(streamId: string): readonly string[];
  readonly samples: SampleBatch[];
  ask<C extends CommandName>(command: C, argument: object): Promise<Result<Value<C>>>;
  add(url: string, token: string): Promise<Result<unknown>>;
  until(what: string, holds: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

function tokensInMemory(): TokenKeeper {
  const tokens = new Map<string, string>();
  return {
    keeping: 'file',
    keep: async (id, token) => void tokens.set(id, token),
    read: async (id) => tokens.get(id) ?? null,
    forget: async (id) => void tokens.delete(id),
  };
}

export async function openViewingCore(): Promise<ViewingCore> {
  const folder = makeFolder('view');
  process.env['XDG_STATE_HOME'] = folder;
  const core = startCore({
    settings: {
      current: () => defaultSettings,
      update: async () => ({ ok: true, value: defaultSettings }),
      onChange: () => () => {},
      problem: null,
    },
    log: silentLog,
    dataFolder: null,
    demo: null,
    // It has no engines, so that all that it shows comes from elsewhere.
    startWatcher: () => ({ send: () => {}, stop: async () => {} }),
  });
  const handlers = routeCommands(createCommands(core.parts), core.remotes, () => core.keeper.fleet);
  await core.remotes.open(await RemoteStore.open({ file: join(folder, 'remotes.json'), tokens: tokensInMemory(), log: silentLog }));
  const pushed: ViewingCore['pushed'] = [];
  const samples: SampleBatch[] = [];
  const gone = new AbortController();
  const caller = {
    id: 'window-1',
    actor: { kind: 'you' as const, name: null },
    signal: gone.signal,
    push: <P extends PushName>(name: P, payload: Push<P>) => {
      pushed.push({ name, payload });
    },
  };
  core.onSamples((batch) => samples.push(batch));
  core.setVisible(caller.id, true);
  return {
    core,
    hosts: () => [...core.keeper.fleet.hosts.values()],
    container: (name) => [...core.keeper.fleet.containers.values()].find((it) => it.name === name),
    feed: (name) => core.keeper.fleet.activities.filter((it) => it.containerName === name).map((it) => it.text),
    pushed,
    samples,
    lines: (streamId) =>
      pushed.flatMap(({ payload }) =>
        'streamId' in payload && payload.streamId === streamId ? payload.lines.map((line) => line.text) : [],
      ),
    ask: async (command, argument) => parseResult(command, await dispatch(handlers, command, argument, caller, silentLog)),
    add: (url, token) => core.remotes.add('server', url, token),
    until: (what, holds, withinMs = 8_000) =>
      new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          clearInterval(look);
        };
        const check = () => {
          if (!holds()) return;
          end();
          resolve();
        };
        const look = setInterval(check, 10);
        const timer = setTimeout(() => {
          end();
          const seen = {
            hosts: [...core.keeper.fleet.hosts.values()],
            names: [...core.keeper.fleet.containers.values()].map((it) => [it.name, it.state]),
          };
          reject(new Error(`not within ${withinMs} ms: ${what}\n${JSON.stringify(seen, null, 1).slice(0, 3_000)}`));
        }, withinMs);
        check();
      }),
    close: async () => {
      gone.abort();
      await core.dispose();
    },
  };
}
