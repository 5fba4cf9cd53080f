import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src-main/attention/verdicts/verdict.ts';
import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { buildHost } from '../../support/build.ts';
import { askedEnds } from '../../support/verdicts/asked-ends.ts';
import { engineRows } from '../../support/verdicts/engine-rows.ts';
import { gapRows } from '../../support/verdicts/gap-rows.ts';
import { healthRows } from '../../support/verdicts/health-rows.ts';
import { judgeGap, judgeTape } from '../../support/verdicts/judge.ts';
import { ownEnds } from '../../support/verdicts/own-ends.ts';
import type { Expected, VerdictRow } from '../../support/verdicts/row.ts';
import { shapes } from '../../support/verdicts/shapes.ts';
import { changesOf, containerOf, tapeHost } from '../../support/verdicts/tape.ts';
import { tapeOf } from '../../support/verdicts/tapes.ts';

const rows = [...ownEnds, ...askedEnds, ...healthRows, ...engineRows];

function check(judged: readonly (readonly Verdict[])[], expected: readonly Expected[]): void {
  expect(judged.length).toBeGreaterThan(0);
  for (const verdicts of judged)
    expect(verdicts.map(({ kind, news, what }) => ({ kind, news, what }))).toEqual(
      expected.map(({ kind, news, what }) => ({ kind, news, what: expect.stringMatching(what) })),
    );
}

describe('what an end means, told from what a real engine said', () => {
  it.each(rows)('$when', (row) => {
    check(judgeTape(tapeOf(row.id), row), row.expected);
  });
});

describe('what happened while nobody watched, told from what a real engine said', () => {
  it.each(gapRows)('$when', (row) => {
    check(judgeGap(tapeOf(row.id), row), row.expected);
  });
});

describe.each(Object.entries(shapes))('the same from %s', (_, shape) => {
  // A check of health that comes twice is told twice here; who keeps incidents knows of the first.
  it.each(rows.filter((it) => !healthRows.includes(it)))('$when', (row) => {
    const tape = tapeOf(row.id);
    check(judgeTape(tape, row, shape(tape.events)), row.expected);
  });
});

describe('the feed says the same as the verdicts', () => {
  /** The feed's lines for what happened to the row's first container. */
  function feedOf(row: VerdictRow) {
    const tape = tapeOf(row.id);
    const container = containerOf(tape.containers[0]?.before) ?? containerOf(tape.containers[0]?.after);
    if (!container) throw new Error('no container on the tape');
    let nowMs = tape.beganAtMs;
    const keeper = new FleetKeeper({ now: () => nowMs });
    const operation = {
      id: 'op-1',
      hostId: tapeHost,
      containerId: container.id,
      kind: row.own ?? 'start',
      by: { kind: 'you' as const, name: null },
      state: 'running' as const,
      sinceMs: tape.beganAtMs,
      subject: container.name,
      progress: null,
      cancellable: false,
    };
    const changes: Change[] = changesOf(tape.events, container.id).filter((it) => it.type !== 'containerCreated');
    keeper.tell([
      { type: 'hostFound', host: buildHost({ id: tapeHost }) },
      { type: 'containersListed', hostId: tapeHost, atMs: nowMs, containers: [{ ...container, state: 'created', end: null }] },
    ]);
    for (const change of changes) {
      if ('atMs' in change) nowMs = change.atMs;
      if (row.own && nowMs >= tape.beganAtMs && keeper.fleet.operations.size === 0) keeper.tell([{ type: 'operationChanged', operation }]);
      keeper.tell([change]);
    }
    const { activities } = keeper.fleet;
    keeper.dispose();
    return activities;
  }

  it.each([...ownEnds, ...askedEnds, ...engineRows])('$when', (row) => {
    const [verdicts = []] = judgeTape(tapeOf(row.id), row);
    const feed = feedOf(row);
    const crashes = verdicts.filter((it) => it.kind === 'crashed' || it.kind === 'outOfMemory' || it.kind === 'restartLoop');
    expect(feed.filter((it) => it.kind === 'crash')).toHaveLength(crashes.length);
    for (const { what, kind } of crashes) if (kind !== 'restartLoop') expect(feed.map((it) => it.text)).toContain(what);
    if (crashes.length === 0) expect(feed.filter((it) => it.tone === 'crashed')).toEqual([]);
  });
});
