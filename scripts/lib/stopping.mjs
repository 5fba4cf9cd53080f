import { readFileSync } from 'node:fs';

/** What a shell answers for a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Does something that can simply be dropped when the user wants us to stop.
 * @template T
 * @param {AbortSignal} signal
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
export async function unlessStopped(signal, work) {
  const leave = () => process.exit(INTERRUPTED);
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await work;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** Our parent and its parent: npm and the shell between, in either order of length. */
function lineage() {
  if (process.platform !== 'linux') return String(process.ppid);
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return '';
  }
}

/**
 * A signal that aborts when the user, or npm for him, wants us to stop. Killing the npm that started us counts as well:
 * else the window would stay behind.
 * @param {number} [pollMs]
 * @returns {{ signal: AbortSignal, done: () => void }}
 */
export function stopRequests(pollMs = 250) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const parents = lineage();
  const orphaned =
    process.env.npm_lifecycle_event && process.platform !== 'win32'
      ? setInterval(() => lineage() === parents || stop(), pollMs)
      : undefined;
  orphaned?.unref();
  // Kept until the end: a second Ctrl-C must not cut the tidying short.
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, stop);
  return { signal: controller.signal, done: () => clearInterval(orphaned) };
}
