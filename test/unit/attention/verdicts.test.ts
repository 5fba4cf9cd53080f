import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src-main/attention/verdict.ts';
import { askedEnds } from '../../support/verdicts/asked-ends.ts';
import { engineRows } from '../../support/verdicts/engine-rows.ts';
import { gapRows } from '../../support/verdicts/gap-rows.ts';
import { healthRows } from '../../support/verdicts/health-rows.ts';
import { judgeGap, judgeTape } from '../../support/verdicts/judge.ts';
import { ownEnds } from '../../support/verdicts/own-ends.ts';
import type { Expected } from '../../support/verdicts/row.ts';
import { type Tape, tapeSchema } from '../../support/verdicts/tape.ts';

const folder = join(import.meta.dirname, '../../fixtures/verdicts');
const tapes = new Map(
  readdirSync(folder).map((file) => {
    const tape = tapeSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    return [tape.row, tape] as const;
  }),
);

function tapeOf(row: string): Tape {
  const tape = tapes.get(row);
  if (!tape) throw new Error(`${row} was not recorded: QUARTERDECK_RECORD=test/fixtures/verdicts npm test -- --only engine -- verdicts`);
  return tape;
}

function check(judged: readonly (readonly Verdict[])[], expected: readonly Expected[]): void {
  for (const verdicts of judged)
    expect(verdicts.map(({ kind, news, what }) => ({ kind, news, what }))).toEqual(
      expected.map(({ kind, news, what }) => ({ kind, news, what: expect.stringMatching(what) })),
    );
}

describe('what an end means, told from what a real engine said', () => {
  it.each([...ownEnds, ...askedEnds, ...healthRows, ...engineRows])('$when', (row) => {
    check(judgeTape(tapeOf(row.id), row), row.expected);
  });
});

describe('what happened while nobody watched, told from what a real engine said', () => {
  it.each(gapRows)('$when', (row) => {
    check(judgeGap(tapeOf(row.id), row), row.expected);
  });
});
