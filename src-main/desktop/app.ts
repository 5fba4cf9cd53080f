import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu, nativeTheme, powerMonitor } from 'electron';
import { openContractNamespace } from '../api/contract-namespace.ts';
import { openApi } from '../api/open-api.ts';
import { createCommands } from '../commands/create-commands.ts';
import { dispatch } from '../commands/dispatch.ts';
import type { Caller } from '../commands/parts.ts';
import { routeCommands } from '../commands/route.ts';
import { type Core, startCore } from '../core.ts';
import { openLog } from '../lib/log.ts';
import { RemoteStore } from '../store/remotes.ts';
import { openSettings } from '../store/settings.ts';
import { openTokenFile } from '../store/token-file.ts';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { parseArguments } from './arguments.ts';
import { createDesktopCommands } from './commands.ts';
import { logFatalErrorsTo } from './fatal.ts';
import { openIpc } from './ipc.ts';
import { notifyOperations } from './notify-operation.ts';
import { openTokenKeeper } from './token-keeper.ts';
import { builtFiles, denyPermissions, lockDownWebContents, openWindow } from './window.ts';

/** Composes the desktop application in order: the core, its door, and the window last. Disposed in reverse. */
export function startDesktop(): void {
  app.setName('Quarterdeck');
  // The second start shows the first one's window instead.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme();
  const developmentUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
  lockDownWebContents(developmentUrl);

  const folder = app.getPath('userData');
  const log = openLog({ file: join(folder, 'logs', 'quarterdeck.log') });
  logFatalErrorsTo(log);
  // Not awaited at the top: a module that waits for 'ready' while it is being loaded never sees it.
  run(folder, log, developmentUrl).catch((error: unknown) => {
    throw error;
  });
}

async function run(folder: string, log: ReturnType<typeof openLog>, developmentUrl: string | null): Promise<void> {
  const settings = await openSettings({
    file: join(folder, 'settings.json'),
    log,
  });
  const { demoContainers, demoStill } = parseArguments(process.argv);
  const core = startCore({
    settings,
    log,
    dataFolder: folder,
    demo: demoContainers === null ? null : { containers: demoContainers, still: demoStill },
  });
  await app.whenReady();

  nativeTheme.themeSource = settings.current().theme;
  settings.onChange((changed) => {
    nativeTheme.themeSource = changed.theme;
  });
  denyPermissions();
  serveApp(builtFiles.renderer);
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  powerMonitor.on('resume', () => core.resumed());

  const commands = routeCommands(createCommands(core.parts), core.remotes, () => core.keeper.fleet);
  openRemotes(core, folder, log).catch((error: unknown) => log.error('The remote Quarterdecks could not be opened', { error }));
  const dispatchCommand = (name: unknown, argument: unknown, caller: Caller) => dispatch(handlers, name, argument, caller, log);
  const contract = openContractNamespace({ core, dispatch: dispatchCommand, name: hostname(), log: log.of('contract') });
  const tokens = openTokenFile({ file: join(folder, 'api-token'), log: log.of('api') });
  const api = openApi({ core, handlers: commands, settings, tokens, namespaces: [contract] });
  const handlers = { ...commands, ...createDesktopCommands(() => core.keeper.fleet, api, core.remotes, join(folder, 'logs')) };
  const ipc = openIpc({
    core,
    developmentUrl,
    dispatch: dispatchCommand,
  });
  let window: BrowserWindow | null = null;
  const open = () => {
    window = openWindow({
      stateFile: join(folder, 'window-state.json'),
      iconFile: join(app.getAppPath(), 'resources', 'icon.png'),
      preloadFile: builtFiles.preload,
      developmentUrl,
      onProblem: (error) => log.error('The window has a problem', { error }),
    });
    ipc.attach(window);
    window.once('closed', () => {
      window = null;
    });
  };
  open();
  if (settings.problem) warn(settings.problem.message, log);
  const show = () => {
    if (!window) return open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  app.on('second-instance', show);
  app.on('activate', () => window ?? open());
  // On macOS an application stays when its last window is closed.
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  const stopNotices = notifyOperations({
    onBatch: (listener) => core.keeper.onBatch(listener),
    isInFront: () => window?.isFocused() === true,
    show,
    log: log.of('desktop'),
  });
  const closeDoors = async () => {
    stopNotices();
    ipc.dispose();
    await api.dispose();
    contract.dispose();
  };
  quitCleanly(core, closeDoors, log);
}

async function openRemotes(core: Core, folder: string, log: ReturnType<typeof openLog>): Promise<void> {
  const tokens = openTokenKeeper(join(folder, 'remote-tokens.json'), log);
  await core.remotes.open(await RemoteStore.open({ file: join(folder, 'remotes.json'), tokens, log }));
}

/** Tells what the user should know at the start; the application goes on meanwhile. */
function warn(message: string, log: ReturnType<typeof openLog>): void {
  dialog
    .showMessageBox({ type: 'warning', title: 'Quarterdeck', message, buttons: ['OK'] })
    .catch((error: unknown) => log.error('A warning could not be shown', { message, error }));
}

/** Quitting waits until every stream, process and thread is closed, at most `deadlineMs`. */
function quitCleanly(core: Core, closeDoors: () => Promise<void>, log: ReturnType<typeof openLog>, deadlineMs = 5_000): void {
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
