import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright';
import { killGroup, recordProcess } from '../../scripts/lib/processes.mjs';
import { whyNoSandbox } from '../../scripts/lib/sandbox.mjs';
import { countReal } from './count.ts';
import { makeFolder } from './run-folder.ts';

export interface AppOptions {
  /** The engine's socket; without it the application finds none (see `environment`), or opens on the demo engine. */
  readonly socketPath?: string;
  /** Containers of the demo engine: passes `--demo=N`. */
  readonly demo?: number;
  /** More arguments for the application. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The settings and state of an earlier launch; a new folder otherwise. */
  readonly userData?: string;
  /** Another program than Electron on the built out/: a packaged application. */
  readonly executable?: string;
  /** How long the first window may take, in ms. */
  readonly windowWithinMs?: number;
}

/** The built application in real Electron, steered by Playwright. */
export interface LaunchedApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What it wrote to stdout and stderr so far. */
  readonly output: () => string;
  /** Quits it and waits until no process of it is left. */
  readonly close: () => Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** The Electron that set-up found, by the `electron` package's own rules. */
export function electronBinary(): string {
  const path: unknown = createRequire(import.meta.url)('electron');
  if (typeof path !== 'string') throw new Error('the electron package names no binary');
  return path;
}

/**
 * Launches the built application with a user-data folder of its own and waits for its window. Whoever launches it closes
 * it. Nothing holds the application back until Playwright has attached to it, and in about one of a hundred launches
 * that happens in the moment in which the window loads its page: then Playwright misses that it has (the protocol's log
 * shows the page painted) and waits for ever. So what does not attach in `attachMs` is started anew.
 */
export async function launchApp(options: AppOptions = {}, tries = 3): Promise<LaunchedApp> {
  const userData = options.userData ?? makeFolder('user');
  try {
    return await launchOnce(options, userData);
  } catch (error) {
    if (tries <= 1 || !(error instanceof errors.TimeoutError)) throw error;
    console.warn('Playwright did not get hold of the application in time; starting it once more');
    return launchApp({ ...options, userData }, tries - 1);
  }
}

const attachMs = 5_000;

async function launchOnce(options: AppOptions, userData: string): Promise<LaunchedApp> {
  const { electron, output, close } = await startElectron(options, userData);
  try {
    const page = await electron.firstWindow({ timeout: options.windowWithinMs ?? 15_000 });
    await page.locator('html[data-theme]').waitFor({ timeout: attachMs });
    return { electron, page, userData, output, close };
  } catch (error) {
    await close();
    if (error instanceof errors.TimeoutError) throw error;
    throw new Error(`no window: ${error instanceof Error ? error.message : String(error)}\n${output()}`);
  }
}

/** The same for one that opens no window by itself. */
export function launchWithoutWindow(options: AppOptions): Promise<Omit<LaunchedApp, 'page' | 'userData'>> {
  return startElectron(options, options.userData ?? makeFolder('user'));
}

async function startElectron(options: AppOptions, userData: string): Promise<Omit<LaunchedApp, 'page' | 'userData'>> {
  const executablePath = options.executable ?? electronBinary();
  const electron = await _electron.launch({
    executablePath,
    args: [
      ...(options.executable === undefined ? [root] : []),
      `--user-data-dir=${userData}`,
      ...(options.demo === undefined ? [] : [`--demo=${options.demo}`]),
      ...(options.args ?? []),
    ],
    cwd: root,
    env: environment(userData, options),
    chromiumSandbox: whyNoSandbox(executablePath) === undefined,
    timeout: options.windowWithinMs ?? attachMs,
  });
  const child = electron.process();
  if (child.pid !== undefined) recordProcess(child.pid);
  countReal('electron');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      output += text.toString('utf8');
    });
  }
  return { electron, output: () => output, close: () => closeApp(electron, child) };
}

function environment(userData: string, options: AppOptions): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const engine = options.socketPath === undefined ? {} : { DOCKER_HOST: `unix://${options.socketPath}` };
  const all: Record<string, string> = {
    ...Object.fromEntries(inherited),
    // What is found below the home folder (contexts, rootless sockets, settings) must be the test's, not the developer's.
    HOME: userData,
    XDG_CONFIG_HOME: userData,
    XDG_RUNTIME_DIR: userData,
    XDG_STATE_HOME: userData,
    ...engine,
    ...options.environment,
  };
  for (const name of ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'VITEST', ...(options.socketPath === undefined ? ['DOCKER_HOST'] : [])]) {
    if (options.environment?.[name] === undefined) delete all[name];
  }
  return all;
}

/** Asks it to quit; what still lives after that is ended with its group. Of one that has ended already, nothing is asked. */
async function closeApp(electron: ElectronApplication, child: ChildProcess, withinMs = 5000): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  await Promise.race([electron.close().catch(() => undefined), delay(withinMs)]);
  await Promise.race([gone, delay(withinMs)]);
  if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
  await gone;
}
