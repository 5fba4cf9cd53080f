import type { Change } from '../../src-shared/changes.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { ContainerReference } from '../commands/parts.ts';
import type { EngineClient } from '../docker/client.ts';
import type { Log } from '../lib/log.ts';
import type { ConnectionLimits } from './connection.ts';
import type { FlowEvent } from './flow-parts.ts';

/** What the flow sockets need of the core around them. */
export interface FlowOptions {
  /** The folder of all folders; see `flowFolderOf`. */
  readonly folder: string;
  fleet(): Fleet;
  clientFor(hostId: string): Result<EngineClient>;
  tell(changes: readonly Change[]): void;
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  readonly log: Log;
  readonly limits?: Partial<ConnectionLimits>;
  readonly times?: Partial<FlowTimes>;
}

export interface FlowTimes {
  /** The shortest time between two batches of statuses that only tell of talk. */
  readonly statusEveryMs: number;
  /** How long a connection waits for its folder's container to become known. */
  readonly strangerMs: number;
  /** Between two counts in the log. */
  readonly countEveryMs: number;
  /** How long an owner of the lock that has just gone is given before the lock is tried. */
  readonly lockAgainMs: number;
}

export const defaultFlowTimes: FlowTimes = { statusEveryMs: 1_000, strangerMs: 5_000, countEveryMs: 60_000, lockAgainMs: 50 };

/** What the folders need: the options, with nothing left open. */
export interface FoldersParts extends Omit<FlowOptions, 'limits' | 'times'> {
  readonly limits: ConnectionLimits;
  readonly times: FlowTimes;
  onEvent(owner: ContainerReference, event: FlowEvent): void;
}
