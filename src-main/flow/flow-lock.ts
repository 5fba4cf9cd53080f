import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { link, lstat, rename, unlink } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** Held: `release` gives it up. Not held: `freed` resolves when its owner has gone (or the signal fired), to try again. */
export type Lock = { readonly held: true; release(): Promise<void> } | { readonly held: false; readonly freed: Promise<void> };

export const lockName = 'lock.sock';

/**
 * Takes the lock of a folder: a listening socket in it. The kernel knows whether its owner lives, whatever became of pids
 * and in whatever namespace; a file that was left behind refuses connections and is taken over. Rejects with the file
 * system's error where the folder can't be written.
 */
export async function takeLock(folder: string, signal: AbortSignal): Promise<Lock> {
  const path = join(folder, lockName);
  for (;;) {
    const holder = await connectTo(path, signal);
    if (holder) return { held: false, freed: new Promise((resolve) => holder.once('close', () => resolve())) };
    if (signal.aborted) return { held: false, freed: Promise.resolve() };
    await setAsideDead(folder, path, signal);
    const owner = await listenAside(folder, path);
    if (owner) return { held: true, release: () => release(owner) };
  }
}

interface Owner {
  readonly server: Server;
  readonly path: string;
  /** Of the socket's file, by which it is told from another owner's. */
  readonly inode: number;
  readonly waiting: ReadonlySet<Socket>;
}

/** A connection that lasts as long as the lock's owner; null where nobody listens. */
function connectTo(path: string, signal: AbortSignal): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    const abort = () => socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      // A reset is how it ends when its owner is killed; 'close' follows.
      socket.on('error', () => {});
      socket.resume();
      socket.unref();
      resolve(socket);
    });
    // A full backlog (EAGAIN) is an owner that is busy: it is asked again.
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN' ? connectTo(path, signal) : null));
  });
}

/** Moves a dead owner's file away under a name of ours, and looks once more whether it is dead: a live one goes back. */
async function setAsideDead(folder: string, path: string, signal: AbortSignal): Promise<void> {
  const aside = join(folder, `lock-${randomBytes(6).toString('hex')}`);
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const alive = await connectTo(aside, signal);
  if (alive) {
    alive.destroy();
    await link(aside, path).catch(ignoring('EEXIST'));
  }
  await unlink(aside).catch(ignoring('ENOENT'));
}

/** Listens under a name of our own and links it to the lock's, which fails where somebody was faster: then null. */
async function listenAside(folder: string, path: string): Promise<Owner | null> {
  const own = join(folder, `lock-${randomBytes(6).toString('hex')}`);
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => waiting.delete(socket));
    socket.resume();
    socket.unref();
  });
  server.listen(own);
  await once(server, 'listening');
  server.unref();
  const inode = (await lstat(own)).ino;
  const linked = await link(own, path).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, 'EEXIST')) return false;
      throw error;
    },
  );
  await unlink(own);
  if (!linked) {
    server.close();
    return null;
  }
  return { server, path, inode, waiting };
}

async function release(owner: Owner): Promise<void> {
  // The file goes first: those that wait look for it as soon as their connection ends.
  const there = await lstat(owner.path).catch(ignoring('ENOENT'));
  if (there?.ino === owner.inode) await unlink(owner.path).catch(ignoring('ENOENT'));
  const closed = once(owner.server, 'close');
  owner.server.close();
  for (const socket of owner.waiting) socket.destroy();
  await closed;
}

function ignoring(code: string): (error: unknown) => undefined {
  return (error) => {
    if (!isCode(error, code)) throw error;
    return undefined;
  };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
