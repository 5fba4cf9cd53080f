import type { Change } from '../../src-shared/changes.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { SampleHistory } from '../../src-shared/samples.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { ContainerReference } from '../commands/parts.ts';
import type { EngineClient } from '../docker/client.ts';
import type { Log } from '../lib/log.ts';
import type { Store } from '../store/store.ts';
import type { AttentionTimes } from './attention-times.ts';

/** What attention needs of the rest of the core; the names are those of CoreParts where it has them. */
export interface AttentionParts {
  fleet(): Fleet;
  /** Every Change once the Fleet includes it, the narrator's included. Returns its unsubscribe. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  /** `atOnce`: it is news, for which nobody should wait. */
  tell(changes: readonly Change[], options: { readonly atOnce: boolean }): void;
  clientFor(hostId: string): Result<EngineClient>;
  readonly samples: { history(containers: readonly ContainerReference[] | null, sinceMs: number): SampleHistory[] };
  readonly settings: { current(): Pick<Settings, 'notifyJobs'> };
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
  readonly times: AttentionTimes;
}
