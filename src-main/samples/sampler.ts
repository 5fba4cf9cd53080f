import type { SampleBatch } from '../../src-shared/samples.ts';

/** Takes readings of one host's containers while it is connected; ends with the signal it was opened with. */
export interface Sampler {
  /** Replaces the list of containers that run (paused ones too). */
  setRunning(containerIds: ReadonlySet<string>): void;
  /** Containers that somebody looks at. While nothing is `visible`, nothing is streamed. */
  setWatched(containerIds: ReadonlySet<string>, visible: boolean): void;
  /** A removed container's readings are dropped and its slot is free. */
  forget(containerId: string): void;
}

export type SendSamples = (batch: SampleBatch) => void;
