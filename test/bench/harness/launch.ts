import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroup, recordProcess } from '../../../scripts/lib/processes.mjs';
import { valueAt } from '../../support/json-read.ts';
import { makeFolder } from '../../support/run-folder.ts';
import { cameTooLate, markInjected, wasInjected } from '../page/injected.ts';
import type { BenchContext, Display, Size } from './bench.ts';
import { type CdpSession, openCdp } from './cdp.ts';
import { type BenchPage, callText, openPage } from './page.ts';
import { goAhead } from './precedence.ts';
import { wallOffsetMs } from './wall-clock.ts';

export interface LaunchOptions {
  readonly display: Display;
  /** The engine's socket, given as DOCKER_HOST; null: nothing is told, and nothing is found. */
  readonly socketPath: string | null;
  readonly size?: Size;
  /** Scripts that run in the page before its own; texts. */
  readonly inject?: readonly string[];
  /** Another application's folder than ours. */
  readonly folder?: string;
}

/** The built application as a user starts it, with no more than two switches of Chromium's: its folder and a pipe. */
export interface BenchApp {
  readonly page: BenchPage;
  /** The leader of the process group that everything of the application is in. */
  readonly processId: number;
  /** When it was spawned, ms since the epoch. */
  readonly spawnedAtMs: number;
  stop(): Promise<void>;
}

export const usualSize: Size = { width: 1280, height: 820 };

/**
 * Starts the application and answers when its page has begun to load. What is to be injected is told between the page's
 * birth and its document, which Electron does not hold up for us: where we were too late, it is started again.
 */
export async function launchApp(context: BenchContext, options: LaunchOptions, tries = 3): Promise<BenchApp> {
  const size = options.size ?? usualSize;
  const userData = makeFolder('user');
  writeFileSync(join(userData, 'window-state.json'), JSON.stringify({ x: 0, y: 0, ...size, maximized: false }));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const offsetMs = wallOffsetMs();
  const spawnedAtMs = performance.now() + offsetMs;
  const child = spawn(
    context.electronBinary,
    [...asRoot, options.folder ?? context.root, `--user-data-dir=${userData}`, '--remote-debugging-pipe'],
    {
      cwd: context.root,
      env: environment(userData, options),
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const processId = child.pid;
  if (processId === undefined) throw new Error(`${context.electronBinary} does not start`);
  recordProcess(processId);
  if (context.ahead) goAhead(processId);
  const stop = () => stopApp(child, processId);
  try {
    const browser = openCdp(pipeOf(child.stdio[3]), pipeOf(child.stdio[4]));
    const scripts = options.inject ?? [];
    // The mark comes last: where it is, the others have been run.
    const page = openPage(await firstPage(browser, scripts.length > 0 ? [...scripts, callText(markInjected, [])] : []));
    if (scripts.length > 0) await page.until(20_000, wasInjected);
    return { page, processId, spawnedAtMs, stop };
  } catch (error) {
    await stop();
    if (error instanceof Error && error.message.includes(cameTooLate) && tries > 1) return launchApp(context, options, tries - 1);
    throw error;
  }
}

/** The first page's session, let go with the scripts to inject in it. */
function firstPage(browser: CdpSession, scripts: readonly string[], withinMs = 20_000): Promise<CdpSession> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`no page within ${withinMs} ms`)), withinMs);
    const fail = (error: unknown) => {
      clearTimeout(timer);
      reject(error);
    };
    const adopt = async (parameters: unknown) => {
      const session = browser.session(String(valueAt(parameters, 'sessionId')));
      const isPage = valueAt(parameters, 'targetInfo', 'type') === 'page';
      const calls = [
        ...(isPage
          ? [session.send('Page.enable'), ...scripts.map((source) => session.send('Page.addScriptToEvaluateOnNewDocument', { source }))]
          : []),
        session.send('Runtime.runIfWaitingForDebugger'),
      ];
      if (!isPage) return void (await Promise.all(calls));
      clearTimeout(timer);
      await Promise.all(calls);
      resolve(session);
    };
    browser.on('Target.attachedToTarget', (parameters) => void adopt(parameters).catch(fail));
    browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }).catch(fail);
  });
}

/** The home folder and what is found below it must be the bench's own, or it would find the developer's engines. */
function environment(userData: string, { display, socketPath }: LaunchOptions): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...display.env,
    HOME: userData,
    XDG_CONFIG_HOME: userData,
    XDG_RUNTIME_DIR: userData,
    XDG_STATE_HOME: userData,
  };
  for (const name of ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'DOCKER_HOST', 'DOCKER_CONTEXT', 'WAYLAND_DISPLAY']) delete env[name];
  if (socketPath !== null) env['DOCKER_HOST'] = `unix://${socketPath}`;
  return env;
}

async function stopApp(child: ChildProcess, processId: number, withinMs = 6_000): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  child.kill('SIGTERM');
  await Promise.race([ended, delay(withinMs, undefined, { ref: false })]);
  killGroup(processId, 'SIGKILL');
  await ended;
}

function pipeOf(stream: unknown): Duplex {
  if (stream instanceof Duplex) return stream;
  throw new Error('no pipe to the application');
}
