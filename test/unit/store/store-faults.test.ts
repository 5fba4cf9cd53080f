import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteFile } from '../../../src-main/store/sqlite-file.ts';
import { SqliteTables } from '../../../src-main/store/sqlite-tables.ts';
import { usualLimits } from '../../../src-main/store/store-limits.ts';
import type { Put } from '../../../src-main/store/store-protocol.ts';
import { buildActivity, buildEvidence, buildIncident, keptAtMs } from '../../support/kept.ts';
import { openTestStore, type TestStore } from '../../support/store.ts';

describe('a store with a fault', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.end());

  const files = () => readdirSync(dirname(store.file)).sort();

  async function fill(): Promise<void> {
    const open = await store.open();
    for (let number = 0; number < 400; number += 1) open.putActivity(buildActivity({ id: `line-${number}`, text: 'x'.repeat(500) }));
    await open.close();
  }

  it.each([
    ['zeros in its middle', (file: string) => overwrite(file, Buffer.alloc(65_536), statSync(file).size >> 1)],
    ['no end', (file: string) => truncateSync(file, statSync(file).size >> 1)],
    ['another kind of content', (file: string) => writeFileSync(file, 'Dear diary, '.repeat(1_000))],
    ['two bytes', (file: string) => writeFileSync(file, 'hi')],
    ['a broken schema', (file: string) => overwrite(file, Buffer.alloc(3_000, 0x5a), 1_000)],
  ])('sets a file with %s aside, says so, and goes on with a new one', async (_what, breakIt) => {
    await fill();
    breakIt(store.file);
    const broken = readFileSync(store.file);
    const open = await store.open();
    expect(await open.load()).toEqual({ incidents: [], activities: [], values: new Map() });
    expect(open.problem()).toBe(
      `The database of incidents and the feed was broken, so a new one was begun. The broken one is kept as ${store.file}.broken-7.`,
    );
    open.putActivity(buildActivity());
    await open.close();
    expect(files()).toEqual(['quarterdeck.db', 'quarterdeck.db.broken-7']);
    expect(readFileSync(`${store.file}.broken-7`).equals(broken)).toBe(true);
    const again = await store.open();
    expect((await again.load()).activities).toHaveLength(1);
    expect(again.problem()).toBeNull();
  });

  it('takes an empty file for a new one', async () => {
    writeFileSync(store.file, '');
    const open = await store.open();
    open.putActivity(buildActivity());
    await open.flush();
    expect(open.problem()).toBeNull();
    expect(files()).toContain('quarterdeck.db-wal');
  });

  it('leaves the file of a newer Quarterdeck alone, and remembers what can be asked for until the end', async () => {
    await fill();
    const db = await openSqliteFile(store.file);
    db.exec('PRAGMA user_version = 2');
    db.pragma('wal_checkpoint(TRUNCATE)');
    const before = readFileSync(store.file);
    const open = await store.open();
    expect((await open.load()).activities).toEqual([]);
    expect(open.problem()).toContain('of a newer Quarterdeck');
    open.putIncident(buildIncident());
    open.putEvidence('incident-1', buildEvidence());
    await open.flush();
    expect(await open.evidenceOf('incident-1')).toEqual([buildEvidence()]);
    await open.close();
    expect(readFileSync(store.file).equals(before)).toBe(true);
  });

  it('says that it cannot open its file, and writes all once it can', async () => {
    // Nobody may write where a folder stands.
    mkdirSync(store.file);
    const open = await store.open();
    expect((await open.load()).activities).toEqual([]);
    expect(open.problem()).toContain(`The database ${store.file} can’t be read or written`);
    open.putIncident(buildIncident());
    open.putEvidence('incident-1', buildEvidence());
    open.putActivity(buildActivity());
    await open.flush();
    expect(await open.evidenceOf('incident-1')).toEqual([buildEvidence()]);
    rmdirSync(store.file);
    await expect.poll(() => open.problem()).toBeNull();
    await open.close();
    const kept = await (await store.open()).load();
    expect([kept.incidents.length, kept.activities.length]).toEqual([1, 1]);
  });

  it('ends in time though it cannot write', async () => {
    mkdirSync(store.file);
    const open = await store.open({ times: { closeWithinMs: 500 } });
    open.putActivity(buildActivity());
    await open.flush();
    const beganAtMs = performance.now();
    await open.close();
    expect(performance.now() - beganAtMs).toBeLessThan(5_000);
    expect(open.problem()).toContain('can’t be read or written');
  });

  it('leaves out rows that do not parse, and those only', async () => {
    const db = await openSqliteFile(store.file);
    const tables = new SqliteTables(db, usualLimits, keptAtMs);
    const body = JSON.stringify(buildActivity());
    const puts = ['{"id":1}', 'no json', body, 'null', '[]'].map(
      (it, number): Put => ({ kind: 'activity', id: `line-${number}`, atMs: keptAtMs, body: it }),
    );
    tables.write(puts, keptAtMs);
    const { rows, skipped } = tables.activities();
    expect(rows).toEqual([buildActivity()]);
    expect(skipped).toHaveLength(4);
    db.close();
  });

  it('leaves out what cannot be written, and that only', async () => {
    const db = await openSqliteFile(store.file);
    const tables = new SqliteTables(db, usualLimits, keptAtMs);
    const orphan: Put = { kind: 'evidence', incidentId: 'nowhere', containerId: 'a', body: '{}' };
    const timeless: Put = { kind: 'activity', id: 'line-0', atMs: Number.NaN, body: '{}' };
    const good: Put = { kind: 'activity', id: 'line-1', atMs: keptAtMs, body: JSON.stringify(buildActivity()) };
    expect(tables.write([orphan, timeless, good], keptAtMs)).toEqual([
      expect.stringMatching(/^evidence: SQLITE_CONSTRAINT/),
      expect.stringMatching(/^activity: SQLITE_CONSTRAINT/),
    ]);
    expect(tables.activities().rows).toHaveLength(1);
    db.close();
  });

  it('forgets lines beyond the limit and those of a month ago, oldest first, and resolved incidents before open ones', async () => {
    const db = await openSqliteFile(store.file);
    const limits = { activities: 500, activityAgeMs: 20_000, incidents: 3, evidence: 2 };
    const tables = new SqliteTables(db, limits, keptAtMs);
    for (let from = 0; from < 10_000; from += 200) {
      const line = (number: number): Put => {
        const atMs = keptAtMs + number;
        return { kind: 'activity', id: `line-${number}`, atMs, body: JSON.stringify(buildActivity({ id: `line-${number}`, atMs })) };
      };
      tables.write(
        Array.from({ length: 200 }, (_, one) => line(from + one)),
        keptAtMs,
      );
    }
    const left = () => tables.activities().rows.map((it) => it.id);
    expect(left().length).toBeLessThan(1_000);
    const incident = (number: number, open: boolean): Put => {
      const one = buildIncident({ id: `incident-${number}` });
      return { kind: 'incident', id: one.id, open, lastAtMs: number, body: JSON.stringify(one) };
    };
    const evidence = (containerId: string): Put => {
      return {
        kind: 'evidence',
        incidentId: 'incident-0',
        containerId,
        body: JSON.stringify(buildEvidence({ containerId: containerId.repeat(64) })),
      };
    };
    tables.write(
      [incident(0, true), incident(1, false), incident(2, true), incident(3, true), incident(4, false), ...['a', 'b', 'c'].map(evidence)],
      keptAtMs,
    );
    const later = new SqliteTables(db, limits, keptAtMs + 29_800);
    expect(later.activities().rows.map((it) => it.id)).toEqual(Array.from({ length: 200 }, (_, number) => `line-${9_800 + number}`));
    expect(later.incidents().rows.map((it) => it.id)).toEqual(['incident-0', 'incident-2', 'incident-3']);
    expect(later.evidenceOf('incident-0').rows.map((it) => it.containerId.charAt(0))).toEqual(['b', 'c']);
    db.close();
  });
});

function overwrite(file: string, bytes: Buffer, at: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}
