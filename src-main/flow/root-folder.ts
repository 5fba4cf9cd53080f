import { type FSWatcher, watch } from 'node:fs';
import type { Log } from '../lib/log.ts';
import { wait } from '../lib/wait.ts';
import { type Lock, takeLock } from './flow-lock.ts';
import { openOwnFolder } from './own-folder.ts';

export interface RootFolderParts {
  readonly lockAgainMs: number;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** The folder is ours from now on. */
  onOwned(): Promise<void>;
  /** It can't be ours for now; `refusal` says why. */
  onRefused(): void;
  /** Something came or went in it. */
  onEntries(): Promise<void>;
}

const settleMs = 20;
const tooEarly = 'The flow sockets are still being opened. Try again in a moment.';
const foreign =
  'The flow sockets are owned by another Quarterdeck on this machine. Close that one, or speak with the container from there.';

/** The folder of all folders: made, checked, locked against a second core, and watched. */
export class RootFolder {
  /** Resolves once the folder is ours, or it is known why it is not. Never rejects. */
  readonly opened: Promise<void>;
  /** Why flow sockets can't be had now; null while they can. */
  refusal: string | null = tooEarly;
  private lock: Lock | null = null;
  private watcher: FSWatcher | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly path: string;
  private readonly parts: RootFolderParts;

  constructor(path: string, parts: RootFolderParts) {
    this.path = path;
    this.parts = parts;
    this.opened = this.open().catch((error: unknown) => this.failed(error));
  }

  async close(): Promise<void> {
    this.watcher?.close();
    if (this.timer) clearTimeout(this.timer);
    if (this.lock?.held) await this.lock.release();
  }

  private async open(): Promise<void> {
    if (process.platform !== 'linux') {
      this.refusal = 'Flow containers need Linux, as only there an engine carries this machine’s sockets into containers.';
      return;
    }
    const folder = await openOwnFolder(this.path);
    if (!folder.ok) {
      this.parts.log.warn('No flow sockets', { failure: folder.failure });
      this.refusal = folder.failure.message;
      return this.parts.onRefused();
    }
    const lock = await takeLock(this.path, this.parts.signal);
    if (lock.held) return this.own(lock);
    this.refusal = foreign;
    this.parts.onRefused();
    this.parts.log.info('Another Quarterdeck owns the flow sockets');
    this.takeOver(lock.freed).catch((error: unknown) => this.failed(error));
  }

  private async takeOver(firstFreed: Promise<void>): Promise<void> {
    for (let freed = firstFreed; ; ) {
      await freed;
      await wait(this.parts.lockAgainMs, this.parts.signal);
      if (this.parts.signal.aborted) return;
      const lock = await takeLock(this.path, this.parts.signal);
      if (lock.held) return this.own(lock);
      freed = lock.freed;
    }
  }

  private async own(lock: Lock): Promise<void> {
    this.lock = lock;
    if (this.parts.signal.aborted) return this.close();
    this.refusal = null;
    this.watcher = watch(this.path, { persistent: false }, () => {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        if (!this.parts.signal.aborted) this.parts.onEntries().catch((error: unknown) => this.logProblem(error));
      }, settleMs);
    });
    this.watcher.on('error', (error) => this.logProblem(error));
    await this.parts.onOwned();
  }

  private failed(error: unknown): void {
    this.logProblem(error);
    if (this.refusal !== null)
      this.refusal = `The folder for flow sockets, ${this.path}, can’t be used. Look at its disk and permissions; the log says more.`;
  }

  private logProblem(error: unknown): void {
    this.parts.log.error('The folder of the flow sockets has a problem', { error });
  }
}
