import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bornAt, recordProcess } from '../../scripts/lib/processes.mjs';
import { reapEngine } from '../../scripts/lib/reap.mjs';
import { makeBridge, withSystemPath } from './bridge.ts';
import { countReal } from './count.ts';
import { callEngine } from './engine-call.ts';
import { importImages } from './images.ts';
import { keptEngine } from './kept-engine.ts';
import { makeFolder } from './run-folder.ts';

export interface EngineOptions {
  /** Containers go on while the daemon is away. */
  readonly liveRestore?: boolean;
  /** Whether the test images are imported; they are unless told otherwise. */
  readonly images?: boolean;
  /** More arguments for dockerd. */
  readonly args?: readonly string[];
  /** How long the daemon may take to answer, in ms. */
  readonly readyWithinMs?: number;
}

/** A real Docker Engine of our own: no other engine is ever touched. */
export interface TestEngine {
  readonly socketPath: string;
  /** The same as DOCKER_HOST wants it. */
  readonly dockerHost: string;
  readonly folder: string;
  /** False where the kernel gives us no bridge: no network figures, no published ports. */
  readonly hasNetwork: boolean;
  /** Starts the daemon again after `stop` or `kill` and waits until it answers. */
  readonly start: () => Promise<void>;
  /** Stops the daemon as a service manager does; containers stop with it unless live-restore is on. The socket file goes. */
  readonly stop: () => Promise<void>;
  /** Kills the daemon; its socket file stays. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** SIGSTOP: connections are accepted by the kernel and nothing answers. */
  readonly pause: () => void;
  /** SIGCONT. */
  readonly resume: () => void;
  /** How many connections to its socket the daemon has accepted, ours for asking not included. */
  readonly connections: () => number;
  /** Ends everything: daemons, shims, containers, mounts, bridge, folder. */
  readonly dispose: () => Promise<void>;
}

/**
 * Starts a Docker Engine with sockets and folders of its own and waits until it answers. Needs Linux and root. Tests get
 * one that another file of tests has left as it was, where there is one.
 */
export function startEngine(options: EngineOptions = {}): Promise<TestEngine> {
  return process.env['VITEST'] === undefined || Object.keys(options).length > 0 ? startNewEngine(options) : keptEngine(startNewEngine);
}

/** The same, and always a new one that is gone once it has been disposed of. */
export async function startNewEngine(options: EngineOptions = {}): Promise<TestEngine> {
  const folder = makeFolder('engine');
  const socketPath = join(folder, 'docker.sock');
  const bridge = makeBridge();
  if (bridge !== undefined) writeFileSync(join(folder, 'bridge'), bridge);
  // A configuration of our own, as the machine's /etc/docker/daemon.json would count otherwise.
  writeFileSync(join(folder, 'daemon.json'), JSON.stringify({ 'live-restore': options.liveRestore ?? false, 'shutdown-timeout': 2 }));
  let daemon: ChildProcess | undefined;

  async function start(): Promise<void> {
    const log = openSync(join(folder, 'dockerd.log'), 'a');
    daemon = spawn('dockerd', daemonArgs(folder, bridge, options.args ?? []), {
      stdio: ['ignore', log, log],
      env: withSystemPath(),
      detached: true,
    });
    closeSync(log);
    if (daemon.pid !== undefined) recordProcess(daemon.pid);
    daemon.unref();
    await ready(daemon, socketPath, folder, options.readyWithinMs ?? 20_000);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = daemon;
    daemon = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    if (signal === 'SIGTERM') ending.kill('SIGCONT');
    await ended;
    if (signal === 'SIGKILL') await containerdGone(folder);
  }

  const engine: TestEngine = {
    socketPath,
    dockerHost: `unix://${socketPath}`,
    folder,
    hasNetwork: bridge !== undefined,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      await start();
    },
    pause: () => void daemon?.kill('SIGSTOP'),
    resume: () => void daemon?.kill('SIGCONT'),
    connections: () => acceptedConnections(socketPath),
    dispose: async () => {
      await end('SIGKILL');
      reapEngine(folder);
    },
  };
  try {
    await start();
    countReal('engine');
    if (options.images ?? true) await importImages(socketPath);
    return engine;
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}

function daemonArgs(folder: string, bridge: string | undefined, more: readonly string[]): string[] {
  return [
    `--config-file=${join(folder, 'daemon.json')}`,
    `--data-root=${join(folder, 'data')}`,
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'dockerd.pid')}`,
    `--host=unix://${join(folder, 'docker.sock')}`,
    `--bridge=${bridge ?? 'none'}`,
    // The machine's firewall is none of our business; published ports work by the daemon's own proxy.
    '--iptables=false',
    '--ip-forward=false',
    '--ip-masq=false',
    ...more,
  ];
}

async function ready(daemon: ChildProcess, socketPath: string, folder: string, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  let failure: unknown;
  daemon.once('error', (error) => {
    failure = error;
  });
  while (Date.now() < deadline && failure === undefined && daemon.exitCode === null) {
    const answer = await callEngine(socketPath, 'GET', '/_ping').catch(() => undefined);
    if (answer?.status === 200) return;
    await delay(25);
  }
  const log = readFileSync(join(folder, 'dockerd.log'), 'utf8').trim().split('\n').slice(-8).join('\n');
  throw new Error(`dockerd does not answer: ${failure instanceof Error ? failure.message : ''}\n${log}`);
}

/** A killed daemon takes its containerd along; the next one must not take the dying one for its own. */
async function containerdGone(folder: string): Promise<void> {
  const pidFile = join(folder, 'exec/containerd/containerd.pid');
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  while (pid > 0 && bornAt(pid) !== undefined) await delay(10);
  rmSync(pidFile, { force: true });
}

function acceptedConnections(socketPath: string): number {
  // The listening socket has the flag 00010000; an accepted one is connected (state 03) and carries the same path.
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
  return lines.filter((line) => line.endsWith(` ${socketPath}`) && line.trim().split(/\s+/)[5] === '03').length;
}
