import { describe, expect, it } from 'vitest';
import { changedFacts, evidenceOf } from '../../../src-main/attention/evidence/evidence.ts';
import { oldFailures, readSeen, seenRecord } from '../../../src-main/attention/incidents/seen-record.ts';
import { hidden } from '../../../src-main/lib/redact.ts';
import { incidentEvidenceSchema } from '../../../src-shared/incidents.ts';
import type { LogLine } from '../../../src-shared/logs.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

const line = (text: string): LogLine => ({ atMs: 1, stream: 'stderr', text, cut: false });

it('evidence of a log that is made to be hard to read is written in slices, so that nothing waits for it', async () => {
  const line = { atMs: 1, stream: 'stdout' as const, text: '--a-'.repeat(4_096), cut: false };
  let turns = 0;
  const evidence = await evidenceOf(
    {
      container: buildContainer(),
      verdict: 'crashed',
      facts: [],
      tail: Array.from({ length: 100 }, () => line),
      errorLineIndex: null,
      samples: [],
      diedAtMs: 1,
      events: [],
    },
    async () => {
      turns += 1;
    },
  );
  expect(evidence.logTail).toHaveLength(100);
  expect(turns).toBeGreaterThan(10);
});

describe('what is kept of a death', () => {
  it('holds no secrets, also not those that go over several lines', async () => {
    const tail = [
      line('password=hunter2 is wrong'),
      line('-----BEGIN RSA PRIVATE KEY-----'),
      line('MIIEowIBAAKCAQEA7'),
      line('c29tZXRoaW5n'),
      line('-----END RSA PRIVATE KEY-----'),
      line('Error: no'),
    ];
    const evidence = await evidenceOf(
      {
        container: buildContainer(),
        verdict: 'crashed',
        facts: [{ label: 'The engine says', value: 'token=abcdef1234567890' }],
        tail,
        errorLineIndex: 5,
        samples: [],
        diedAtMs: 1,
        events: [],
      },
      async () => undefined,
    );
    const text = JSON.stringify(incidentEvidenceSchema.parse(evidence));
    for (const secret of ['hunter2', 'MIIEow', 'c29tZXRo', 'abcdef12']) expect(text).not.toContain(secret);
    expect(evidence.logTail.map((it) => it.text)).toEqual([`password=${hidden} is wrong`, hidden, hidden, hidden, hidden, 'Error: no']);
  });

  it('says what changed shortly before', () => {
    const facts = changedFacts(
      { updated: { code: true, agoMs: 5_000 }, replaced: { image: 'web:1', agoMs: 9_000 }, diedWith: ['db', 'cache'] },
      (durationMs) => `${durationMs / 1_000} s`,
    );
    expect(facts.map((it) => `${it.label}: ${it.value}`)).toEqual([
      'Changed before: New code 5 s before',
      'Image before: web:1, replaced 9 s before',
      'Died with it: db, cache',
    ]);
  });
});

describe('what was dead before the first look', () => {
  const nowMs = 1_000_000_000;
  const ended = (name: string, exitCode: number, facts: Partial<Container> = {}): Container =>
    buildContainer({
      name,
      state: 'exited',
      end: { exitCode, outOfMemory: false, atMs: nowMs - 60_000, requested: 'notKnown', by: { kind: 'notKnown', name: null } },
      ...facts,
    });

  it('is listed if it failed lately and by itself', () => {
    const all = [
      ended('failed', 1),
      ended('fine', 0),
      ended('stopped', 143),
      ended('killed', 137),
      ended('job', 1, { autoRemove: true }),
      ended('shell', 1, { interactive: true }),
      buildContainer({ name: 'runs' }),
    ];
    expect(oldFailures(all, nowMs, 86_400_000).map((it) => it.name)).toEqual(['failed']);
    expect(oldFailures(all, nowMs, 1_000)).toEqual([]);
    expect(
      oldFailures(
        Array.from({ length: 50 }, () => ended('x', 1)),
        nowMs,
        86_400_000,
      ),
    ).toHaveLength(20);
  });

  it('what ran is read back, and what is broken is as if it had not been', () => {
    const record = seenRecord([buildContainer({ name: 'web' })], 5);
    expect(readSeen(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(readSeen({ atMs: 5, running: [7, record.running[0]] })?.running).toHaveLength(1);
    expect(readSeen({ running: 'all' })).toBeNull();
    expect(readSeen(undefined)).toBeNull();
  });
});
