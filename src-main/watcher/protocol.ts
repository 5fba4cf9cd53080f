import type { Change } from '../../src-shared/changes.ts';
import type { SampleBatch } from '../../src-shared/samples.ts';

/** What the core tells its watcher worker. The two ship together, so these messages are typed and not parsed. */
export type ToWatcher =
  /** Where to look; sent first, and again when the user changes it. */
  | { readonly type: 'configure'; readonly engineAddress: string | null; readonly demoAddress: string | null }
  /** Containers on screen: sampled once a second. While `visible` is false nothing is streamed. */
  | { readonly type: 'watch'; readonly visible: boolean; readonly watched: readonly WatchedContainer[] }
  /** Try now; null: every host, and look for new ones. */
  | { readonly type: 'retry'; readonly hostId: string | null }
  /** The machine was asleep: ask everywhere now, but wake no engine that somebody stopped. */
  | { readonly type: 'resumed' }
  | { readonly type: 'stop' };

export interface WatchedContainer {
  readonly hostId: string;
  readonly containerId: string;
}

/** What the watcher tells: facts in order, and samples beside them. */
export type FromWatcher =
  | { readonly type: 'changes'; readonly changes: readonly Change[] }
  | { readonly type: 'samples'; readonly batch: SampleBatch }
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly context: Record<string, unknown>;
    }
  | { readonly type: 'stopped' };
