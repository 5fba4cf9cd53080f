import { expect, it } from 'vitest';
import { answerHere } from '../../../src-main/remote/forward.ts';
import type { IncidentEvidence } from '../../../src-shared/incidents.ts';
import { sampleWidth } from '../../../src-shared/samples.ts';

it('evidence of another Quarterdeck is on our clock, as its incident is', () => {
  const there: IncidentEvidence = {
    containerId: 'a'.repeat(64),
    verdict: 'crashed',
    facts: [],
    logTail: [
      { atMs: 900, stream: 'stderr', text: 'Error' },
      { atMs: null, stream: 'stdout', text: '' },
    ],
    errorLineIndex: 0,
    samples: Array.from({ length: 2 * sampleWidth }, (_, at) => at),
    diedAtMs: 1_000,
    memoryLimitBytes: null,
    events: [],
  };
  const answer = answerHere('getIncidentEvidence', { ok: true, value: [there] }, 'remote-0123abcd', 60_000);
  if (!answer.ok) throw new Error(answer.failure.message);
  const [here] = answer.value;
  expect(here).toMatchObject({ diedAtMs: 61_000, logTail: [{ atMs: 60_900 }, { atMs: null }] });
  expect([here?.samples[0], here?.samples[1], here?.samples[sampleWidth]]).toEqual([60_000, 1, 60_000 + sampleWidth]);
});
