import type { Change } from '../../src-shared/changes.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { Actor } from '../../src-shared/model.ts';
import type { ActionTarget } from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import type { FlowParts } from '../flow/flow-parts.ts';
import type { Log } from '../lib/log.ts';
import type { Operations } from '../operations/operations.ts';
import type { DeletionJournal } from '../store/deletion-journal.ts';

export interface DeletionWish {
  readonly hostId: string;
  readonly target: ActionTarget;
  readonly volumes: boolean;
  readonly by: Actor;
}

/** Containers that the user deleted and may still have back. */
export interface Deletions {
  /** Hides and renames it at once, then stops it; it is removed when the time to undo is over. Answers once the name is free. */
  begin(client: EngineClient, wish: DeletionWish): Promise<Result<{ undoUntilMs: number }>>;
  /** Gives its name back and starts it if it ran. A Failure once it is being removed. */
  undo(client: EngineClient, hostId: string, target: ActionTarget, by: Actor): Promise<Result<null>>;
  /** What waits is carried out at the next start. */
  close(): void;
}

export interface DeletionsOptions {
  fleet(): Fleet;
  tell(changes: readonly Change[]): void;
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  clientFor(hostId: string): Result<EngineClient>;
  readonly operations: Operations;
  readonly flow: Pick<FlowParts, 'cleanup'>;
  readonly journal: DeletionJournal;
  readonly log: Log;
  /** How long a deletion can be undone, in ms. */
  readonly undoMs?: number;
}
