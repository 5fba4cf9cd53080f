import { lstat, mkdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';

/** The longest path that a Unix socket can have on every system: macOS holds 103 bytes and a zero. */
const longestPath = 103;

/**
 * Listens on a socket that only this user can reach: its folder 0700 (made where missing, refused where others may
 * enter), the socket 0600. A socket file that a dead process left is replaced. Rejects with what to do about it.
 */
export async function listenPrivately(server: Server, path: string): Promise<void> {
  if (!path.startsWith('\\\\')) await prepare(path);
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } finally {
    process.umask(umask);
  }
}

async function prepare(path: string): Promise<void> {
  if (Buffer.byteLength(path) > longestPath) {
    throw new Error(`The socket's path is longer than ${longestPath} bytes: ${path}. Choose a shorter folder.`);
  }
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await lstat(folder);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`Others may enter ${folder}. Choose a folder of your own (chmod 700) for the socket.`);
  }
  const found = await lstat(path).catch(() => null);
  if (!found) return;
  if (!found.isSocket()) throw new Error(`${path} is there already and is no socket. Choose another path.`);
  if (await answers(path)) throw new Error(`Another process listens on ${path}. Choose another path.`);
  await rm(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
