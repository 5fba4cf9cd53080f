import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, dialog, Menu, nativeTheme, powerMonitor } from 'electron';
import { openContractNamespace } from '../api/contract-namespace.ts';
import { openApi } from '../api/open-api.ts';
import { createCommands } from '../commands/create-commands.ts';
import { dispatch } from '../commands/dispatch.ts';
import type { Caller } from '../commands/parts.ts';
import { routeCommands } from '../commands/route.ts';
import { type Core, startCore } from '../core.ts';
import { type Log, openLog } from '../lib/log.ts';
import { RemoteStore } from '../store/remotes.ts';
import { openSettings, type SettingsStore } from '../store/settings.ts';
import { openTokenFile } from '../store/token-file.ts';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { parseArguments } from './arguments.ts';
import { type Calm, openCalm } from './calm.ts';
import { createDesktopCommands } from './commands.ts';
import { logFatalErrorsTo } from './fatal.ts';
import { openIpc } from './ipc.ts';
import { keepMainWindow } from './main-window.ts';
import { openPresence } from './presence.ts';
import { openTokenKeeper } from './token-keeper.ts';
import { builtFiles, denyPermissions, lockDownWebContents, openWindow } from './window.ts';

/**
 * Composes the desktop application in order: the core, its door, the window, and once it is calm all else. Disposed in
 * reverse. Resolves with the core at work, as a module that waits for 'ready' while it is being loaded never sees it.
 */
export async function startDesktop(): Promise<void> {
  app.setName('Quarterdeck');
  // Windows shows notifications, and tells of clicks on them, only to those that have one.
  if (process.platform === 'win32') app.setAppUserModelId('dev.quarterdeck.desktop');
  // The second start shows the first one's window instead.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  // Else Electron makes one of its own first.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const developmentUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
  lockDownWebContents(developmentUrl);

  const folder = app.getPath('userData');
  const log = openLog({ file: join(folder, 'logs', 'quarterdeck.log') });
  logFatalErrorsTo(log);
  const settings = await openSettings({ file: join(folder, 'settings.json'), log });
  const { demoContainers, demoStill, hidden } = parseArguments(process.argv);
  const calm = openCalm();
  const core = startCore({
    settings,
    log,
    dataFolder: folder,
    demo: demoContainers === null ? null : { containers: demoContainers, still: demoStill },
    calm: calm.come,
  });
  run({ core, settings, calm, hidden, folder, log, developmentUrl }).catch((error: unknown) => {
    throw error;
  });
}

interface Run {
  readonly core: Core;
  readonly settings: SettingsStore;
  readonly calm: Calm;
  readonly hidden: boolean;
  readonly folder: string;
  readonly log: Log;
  readonly developmentUrl: string | null;
}

async function run({ core, settings, calm, hidden, folder, log, developmentUrl }: Run): Promise<void> {
  await app.whenReady();

  nativeTheme.themeSource = settings.current().theme;
  settings.onChange((changed) => {
    nativeTheme.themeSource = changed.theme;
  });
  denyPermissions();
  serveApp(builtFiles.renderer);
  powerMonitor.on('resume', () => core.resumed());

  const commands = routeCommands(createCommands(core.parts), core.remotes, () => core.keeper.fleet);
  openRemotes(core, folder, log).catch((error: unknown) => log.error('The remote Quarterdecks could not be opened', { error }));
  const dispatchCommand = (name: unknown, argument: unknown, caller: Caller) => dispatch(handlers, name, argument, caller, log);
  const contract = openContractNamespace({ core, dispatch: dispatchCommand, name: hostname(), log: log.of('contract') });
  const tokens = openTokenFile({ file: join(folder, 'api-token'), log: log.of('api') });
  const api = openApi({ core, handlers: commands, settings, tokens, namespaces: [contract] });
  const desktop = createDesktopCommands(
    () => core.keeper.fleet,
    api,
    core.remotes,
    join(folder, 'logs'),
    async () => (await presence).status(),
    settings,
  );
  const handlers = { ...commands, ...desktop };
  const ipc = openIpc({
    core,
    developmentUrl,
    dispatch: dispatchCommand,
  });
  const window = keepMainWindow(ipc, () =>
    openWindow({
      stateFile: join(folder, 'window-state.json'),
      iconFile: join(app.getAppPath(), 'resources', 'icon.png'),
      preloadFile: builtFiles.preload,
      developmentUrl,
      onProblem: (error) => log.error('The window has a problem', { error }),
      onPainted: () => calm.painted(core.keeper),
    }),
  );
  if (hidden) calm.end();
  else window.show();
  const presence = calm.come.then(() => openPresence({ core, settings, dispatch: dispatchCommand, window, log: log.of('desktop') }));
  if (settings.problem) warn(settings.problem.message, log);
  void core.storeProblem().then((problem) => problem !== null && warn(problem, log));
  // What starts it at login again wants no window of one that is there already.
  app.on('second-instance', (_event, argv) => parseArguments(argv).hidden || window.show());
  app.on('activate', window.show);
  app.on('window-all-closed', () =>
    quitUnless(
      presence.then((it) => it.staysWithoutWindow()),
      window.isOpen,
    ),
  );
  const closeDoors = async () => {
    calm.end();
    (await presence).dispose();
    ipc.dispose();
    await api.dispose();
    contract.dispose();
  };
  quitCleanly(core, closeDoors, log);
  // At login what shows tray icons may start after us. Without it, nobody would ever find us.
  if (hidden && !(await (await presence).traySoon(10_000)) && !window.isOpen()) window.show();
}

/** On macOS an application stays when its last window is closed; elsewhere only in the tray. */
async function quitUnless(stays: Promise<boolean>, isOpen: () => boolean): Promise<void> {
  if (process.platform === 'darwin' || (await stays) || isOpen()) return;
  app.quit();
}

async function openRemotes(core: Core, folder: string, log: Log): Promise<void> {
  const tokens = openTokenKeeper(join(folder, 'remote-tokens.json'), log);
  await core.remotes.open(await RemoteStore.open({ file: join(folder, 'remotes.json'), tokens, log }));
}

/** Tells what the user should know at the start; the application goes on meanwhile. */
function warn(message: string, log: Log): void {
  dialog
    .showMessageBox({ type: 'warning', title: 'Quarterdeck', message, buttons: ['OK'] })
    .catch((error: unknown) => log.error('A warning could not be shown', { message, error }));
}

/** Quitting waits until every stream, process and thread is closed, at most `deadlineMs`. */
function quitCleanly(core: Core, closeDoors: () => Promise<void>, log: Log, deadlineMs = 5_000): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const force = setTimeout(() => app.exit(0), deadlineMs);
    closeDoors()
      .then(() => core.dispose())
      .catch((error: unknown) => log.error('The core did not close', { error }))
      .finally(() => {
        clearTimeout(force);
        state = 'closed';
        log.close();
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
