import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../src-main/attention/verdicts/verdict.ts';
import { removeAllContainers } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { askedEnds } from '../support/verdicts/asked-ends.ts';
import { engineRows } from '../support/verdicts/engine-rows.ts';
import { gapRows } from '../support/verdicts/gap-rows.ts';
import { healthRows } from '../support/verdicts/health-rows.ts';
import { judgeGap, judgeTape } from '../support/verdicts/judge.ts';
import { ownEnds } from '../support/verdicts/own-ends.ts';
import { playGapRow, playRow } from '../support/verdicts/play.ts';
import type { Expected } from '../support/verdicts/row.ts';
import type { Tape } from '../support/verdicts/tape.ts';

const table: string[] = [];
/** A folder in which the tapes are kept, where one is named: `QUARTERDECK_RECORD=test/fixtures/verdicts`. */
const recordTo = process.env['QUARTERDECK_RECORD'];

function record(tape: Tape): void {
  if (recordTo === undefined) return;
  mkdirSync(recordTo, { recursive: true });
  writeFileSync(join(recordTo, `${tape.row}.json`), `${JSON.stringify(tape, null, 1)}\n`);
}

function check(row: { readonly when: string; readonly expected: readonly Expected[] }, judged: readonly (readonly Verdict[])[]): void {
  const words = (all: readonly Verdict[]) => all.map((it) => `${it.kind}${it.news ? '!' : ''} “${it.what}”`).join(', ') || 'nothing';
  const wanted = row.expected.map((it) => `${it.kind}${it.news ? '!' : ''}`).join(', ') || 'nothing';
  const facts = judged[0]?.at(-1)?.facts.map((it) => `${it.label}: ${it.value}`) ?? [];
  table.push(`${row.when}\n    expected ${wanted}\n    got      ${words(judged[0] ?? [])}\n    because  ${facts.join(' · ')}`);
  for (const verdicts of judged)
    expect(verdicts.map(({ kind, news, what }) => ({ kind, news, what }))).toEqual(
      row.expected.map(({ kind, news, what }) => ({ kind, news, what: expect.stringMatching(what) })),
    );
}

afterAll(() => console.log(`\nWhat ends mean (! is news)\n${table.join('\n')}\n`));

describe('what the end of a container means', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(() => engine.dispose());

  it.each([...ownEnds, ...askedEnds, ...healthRows, ...engineRows])('$when', async (row) => {
    const tape = await playRow(engine, row);
    record(tape);
    check(row, judgeTape(tape, row));
  });
});

describe.each([false, true])('what happened while nobody watched, live-restore %s', (liveRestore) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine({ liveRestore });
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(() => engine.dispose());

  it.each(gapRows.filter((it) => it.liveRestore === liveRestore))('$when', async (row) => {
    const tape = await playGapRow(engine, row);
    record(tape);
    check(row, judgeGap(tape, row));
  });
});
