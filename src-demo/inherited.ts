import { closeSync, readdirSync, readlinkSync } from 'node:fs';

/** stdin, stdout, stderr, and the channel to who forked us. */
const ours = 3;

/**
 * Closes the sockets that this process got without being meant to. On Linux, Chromium's are not closed when Electron's
 * main process forks, and whoever holds the far end of the one to a GPU process that is just being started hides its
 * end: where the first one fails (no GPU) none takes its place, and the window waits for ever. To be called before
 * anything here has opened a socket.
 */
export function closeInheritedSockets(folder = '/proc/self/fd'): void {
  if (process.platform !== 'linux' || process.channel === undefined) return;
  for (const name of readdirSync(folder)) {
    const descriptor = Number(name);
    if (descriptor <= ours) continue;
    try {
      if (readlinkSync(`${folder}/${name}`).startsWith('socket:')) closeSync(descriptor);
    } catch {
      // The one by which the folder was read is gone by now.
    }
  }
}
