import type { ApiStatus } from '../../src-shared/contract/doors.ts';
import { type Result, succeed } from '../../src-shared/failure.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { Handlers } from '../commands/dispatch.ts';
import type { DesktopHandlers } from '../commands/parts.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { TokenStore } from '../store/token-file.ts';
import type { ApiNamespace } from './client.ts';
import { openEvents } from './events.ts';
import { Known } from './known.ts';
import type { ApiLimits } from './limits.ts';
import { programsNamespace } from './namespace.ts';
import type { ApiCore } from './request-handlers.ts';
import type { ApiServer } from './server.ts';

/** Where the API listens and for whom. */
export interface ApiPlace {
  readonly address: string;
  readonly port: number;
  readonly origins: readonly string[];
}

export interface ApiOptions {
  readonly core: ApiCore;
  readonly handlers: Handlers;
  readonly settings: SettingsStore;
  readonly tokens: TokenStore;
  /** What is offered beside `/`, such as `/quarterdeck`. */
  readonly namespaces?: readonly ApiNamespace[];
  /** Null: off. What the settings say unless told otherwise. */
  placeOf?(settings: Settings): ApiPlace | null;
  readonly limits?: Partial<ApiLimits>;
}

export interface Api {
  status(): ApiStatus;
  /** Resolves once what the settings say at this moment is done. */
  settled(): Promise<void>;
  token(): Promise<Result<string>>;
  /** A new token; who came with the old one is cut off. */
  renewToken(): Promise<Result<string>>;
  dispose(): Promise<void>;
}

/** Opens and closes the API as the settings say; it is closed until the token could be read. */
export function openApi(options: ApiOptions): Api {
  const { core, settings, tokens } = options;
  const placeOf = options.placeOf ?? placeOfSettings;
  const log = core.parts.log.of('api');
  const known = new Known();
  const namespaces = [programsNamespace({ core, handlers: options.handlers, known, log }), ...(options.namespaces ?? [])];
  let token = '';
  let server: ApiServer | null = null;
  let failure: string | null = null;
  let standing = 'null';
  let turn: Promise<void> = Promise.resolve();
  let disposed = false;
  const endEvents = openEvents(core, known, (event, payload) => server?.broadcast('/', event, payload));

  const settle = async (wanted: ApiPlace | null): Promise<void> => {
    if (JSON.stringify(wanted) === standing) return;
    standing = JSON.stringify(wanted);
    await server?.close();
    server = null;
    failure = null;
    if (wanted === null) return;
    const read = await tokens.read();
    if (!read.ok) {
      failure = read.failure.message;
      return;
    }
    token = read.value;
    // Loaded when it is first needed: most windows never open the API, and all of them are to open fast.
    const { openApiServer } = await import('./server.ts');
    server = await openApiServer({ ...wanted, token: () => token, log, namespaces, ...(options.limits ? { limits: options.limits } : {}) });
  };
  const follow = () => {
    turn = turn
      .then(() => settle(disposed ? null : placeOf(settings.current())))
      .catch((error: unknown) => log.error('The API could not be opened or closed', { error }));
    return turn;
  };
  const endSettings = settings.onChange(follow);
  follow();

  return {
    status: () => (failure === null ? (server?.status() ?? { state: 'off' }) : { state: 'failed', message: failure }),
    settled: async () => turn,
    token: () => tokens.read(),
    renewToken: async () => {
      const renewed = await tokens.renew();
      if (!renewed.ok) return renewed;
      token = renewed.value;
      server?.cutOff();
      return renewed;
    },
    dispose: async () => {
      disposed = true;
      endSettings();
      endEvents();
      await follow();
    },
  };
}

/** The commands by which a window shows and steers the API. */
export function apiCommands(api: Api): Pick<DesktopHandlers, 'getApiStatus' | 'getApiToken' | 'renewApiToken'> {
  const asAnswer = (token: Result<string>) => (token.ok ? succeed({ token: token.value }) : token);
  return {
    getApiStatus: async () => {
      await api.settled();
      return succeed(api.status());
    },
    getApiToken: async () => asAnswer(await api.token()),
    renewApiToken: async () => asAnswer(await api.renewToken()),
  };
}

function placeOfSettings(settings: Settings): ApiPlace | null {
  if (!settings.apiEnabled) return null;
  return { address: settings.apiAddress, port: settings.apiPort, origins: settings.apiOrigins };
}
