import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from '../src-shared/failure.ts';
import type { Log } from './lib/log.ts';

const readySchema = z.object({ ready: z.literal(true), socket: z.string() });

export interface DemoProcessOptions {
  readonly log: Log;
  /** The socket's address once it listens, null once it is gone: for the watcher. */
  readonly onAddress: (address: string | null) => void;
  readonly startDeadlineMs?: number;
  /** Freezes the demo engine's story, for pictures and measurements. */
  readonly still?: boolean;
  /** The demo engine's bundle; it lies beside the main one. */
  readonly script?: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly folder: string;
  /** Whoever asks for it while it starts waits for the same start. */
  readonly started: Promise<Result<null>>;
  /** Resolves once the process and its folder are gone. */
  readonly ended: Promise<void>;
}

/** Owns the demo engine: one process, on a private socket in a folder of its own, both gone when it stops. */
export class DemoProcess {
  private running: Running | null = null;
  private readonly options: DemoProcessOptions;

  constructor(options: DemoProcessOptions) {
    this.options = options;
  }

  async start(containers: number): Promise<Result<null>> {
    if (this.running) return this.running.started;
    let folder: string;
    try {
      // Synchronous, so that a second click finds the first one's process.
      folder = mkdtempSync(join(tmpdir(), 'quarterdeck-demo-'));
    } catch (error) {
      return fail('system_error', `The demo engine needs a folder in ${tmpdir()}, and none can be made. Make room there and try again.`, {
        cause: String(error),
      });
    }
    this.running = this.launch(containers, folder);
    return this.running.started;
  }

  async stop(): Promise<Result<null>> {
    const running = this.running;
    if (!running) return succeed(null);
    running.child.kill('SIGTERM');
    const force = setTimeout(() => running.child.kill('SIGKILL'), 2_000);
    await running.ended;
    clearTimeout(force);
    return succeed(null);
  }

  private launch(containers: number, folder: string): Running {
    const { log, still, script = join(import.meta.dirname, 'demo.js'), startDeadlineMs = 10_000 } = this.options;
    const socket = process.platform === 'win32' ? `\\\\.\\pipe\\quarterdeck-demo-${process.pid}` : join(folder, 'engine.sock');
    // Electron's binary is a plain Node with this variable; a plain Node does not mind it.
    const child = fork(script, ['--socket', socket, '--containers', String(containers), ...(still ? ['--still'] : [])], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => log.warn('Demo engine', { text: chunk.toString().slice(0, 2_000) }));
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => this.onEnd(child, folder, { code, signal }).then(resolve));
      child.on('error', (error) => {
        log.warn('The demo engine has a problem', { error });
        // A process that could not be made never exits.
        if (child.pid === undefined) this.onEnd(child, folder, {}).then(resolve);
      });
    });
    const started = whenReady(child, startDeadlineMs).then(async (problem) => {
      if (problem) {
        await this.stop();
        return fail('system_error', 'The demo engine did not start. Try again; the log tells more.', { cause: problem });
      }
      this.options.onAddress(process.platform === 'win32' ? `npipe://${socket.replaceAll('\\', '/')}` : `unix://${socket}`);
      return succeed(null);
    });
    return { child, folder, started, ended };
  }

  private async onEnd(child: ChildProcess, folder: string, how: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.running?.child !== child) return;
    this.running = null;
    this.options.onAddress(null);
    this.options.log.info('Demo engine ended', how);
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      this.options.log.warn('The demo engine’s folder stays', { folder, cause: String(error) });
    }
  }
}

/** Null once the child has said that it listens; else why it never will. */
function whenReady(child: ChildProcess, deadlineMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const end = (problem: string | null) => {
      clearTimeout(timer);
      child.stdout?.off('data', read);
      child.off('exit', onExit);
      child.off('error', onError);
      // From here on nobody reads it, and a full pipe would stop the child.
      child.stdout?.resume();
      resolve(problem);
    };
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').some(isReady)) end(null);
    };
    const onExit = (code: number | null) => end(`exited with code ${code}`);
    const onError = (error: Error) => end(error.message);
    const timer = setTimeout(() => end(`not ready within ${deadlineMs} ms`), deadlineMs);
    child.stdout?.on('data', read);
    child.once('exit', onExit);
    child.once('error', onError);
  });
}

function isReady(line: string): boolean {
  try {
    return readySchema.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}
