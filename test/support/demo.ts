import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordProcess } from '../../scripts/lib/processes.mjs';
import type { Command } from '../../src-demo/control/command.ts';
import { demoScript } from './demo-script.ts';
import { callEngine } from './engine-call.ts';
import { makeFolder } from './run-folder.ts';

export interface DemoOptions {
  readonly containers?: number;
  readonly seed?: number;
  /** Nothing happens by itself; the default in tests. */
  readonly still?: boolean;
  /** Another runtime than this Node, with the environment that it needs. */
  readonly runtime?: { readonly command: string; readonly environment: Readonly<Record<string, string>> };
}

/** What the demo engine says of itself under /_demo/state. */
export interface DemoState {
  readonly containers: number;
  readonly alive: number;
  readonly still: boolean;
  readonly hanging: boolean;
  /** The asking one included. */
  readonly connections: number;
  readonly eventStreams: number;
  readonly statsStreams: number;
  readonly logStreams: number;
  readonly eventsEmitted: number;
}

export interface Demo {
  readonly socketPath: string;
  readonly child: ChildProcess;
  /** Orders a fault or a turn of the story; see `src-demo/control/command.ts`. */
  readonly order: (command: Command) => Promise<void>;
  readonly state: () => Promise<DemoState>;
  /** Ends the process, also a stopped or dead one, and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** Starts a demo engine in a process and a folder of its own; whoever starts it stops it. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const folder = makeFolder('demo');
  const socketPath = join(folder, 'engine.sock');
  const words = [
    await demoScript(),
    '--socket',
    socketPath,
    '--containers',
    String(options.containers ?? 10),
    '--seed',
    String(options.seed ?? 1),
  ];
  if (options.still ?? true) words.push('--still');
  const command = options.runtime?.command ?? process.execPath;
  const environment = { ...process.env, ...options.runtime?.environment };
  // Our end of its stdin: should this process be killed, the engine ends too.
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'], env: environment });
  if (child.pid !== undefined) recordProcess(child.pid);
  const exited = once(child, 'exit');

  const stop = async () => {
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      once(child.stdout, 'data'),
      exited.then(() => Promise.reject(new Error(`the demo engine ended before it listened: ${words.join(' ')}`))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    socketPath,
    child,
    stop,
    order: async (order) => {
      const answer = await callEngine(socketPath, 'POST', '/_demo/control', order);
      if (answer.status !== 200) throw new Error(`the demo engine refused ${JSON.stringify(order)}: ${answer.text}`);
    },
    state: async () => parseState((await callEngine(socketPath, 'GET', '/_demo/state')).json),
  };
}

function parseState(json: unknown): DemoState {
  if (!isState(json)) throw new Error(`not the state of a demo engine: ${JSON.stringify(json)}`);
  return json;
}

function isState(json: unknown): json is DemoState {
  if (typeof json !== 'object' || json === null) return false;
  const fields = new Map<string, unknown>(Object.entries(json));
  const numbers = ['containers', 'alive', 'connections', 'eventStreams', 'statsStreams', 'logStreams', 'eventsEmitted'];
  return numbers.every((name) => typeof fields.get(name) === 'number') && typeof fields.get('still') === 'boolean';
}
