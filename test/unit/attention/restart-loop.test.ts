import { describe, expect, it } from 'vitest';
import { findRestartLoop } from '../../../src-main/attention/verdicts/restart-loop.ts';

const deaths = (count: number, exitCode = 3) =>
  Array.from({ length: count }, (_, index) => ({ atMs: index * 10_000, exitCode, outOfMemory: false }));

describe('A restart loop', () => {
  it.each([
    [3, 'exited 3 three times in 20 s'],
    [10, 'exited 3 ten times in 1 min 30 s'],
    // Two numbers side by side would be read as one.
    [11, 'exited 3, 11 times in 1 min 40 s'],
  ])('of %i deaths is told so that it can be read', (count, text) => {
    expect(findRestartLoop(deaths(count), 'always')?.text.replaceAll('\u00a0', ' ')).toBe(text);
  });
});
