import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { openContractNamespace } from '../../src-main/api/contract-namespace.ts';
import { type Api, openApi } from '../../src-main/api/open-api.ts';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import { type Core, startCore } from '../../src-main/core.ts';
import { type Log, silentLog } from '../../src-main/lib/log.ts';
import { openTokenFile } from '../../src-main/store/token-file.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { type Greeting, remoteEvents, remoteProtocol } from '../../src-shared/remote-wire.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { openClient, type Transport, untilConnected } from './api.ts';
import { makeFolder } from './run-folder.ts';
import { caller, host } from './small-core.ts';

/** A whole core that nobody watches engines for, with all its doors: what reaches an engine came through one of them. */
export interface Doors {
  readonly core: Core;
  /** As a window asks. */
  ask(command: string, argument: unknown): Promise<Result<unknown>>;
  program(transport?: Transport): Promise<Socket>;
  /** Another Quarterdeck, once it was greeted. */
  quarterdeck(): Promise<Socket>;
  close(): Promise<void>;
}

export interface DoorsOptions {
  /** Of its one engine. */
  readonly address: string;
  readonly capabilities?: Partial<Host['capabilities']>;
  readonly containers: readonly Container[];
  readonly log?: Log;
}

export async function openDoors(options: DoorsOptions): Promise<Doors> {
  const { address, log = silentLog } = options;
  // The flow folder is found by the environment, as on a user's machine.
  process.env['XDG_STATE_HOME'] = makeFolder('s');
  const folder = makeFolder('doors');
  const settings = {
    current: () => ({ ...defaultSettings, logLevel: 'debug' as const }),
    update: async () => ({ ok: true as const, value: defaultSettings }),
    onChange: () => () => {},
    problem: null,
  };
  const core = startCore({ settings, log, dataFolder: null, demo: null, startWatcher: () => ({ send: () => {}, stop: async () => {} }) });
  const { hostId } = options.containers[0] ?? { hostId: 'h-1' };
  const capabilities = { ...host().capabilities, ...options.capabilities };
  core.keeper.tell([
    { type: 'discoveryReported', discovery: { source: 'settings', sourceText: null, attempts: [], atMs: 0, complete: true } },
    { type: 'hostFound', host: host({ id: hostId, address, capabilities }) },
    { type: 'containersListed', hostId, atMs: 0, containers: [...options.containers] },
  ]);
  const handlers = createCommands(core.parts);
  const contract = openContractNamespace({
    core,
    dispatch: (name, argument, from) => dispatch(handlers, name, argument, from, log),
    name: 'doors',
    log,
  });
  const api: Api = openApi({
    core,
    handlers,
    settings,
    tokens: openTokenFile({ file: join(folder, 'api-token'), log }),
    namespaces: [contract],
    placeOf: () => ({ address: '127.0.0.1', port: 0, origins: [] }),
    limits: { requestBurst: 1_000_000 },
  });
  await api.settled();
  const status = api.status();
  const read = await api.token();
  if (status.state !== 'listening' || !read.ok) throw new Error('the API does not listen');
  const token = read.value;
  const window = caller();
  const clients: Socket[] = [];
  const connect = async (path: string, transport: Transport, auth: object) => {
    const socket = openClient(`${status.address}${path}`, transport, { auth: { token, client_name: 'doors', ...auth } });
    clients.push(socket);
    return socket;
  };
  return {
    core,
    ask: (command, argument) => dispatch(handlers, command, argument, window, log),
    program: async (transport = 'websocket') => {
      const socket = await connect('/', transport, {});
      await untilConnected(socket);
      return socket;
    },
    quarterdeck: async () => {
      const greeting: Greeting = { protocol: remoteProtocol, client_name: 'doors', resume: null };
      const socket = await connect('/quarterdeck', 'websocket', greeting);
      await new Promise((resolve) => socket.once(remoteEvents.hello, resolve));
      return socket;
    },
    close: async () => {
      for (const socket of clients) socket.close();
      window.leave();
      await api.dispose();
      contract.dispose();
      await core.dispose();
    },
  };
}
