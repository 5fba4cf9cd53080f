import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fail, type Result, succeed } from '../src-shared/failure.ts';
import { defaultSettings, type Settings } from '../src-shared/settings.ts';
import { openContractNamespace } from './api/contract-namespace.ts';
import { openApi } from './api/open-api.ts';
import { createCommands } from './commands/create-commands.ts';
import { dispatch } from './commands/dispatch.ts';
import { startCore } from './core.ts';
import { openLog } from './lib/log.ts';
import type { ServeOptions } from './serve/command-line.ts';
import type { SettingsStore } from './store/settings.ts';
import { openTokenFile } from './store/token-file.ts';

export interface Serving {
  /** `http://127.0.0.1:4773` */
  readonly url: string;
  /** Ends every connection, stream and thread. */
  close(): Promise<void>;
}

/** Composes the core and its door for programs and other Quarterdecks, without a window. A Failure leaves nothing open. */
export async function serve(options: ServeOptions): Promise<Result<Serving>> {
  const { dataFolder } = options;
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail('system_error', `The data folder ${dataFolder} can’t be made. Choose one with --data-folder.`, { cause: String(error) });
  }
  const log = openLog({ file: join(dataFolder, 'logs', 'quarterdeck.log'), level: options.logLevel });
  const settings = fixedSettings({ ...defaultSettings, engineAddress: options.dockerHost, logLevel: options.logLevel });
  const core = startCore({ settings, log, dataFolder, demo: null });
  const handlers = createCommands(core.parts);
  const contract = openContractNamespace({
    core,
    dispatch: (name, argument, caller) => dispatch(handlers, name, argument, caller, log),
    name: hostname(),
    log: log.of('contract'),
  });
  const api = openApi({
    core,
    handlers,
    settings,
    tokens: openTokenFile({ file: options.tokenFile, log: log.of('api') }),
    namespaces: [contract],
    placeOf: () => options,
  });
  const close = async () => {
    await api.dispose();
    contract.dispose();
    await core.dispose();
    log.close();
  };
  await api.settled();
  const status = api.status();
  log.info('Quarterdeck serves', { status, dataFolder, dockerHost: options.dockerHost });
  if (status.state === 'listening') return succeed({ url: status.address, close });
  await close();
  return fail('system_error', status.state === 'failed' ? status.message : 'Quarterdeck does not listen.');
}

/** What the command line says stands until the end. */
function fixedSettings(settings: Settings): SettingsStore {
  return {
    current: () => settings,
    update: async () => fail('validation_error', 'This Quarterdeck takes its settings from its command line. Start it anew with others.'),
    onChange: () => () => {},
    problem: null,
  };
}
