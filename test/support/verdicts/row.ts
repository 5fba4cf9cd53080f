import type { VerdictKind } from '../../../src-shared/incidents.ts';
import type { OperationKind } from '../../../src-shared/model.ts';
import type { ContainerWish } from '../containers.ts';
import type { TestEngine } from '../engine.ts';

/** What must be said of one end, written before it was seen. */
export interface Expected {
  readonly kind: VerdictKind;
  readonly news: boolean;
  readonly what: RegExp;
}

/** What a row's play may do; `told` waits for the engine's own word. */
export interface RowStage {
  readonly engine: TestEngine;
  readonly ids: readonly string[];
  /** `stop?t=0`, `kill?signal=HUP` ... on each of the row's containers, one after the other. */
  readonly act: (action: string) => Promise<void>;
  readonly remove: () => Promise<void>;
  /** Until each container has had so many events of this action. */
  readonly told: (action: string, times?: number) => Promise<void>;
  readonly killProcess: (signal: NodeJS.Signals) => Promise<void>;
}

/** One row of the table of what ends mean: how it is provoked and what must be said of it. */
export interface VerdictRow {
  readonly id: string;
  /** A sentence for who reads the table. */
  readonly when: string;
  /** Of each of the row's containers, oldest first; empty: nothing has ended. */
  readonly expected: readonly Expected[];
  readonly wish?: ContainerWish;
  /** How many such containers; 1 unless told otherwise. */
  readonly count?: number;
  /** Played as if this had been our own operation, begun at the first event of the play. */
  readonly own?: OperationKind;
  /** The row is about the container that the play made, the last one that has died, and not about one that was there before. */
  readonly madeByPlay?: boolean;
  readonly notifyJobs?: boolean;
  readonly play: (stage: RowStage) => Promise<void>;
}

/** A row in which nobody watches for a while: what is known before and after decides. */
export interface GapRow extends Omit<VerdictRow, 'own' | 'play'> {
  readonly how: 'away' | 'closed';
  readonly liveRestore: boolean;
  /** Whether the watcher can know that the engine itself was down. */
  readonly engineWasDown: boolean | null;
  /** Whether the engine is asked what it remembers of the gap. */
  readonly asksEngine?: boolean;
  readonly play: (stage: Omit<RowStage, 'told'>) => Promise<void>;
}

export const stopped: Expected = { kind: 'stopped', news: false, what: /^Stopped/ };
export const crashedWith = (code: number): Expected => ({ kind: 'crashed', news: true, what: new RegExp(`^Exited ${code}$`) });
