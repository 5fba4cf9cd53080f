import type { TestEngine } from '../../support/engine.ts';
import { descriptors } from './processes.ts';

/** What the application and the engine hold open because of each other. */
export interface OpenThings {
  readonly sockets: number;
  readonly pipes: number;
  readonly kernelObjects: number;
  readonly files: number;
  readonly connections: number;
}

/** Counts what the application's main process has open, its watcher's thread included, and the engine's connections. */
export function openThings(pid: number, engine: TestEngine): OpenThings {
  const open = descriptors(pid);
  const count = (fits: (name: string) => boolean) => open.filter(fits).length;
  return {
    sockets: count((name) => name === 'socket'),
    pipes: count((name) => name === 'pipe'),
    kernelObjects: count((name) => name.startsWith('anon_inode')),
    files: count((name) => name.startsWith('/')),
    connections: engine.connections(),
  };
}

/** What `read` gives once it has given the same for `quietMs`: connections that are kept for a while are gone by then. */
export async function settled<T>(read: () => T, quietMs = 1_500, withinMs = 8_000): Promise<T> {
  const startedAtMs = performance.now();
  let last = read();
  let sinceMs = startedAtMs;
  while (performance.now() - sinceMs < quietMs) {
    if (performance.now() - startedAtMs > withinMs) throw new Error(`not at rest within ${withinMs} ms: ${JSON.stringify(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = read();
    if (JSON.stringify(now) === JSON.stringify(last)) continue;
    last = now;
    sinceMs = performance.now();
  }
  return last;
}
