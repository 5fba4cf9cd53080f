import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import { chmod, lstat, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { linkName } from './flow-paths.ts';

export interface ListenerParts {
  readonly folder: string;
  onSocket(socket: Socket): void;
  /** The folder itself was gone and was made anew: a container that mounts the old one does not see it before it is restarted. */
  onFolderRemade(): void;
  onProblem(error: unknown): void;
}

const settleMs = 20;

/** Keeps one socket, and the link to it, in a folder: what is removed by hand is made anew. */
export class FlowListener {
  private fileName: string | null = null;
  private server: Server | null = null;
  private inode = 0;
  private watcher: FSWatcher | null = null;
  private timer: NodeJS.Timeout | null = null;
  private made = false;
  private closed = false;
  /** One thing at a time. */
  private last: Promise<void> = Promise.resolve();
  private readonly parts: ListenerParts;

  constructor(parts: ListenerParts) {
    this.parts = parts;
  }

  /** Listens as `fileName` in the folder, and no longer under the name before. Rejects with the file system's error. */
  listen(fileName: string): Promise<void> {
    return this.inTurn(async () => {
      const before = this.fileName;
      this.fileName = fileName;
      await this.open();
      // Where the link's own name was listened at, the link is there now, and a container may be looking for it.
      if (before !== null && before !== fileName && before !== linkName) await rm(join(this.parts.folder, before), { force: true });
    });
  }

  /** Ends listening and removes what is in the folder, and the folder too if told so. */
  close(removeFolder: boolean): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    return this.inTurn(async () => {
      this.unwatch();
      await this.closeServer();
      if (removeFolder) await rm(this.parts.folder, { recursive: true, force: true });
    });
  }

  private async open(): Promise<void> {
    const { folder } = this.parts;
    const { fileName } = this;
    if (fileName === null) return;
    // Closing removes the file by its name, so the old server goes before the new one comes.
    await this.closeServer();
    await this.makeFolder();
    const path = join(folder, fileName);
    await rm(path, { recursive: true, force: true });
    const server = createServer((socket) => this.parts.onSocket(socket));
    server.listen({ path, backlog: 64 });
    await once(server, 'listening');
    // Whatever user the container runs as; the folder is mounted into that container alone, and nobody else may enter ours.
    await chmod(path, 0o666);
    server.on('error', (error) => this.parts.onProblem(error));
    this.server = server;
    this.inode = (await lstat(path)).ino;
    if (fileName !== linkName) await this.linkTo(fileName);
    this.watch();
  }

  private async makeFolder(): Promise<void> {
    const { folder } = this.parts;
    const there = await lstat(folder).catch(() => null);
    if (there?.isDirectory()) {
      this.made = true;
      return;
    }
    if (there) await rm(folder, { force: true });
    await mkdir(folder, { recursive: true, mode: 0o755 });
    // The mask of this process must not keep a container's user out.
    await chmod(folder, 0o755);
    this.unwatch();
    if (this.made) this.parts.onFolderRemade();
    this.made = true;
  }

  /** Swaps the link in one step, so that a container always finds one. */
  private async linkTo(fileName: string): Promise<void> {
    const { folder } = this.parts;
    const fresh = join(folder, `.${randomBytes(6).toString('hex')}`);
    await symlink(fileName, fresh);
    await rename(fresh, join(folder, linkName));
  }

  private watch(): void {
    if (this.watcher || this.closed) return;
    this.watcher = watch(this.parts.folder, { persistent: false }, () => {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.inTurn(() => this.check()).catch((error: unknown) => this.parts.onProblem(error));
      }, settleMs);
    });
    this.watcher.on('error', (error) => this.parts.onProblem(error));
  }

  private async check(): Promise<void> {
    if (this.closed || this.fileName === null) return;
    const { folder } = this.parts;
    const there = await lstat(join(folder, this.fileName)).catch(() => null);
    const link = this.fileName === linkName ? linkName : await readlink(join(folder, linkName)).catch(() => null);
    if (there?.ino !== this.inode) await this.open();
    else if (link !== this.fileName) await this.linkTo(this.fileName);
  }

  private unwatch(): void {
    this.watcher?.close();
    this.watcher = null;
  }

  private async closeServer(): Promise<void> {
    const { server } = this;
    this.server = null;
    // Connections go on: they are the channel's. 'close' would wait for them.
    server?.close();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => {});
    return done;
  }
}
