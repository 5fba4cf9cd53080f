import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
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
}

/** Owns the demo engine: one process, on a private socket in a folder of its own, both gone when it stops. */
export class DemoProcess {
  private running: {
    readonly child: ChildProcess;
    readonly folder: string;
  } | null = null;
  private readonly options: DemoProcessOptions;

  constructor(options: DemoProcessOptions) {
    this.options = options;
  }

  async start(containers: number): Promise<Result<null>> {
    if (this.running) return succeed(null);
    const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-demo-'));
    const socket = process.platform === 'win32' ? `\\\\.\\pipe\\quarterdeck-demo-${process.pid}` : join(folder, 'engine.sock');
    // Electron's binary is a plain Node with this variable; a plain Node does not mind it.
    const child = fork(
      join(import.meta.dirname, 'demo.js'),
      ['--socket', socket, '--containers', String(containers), ...(this.options.still ? ['--still'] : [])],
      {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        execArgv: [],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.running = { child, folder };
    child.stderr?.on('data', (chunk: Buffer) =>
      this.options.log.warn('Demo engine', {
        text: chunk.toString().slice(0, 2_000),
      }),
    );
    child.once('exit', (code, signal) => this.onExit(child, folder, code, signal));
    const problem = await whenReady(child, this.options.startDeadlineMs ?? 10_000);
    if (problem) {
      await this.stop();
      return fail('system_error', 'The demo engine did not start. Try again; the log tells more.', { cause: problem });
    }
    this.options.onAddress(process.platform === 'win32' ? `npipe://${socket.replaceAll('\\', '/')}` : `unix://${socket}`);
    return succeed(null);
  }

  async stop(): Promise<Result<null>> {
    const running = this.running;
    if (!running) return succeed(null);
    const exited = new Promise<void>((resolve) => running.child.once('exit', () => resolve()));
    running.child.kill('SIGTERM');
    const force = setTimeout(() => running.child.kill('SIGKILL'), 2_000);
    if (running.child.exitCode === null && running.child.signalCode === null) await exited;
    clearTimeout(force);
    return succeed(null);
  }

  private onExit(child: ChildProcess, folder: string, code: number | null, signal: string | null): void {
    if (this.running?.child !== child) return;
    this.running = null;
    this.options.onAddress(null);
    this.options.log.info('Demo engine ended', { code, signal });
    rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
      this.options.log.warn('The demo engine’s folder stays', {
        folder,
        cause: String(error),
      }),
    );
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
