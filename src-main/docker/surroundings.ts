import { homedir } from 'node:os';
import { unitState } from './systemd.ts';

/** What of the machine and the user decides where engines are looked for; tests put in their own. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly homeDirectory: string;
  readonly userId: number | null;
  readonly platform: NodeJS.Platform;
  /** Prefix of the system's absolute paths: '' but in tests. */
  readonly root: string;
  /** The state of a systemd unit, null where systemd does not run. */
  readonly unitState: (unit: string) => Promise<string | null>;
}

export function realSurroundings(): Surroundings {
  return {
    env: process.env,
    homeDirectory: homedir(),
    userId: process.getuid?.() ?? null,
    platform: process.platform,
    root: '',
    unitState,
  };
}
