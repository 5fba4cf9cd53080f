import { expect, it } from 'vitest';
import { readSeen, seenRecord } from '../../../src-main/attention/incidents/seen-record.ts';
import { bodyOf } from '../../../src-main/store/store-limits.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

function running(number: number): Container {
  const by = { kind: 'restartPolicy' as const, name: null };
  return buildContainer({
    id: number.toString(16).padStart(64, '0'),
    name: `a-rather-long-name-of-a-project-and-service-${number}-1`,
    image: `registry.example.com/a-team/with-a-service:2026.11.21-${'0123456789abcdef'.repeat(2)}`,
    startedAtMs: 1_000 + number,
    restartCount: 3,
    end: { exitCode: 1, outOfMemory: false, atMs: 900, requested: 'no', by },
  });
}

it('what runs on an engine of two thousand containers is kept too, and cheap to keep', () => {
  const containers = Array.from({ length: 2_000 }, (_, number) => running(number));
  const body = bodyOf(seenRecord(containers, 5_000));
  expect(body?.length).toBeLessThan(250_000);
  const read = readSeen(JSON.parse(body ?? 'null'));
  expect(read?.atMs).toBe(5_000);
  expect(read?.running).toHaveLength(2_000);
  expect(read?.running[7]).toMatchObject({ id: containers[7]?.id, startedAtMs: 1_007, restartCount: 3 });
});
