import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { appOrigin } from './app-scheme.ts';
import { ReloadBudget } from './reload-budget.ts';
import { keepWindowState, readWindowState } from './window-state.ts';
import { zoomAfter } from './zoom.ts';

export interface WindowOptions {
  readonly stateFile: string;
  readonly iconFile: string;
  readonly preloadFile: string;
  /** A development server's address; null: the built window. */
  readonly developmentUrl: string | null;
  readonly onProblem: (error: unknown) => void;
  /** Its first frame is drawn, or it was closed before. */
  readonly onPainted: () => void;
}

const oldErrorLevel = 3;
/** Characters: a stack in the bundle is long, and more of it tells nothing. */
const longestErrorKept = 4_000;

/** Opens the one window: sandboxed, from our own origin, going nowhere else. Shown with its first frame. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const state = readWindowState(options.stateFile);
  const window = new BrowserWindow({
    title: 'Quarterdeck',
    width: state.width,
    height: state.height,
    ...(state.x === null || state.y === null ? {} : { x: state.x, y: state.y }),
    minWidth: 640,
    minHeight: 480,
    show: false,
    icon: options.iconFile,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181b' : '#ffffff',
    autoHideMenuBar: true,
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : {}),
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  keepWindowState(window, options.stateFile, options.onProblem);
  window.once('ready-to-show', () => {
    // Not before: maximising shows the window, and there would be nothing in it.
    if (state.maximized) window.maximize();
    window.show();
    options.onPainted();
  });
  window.once('closed', options.onPainted);
  const load = () => void window.loadURL(options.developmentUrl ?? `${appOrigin}/`).catch(options.onProblem);
  reloadAfterCrash(window, load, options.onProblem);
  logErrorsOfPage(window, options.onProblem);
  if (process.platform !== 'darwin') zoomByKeys(window);
  load();
  return window;
}

/** A page that crashed would leave an empty window: it is loaded again, and the user is told if that does not help. */
function reloadAfterCrash(window: BrowserWindow, load: () => void, onProblem: WindowOptions['onProblem']): void {
  const budget = new ReloadBudget();
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    onProblem(new Error(`The page ended: ${reason}, code ${exitCode}`));
    if (budget.spend(Date.now())) {
      // Not at once: the process is still being taken down.
      setImmediate(() => window.isDestroyed() || load());
      return;
    }
    const detail = 'Close it and start Quarterdeck again. Its log tells what happened.';
    dialog.showMessageBox({ type: 'error', message: 'The window keeps crashing', detail }).catch(onProblem);
  });
}

/** What the page tells as an error, as a view that can't be shown; nobody else reads it, as no user has its console open. */
function logErrorsOfPage({ webContents }: BrowserWindow, onProblem: WindowOptions['onProblem']): void {
  // Electron before 35 has them as arguments; named ones would make later ones warn.
  webContents.on('console-message', (details, ...[oldLevel, oldMessage]) => {
    if (details.level !== 'error' && oldLevel !== oldErrorLevel) return;
    onProblem(new Error(`The page tells of an error: ${(details.message ?? oldMessage).slice(0, longestErrorKept)}`));
  });
}

/** Without a menu, nothing else would do what Ctrl with + does in every browser. */
function zoomByKeys({ webContents }: BrowserWindow): void {
  webContents.on('before-input-event', (event, input) => {
    const level = zoomAfter(webContents.getZoomLevel(), input);
    if (level === null) return;
    event.preventDefault();
    webContents.setZoomLevel(level);
  });
}

/** Every web content, present and future: no navigation, no new windows, no webviews, no permissions. */
export function lockDownWebContents(developmentUrl: string | null): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isOurUrl(event.url, developmentUrl)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** To be called once the app is ready. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}

export function isOurUrl(url: string, developmentUrl: string | null): boolean {
  // Node gives the origin of a scheme of our own as 'null', so it is put together here.
  const origin = (text: string) => {
    if (!URL.canParse(text)) return null;
    const parsed = new URL(text);
    return `${parsed.protocol}//${parsed.host}`;
  };
  return origin(url) === appOrigin || (developmentUrl !== null && origin(url) === origin(developmentUrl));
}

/** Beside the main bundle: out/main, out/preload, out/renderer. */
export const builtFiles = {
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  renderer: join(import.meta.dirname, '../renderer'),
};
