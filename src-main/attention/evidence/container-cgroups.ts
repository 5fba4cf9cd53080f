import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorFacts } from '../../docker/problems.ts';

/** A container starts with its cgroup; those of several that start at once are looked up together. */
const settleMs = 200;
/** Version 2 tells of a death as it happens; version 1 counts the dead until the engine's shim, which may be busy, has taken note. */
const eventsFile = 'cgroup.events';
const countFile = 'pids.current';
/** `<id>` with the engine's own driver, `docker-<id>.scope` with systemd's. */
const folderName = /^(?:docker-)?([0-9a-f]{64})(?:\.scope)?$/;

/** Where engines put containers, by version of cgroups, driver and whether the engine is rootless. */
export function usualFolders(userId: number | undefined, root = '/sys/fs/cgroup'): readonly string[] {
  const user = `user.slice/user-${userId}.slice/user@${userId}.service/user.slice`;
  // Version 2 last: where both are, it tells more.
  return ['pids', '', 'unified'].flatMap((version) => ['docker', 'system.slice', user].map((folder) => join(root, version, folder)));
}

/**
 * What this machine's kernel says of containers: whether any process of theirs is left. It knows of a death some hundred
 * milliseconds before a busy engine tells of it. Only a container whose cgroup was seen here is believed to run here: that
 * of an engine elsewhere, or in a machine within this one, never has one. Elsewhere than on Linux it knows nothing.
 */
export class ContainerCgroups {
  private readonly folders: readonly string[];
  private known: ReadonlyMap<string, string> = new Map();
  private timer: NodeJS.Timeout | null = null;

  constructor(folders: readonly string[] = process.platform === 'linux' ? usualFolders(process.getuid?.()) : []) {
    this.folders = folders;
  }

  /** Containers have started, or were found. */
  started(): void {
    if (this.folders.length > 0) this.timer ??= setTimeout(() => this.survey(), settleMs);
  }

  /** Looks which containers have a cgroup here now. One that has none any more is forgotten if it had none left to end. */
  survey(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const found = new Map<string, string>();
    for (const folder of this.folders) {
      const file = existsSync(join(folder, eventsFile)) ? eventsFile : countFile;
      for (const name of namesIn(folder)) {
        const id = folderName.exec(name)?.[1];
        if (id !== undefined) found.set(id, join(folder, name, file));
      }
    }
    this.known = found;
  }

  /** Whether it is known to have run here, and no process of it is left. Some microseconds. */
  isGone(containerId: string): boolean {
    const path = this.known.get(containerId);
    if (path === undefined) return false;
    try {
      const text = readFileSync(path, 'utf8');
      return path.endsWith(eventsFile) ? /^populated 0$/m.test(text) : text.trim() === '0';
    } catch (error) {
      // The engine removes it with the dead container: ENOENT, or ENODEV while it does.
      return ['ENOENT', 'ENODEV'].includes(errorFacts(error).code ?? '');
    }
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Most of the usual places are not there.
    return [];
  }
}
