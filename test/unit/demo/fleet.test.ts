import { describe, expect, test } from 'vitest';
import { buildFleet } from '../../../src-demo/fleet/fleet.ts';

const nowMs = Date.UTC(2026, 10, 21);
const names = (count: number, seed = 1) => buildFleet(count, seed, nowMs).map(({ spec }) => spec.name);

describe('the fleet of the demo', () => {
  test.each([0, 1, 10, 50, 200, 1_000])(
    'has exactly the %i containers that were asked for, each with its own name, id and port',
    (count) => {
      const members = buildFleet(count, 1, nowMs);
      expect(members).toHaveLength(count);
      expect(new Set(members.map(({ spec }) => spec.id)).size).toBe(count);
      expect(new Set(members.map(({ spec }) => spec.name)).size).toBe(count);
      for (const { spec } of members) {
        expect(spec.id).toMatch(/^[0-9a-f]{64}$/);
        expect(spec.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
        expect(spec.createdAtMs).toBeLessThan(nowMs);
      }
      const running = members.filter(({ opening }) => ['up', 'unhealthy', 'paused'].includes(opening.kind));
      const ports = running.flatMap(({ spec }) => spec.ports.flatMap((port) => port.host ?? []));
      expect(new Set(ports).size).toBe(ports.length);
    },
  );

  test('is the same for the same seed and begins with the same projects at any size', () => {
    expect(buildFleet(300, 7, nowMs)).toEqual(buildFleet(300, 7, nowMs));
    expect(names(10)).toEqual(names(1_000).slice(0, 10));
    expect(buildFleet(300, 7, nowMs)).not.toEqual(buildFleet(300, 8, nowMs));
  });

  test('shows many projects of which some containers are stopped', () => {
    const members = buildFleet(1_000, 1, nowMs);
    expect(new Set(members.map(({ spec }) => spec.labels['com.docker.compose.project'])).size).toBeGreaterThan(100);
    const ended = members.filter(({ opening }) => opening.kind === 'ended').length;
    expect(ended).toBeGreaterThan(100);
    expect(ended).toBeLessThan(350);
  });
});
