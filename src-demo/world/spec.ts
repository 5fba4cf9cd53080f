import type { Load } from '../load/usage.ts';

export interface PortSpec {
  readonly container: number;
  readonly protocol: 'tcp' | 'udp';
  /** Null where the port is exposed but not published. */
  readonly host: number | null;
}

export interface MountSpec {
  readonly type: 'bind' | 'volume';
  /** A host path, or a volume's name. */
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
}

export interface HealthSpec {
  readonly command: string;
  readonly intervalMs: number;
  readonly retries: number;
  readonly goodOutput: string;
  readonly badOutput: string;
}

/** How the program inside reacts when it is asked to end. */
export interface EndingSpec {
  /** Null: it ignores SIGTERM, as a shell without a trap does. */
  readonly afterMs: number | null;
  readonly exitCode: number;
}

/** What the script has in store for a container: see `story/plots.ts`. */
export type Plot = 'steady' | 'leak' | 'crash' | 'crashLoop' | 'segfault' | 'flaky' | 'job';

/** What kind of program writes the log: see `logs/voices.ts`. */
export type Voice = 'http' | 'api' | 'worker' | 'database' | 'cache' | 'queue' | 'metrics' | 'shell' | 'quiet';

/** What was decided when a container was created. Only a rename changes any of it, and that is in its state. */
export interface ContainerSpec {
  readonly id: string;
  readonly seed: number;
  readonly name: string;
  readonly image: string;
  readonly createdAtMs: number;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly environment: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  /** The last two numbers of its address in its network. */
  readonly addressSuffix: readonly [number, number];
  readonly aliases: readonly string[];
  readonly ports: readonly PortSpec[];
  readonly mounts: readonly MountSpec[];
  readonly restartPolicy: { readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure'; readonly maximumRetries: number };
  /** 0: none. */
  readonly memoryLimitBytes: number;
  /** Cores; 0: no limit. */
  readonly cpuLimit: number;
  readonly tty: boolean;
  readonly autoRemove: boolean;
  readonly health: HealthSpec | null;
  readonly ending: EndingSpec;
  readonly load: Load;
  readonly plot: Plot;
  readonly voice: Voice;
}
