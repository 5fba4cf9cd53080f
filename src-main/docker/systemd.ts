import { execFile } from 'node:child_process';
import { access, stat } from 'node:fs/promises';

/** Asks systemd for a unit's ActiveState ('active', 'inactive', 'failed' ...); null where systemd does not run or say. */
export async function unitState(unit: string): Promise<string | null> {
  try {
    await access('/run/systemd/system');
  } catch {
    return null;
  }
  return new Promise((resolve) => {
    execFile('systemctl', ['show', '-p', 'ActiveState', '--value', unit], { timeout: 2_000 }, (error, output) => {
      resolve(error ? null : output.trim() || null);
    });
  });
}

/**
 * Keeps us from waking an engine that was stopped on purpose: systemd holds its socket open and starts the engine on
 * the first touch. The unit is asked when first needed, when the engine's pid file comes or goes, and every `askEveryMs`.
 */
export class WakeGuard {
  private known: { readonly inactive: boolean; readonly pidFile: boolean; readonly atMs: number } | null = null;
  private readonly askState: () => Promise<string | null>;
  private readonly pidFile: string;
  private readonly askEveryMs: number;

  constructor(askState: () => Promise<string | null>, pidFile: string, askEveryMs = 15_000) {
    this.askState = askState;
    this.pidFile = pidFile;
    this.askEveryMs = askEveryMs;
  }

  /** Whether a connection would wake an engine that somebody stopped. */
  async isStoppedOnPurpose(nowMs: number = Date.now()): Promise<boolean> {
    const pidFile = await stat(this.pidFile).then(
      () => true,
      () => false,
    );
    if (this.known && this.known.pidFile === pidFile && nowMs - this.known.atMs < this.askEveryMs) return this.known.inactive;
    // While it is 'activating' or 'deactivating' a connection only waits; a failed unit would be started again.
    const state = await this.askState();
    const inactive = state === 'inactive' || state === 'failed';
    this.known = { inactive, pidFile, atMs: nowMs };
    return inactive;
  }
}
