import { describe, expect, it } from 'vitest';
import { keepWhatInspectLacks } from '../../../src-shared/fleet-draft.ts';
import { buildWeb } from './stage.ts';

const first = { atMs: 10_000, exitCode: 1, outOfMemory: false, requested: 'yes', by: { kind: 'you', name: null } } as const;
const unexplained = { ...first, requested: 'notKnown', by: { kind: 'notKnown', name: null } } as const;

describe('who ended a container', () => {
  it('is kept where inspect tells of the same death, some milliseconds later', () => {
    const inspected = { ...buildWeb(), startedAtMs: 5_000, end: { ...unexplained, atMs: 10_030 } };
    expect(keepWhatInspectLacks({ ...buildWeb(), end: first }, inspected).end?.by.kind).toBe('you');
  });

  it('is not said again of the next death, however soon it came', () => {
    const inspected = { ...buildWeb(), startedAtMs: 10_500, end: { ...unexplained, atMs: 10_900 } };
    expect(keepWhatInspectLacks({ ...buildWeb(), end: first }, inspected).end?.by.kind).toBe('notKnown');
  });
});
