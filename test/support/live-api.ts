import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { type Api, openApi } from '../../src-main/api/open-api.ts';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { type Core, startCore } from '../../src-main/core.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { openSettings } from '../../src-main/store/settings.ts';
import { openTokenFile } from '../../src-main/store/token-file.ts';
import { watchHosts } from '../../src-main/watcher/watch-hosts.ts';
import type { startWatcherThread } from '../../src-main/watcher/watcher-thread.ts';
import { openClient, type Transport, untilConnected } from './api.ts';
import { makeFolder } from './run-folder.ts';

/** A whole core with the API in this process, on a real engine. */
export interface LiveApi {
  readonly core: Core;
  readonly api: Api;
  readonly url: string;
  readonly token: string;
  readonly folder: string;
  /** Where the flow sockets are. */
  readonly flowFolder: string;
  connected(transport: Transport, name?: string): Promise<Socket>;
  until(what: string, holds: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** The watcher in this thread: the thread of its own wants a bundle. */
export const startWatcherHere: typeof startWatcherThread = (onMessage) => {
  const controller = new AbortController();
  const watch = watchHosts({ send: onMessage, signal: controller.signal });
  return {
    send: (message) => watch.handle(message),
    stop: async () => {
      controller.abort();
      await watch.done;
    },
  };
};

export async function openLiveApi(dockerHost: string): Promise<LiveApi> {
  const folder = makeFolder('api');
  // The flow folder is found by the environment, as on a user's machine; the test files of a process take turns.
  const state = makeFolder('s');
  process.env['XDG_STATE_HOME'] = state;
  const settings = await openSettings({ file: join(folder, 'settings.json'), log: silentLog });
  await settings.update({ engineAddress: dockerHost, apiEnabled: true });
  mkdirSync(join(folder, 'data'));
  const core = startCore({ settings, log: silentLog, dataFolder: join(folder, 'data'), demo: null, startWatcher: startWatcherHere });
  const api = openApi({
    core,
    handlers: createCommands(core.parts),
    settings,
    tokens: openTokenFile({ file: join(folder, 'api-token'), log: silentLog }),
    placeOf: ({ apiEnabled, apiAddress, apiOrigins }) => (apiEnabled ? { address: apiAddress, port: 0, origins: apiOrigins } : null),
  });
  await api.settled();
  const status = api.status();
  if (status.state !== 'listening') throw new Error(`the API does not listen: ${JSON.stringify(status)}`);
  const read = await api.token();
  if (!read.ok) throw new Error(read.failure.message);
  const token = read.value;
  const clients: Socket[] = [];
  const live: LiveApi = {
    core,
    api,
    url: status.address,
    token,
    folder,
    flowFolder: join(state, 'quarterdeck', 'flow'),
    connected: async (transport, name = 'story') => {
      const socket = openClient(status.address, transport, { auth: { token, client_name: name } });
      clients.push(socket);
      await untilConnected(socket);
      return socket;
    },
    until: (what, holds, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const end = core.keeper.onBatch(() => check());
        const timer = setTimeout(() => {
          end();
          reject(new Error(`not within ${withinMs} ms: ${what}`));
        }, withinMs);
        const check = () => {
          if (!holds()) return;
          clearTimeout(timer);
          end();
          resolve();
        };
        check();
      }),
    close: async () => {
      for (const socket of clients) socket.close();
      await api.dispose();
      await core.dispose();
    },
  };
  try {
    await live.until('the engine is connected', () =>
      [...core.keeper.fleet.hosts.values()].some((host) => host.status.state === 'connected'),
    );
    return live;
  } catch (error) {
    await live.close();
    throw error;
  }
}
