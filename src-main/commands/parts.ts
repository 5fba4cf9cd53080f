import type { Change } from '../../src-shared/changes.ts';
import type { Argument, CommandName, CoreCommandName, DesktopCommandName, Push, PushName, Value } from '../../src-shared/contract.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Fleet, Snapshot } from '../../src-shared/fleet.ts';
import type { Actor } from '../../src-shared/model.ts';
import type { SampleHistory } from '../../src-shared/samples.ts';
import type { Attention } from '../attention/attention.ts';
import type { Deletions } from '../deletion/deletion-parts.ts';
import type { EngineClient } from '../docker/client.ts';
import type { FlowParts } from '../flow/flow-parts.ts';
import type { Log } from '../lib/log.ts';
import type { Operations } from '../operations/operations.ts';
import type { SettingsStore } from '../store/settings.ts';

export interface ContainerReference {
  readonly hostId: string;
  readonly containerId: string;
}

/** What the handlers need of the rest of the core. The composition (core.ts) builds it; tests build a small one. */
export interface CoreParts {
  fleet(): Fleet;
  snapshot(): Snapshot;
  /** Every Change once the Fleet includes it. Returns its unsubscribe. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  /** The host’s client; a Failure for a host that nobody knows or whose address can't be used. */
  clientFor(hostId: string): Result<EngineClient>;
  readonly operations: Operations;
  readonly deletions: Deletions;
  readonly flow: FlowParts;
  readonly attention: Attention;
  readonly samples: {
    history(containers: readonly ContainerReference[] | null, sinceMs: number): SampleHistory[];
  };
  /** Replaces what this caller shows; an empty list when it goes away. */
  watch(callerId: string, watched: readonly ContainerReference[]): void;
  /** Tries a host (null: looks everywhere) now. */
  retry(hostId: string | null): void;
  readonly demo: {
    start(containers: number): Promise<Result<null>>;
    stop(): Promise<Result<null>>;
  };
  readonly settings: SettingsStore;
  readonly log: Log;
}

/** Whoever asks: a window, or a client of the API. */
export interface Caller {
  readonly id: string;
  /** Who is named in the feed for what this caller does. */
  readonly actor: Actor;
  push<P extends PushName>(name: P, payload: Push<P>): void;
  /** Ends when the caller goes away; what was opened for it is closed then. */
  readonly signal: AbortSignal;
}

export type Handler<C extends CommandName> = (argument: Argument<C>, caller: Caller) => Promise<Result<Value<C>>>;
/** One handler a command: a missing one does not compile. */
export type CoreHandlers = { readonly [C in CoreCommandName]: Handler<C> };
export type DesktopHandlers = { readonly [C in DesktopCommandName]: Handler<C> };
