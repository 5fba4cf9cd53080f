import { type Rule, ruleSchema } from '../../../src-shared/rules.ts';
import { packSample, type Sample, sampleWidth } from '../../../src-shared/samples.ts';

/** A rule about all containers, with whatever a test wants different. */
export function aRule(patch: Partial<Rule> = {}): Rule {
  return ruleSchema.parse({
    id: 'r-1',
    name: 'Test rule',
    enabled: true,
    scope: { kind: 'all' },
    condition: { kind: 'notRunning', forSeconds: 1 },
    notify: true,
    recovery: null,
    ...patch,
  });
}

export function aSample(patch: Partial<Sample> = {}): Sample {
  const none = { networkRxBytes: 0, networkTxBytes: 0, blockReadBytes: 0, blockWriteBytes: 0, pids: 1 };
  return { atMs: 0, cpuPercent: 0, memoryBytes: 0, memoryCacheBytes: 0, memoryLimitBytes: 0, ...none, ...patch };
}

/** Samples as a history holds them. */
export function packed(samples: readonly Sample[]): Float64Array<ArrayBuffer> {
  const values = new Float64Array(samples.length * sampleWidth);
  for (const [index, sample] of samples.entries()) packSample(values, index * sampleWidth, sample);
  return values;
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
