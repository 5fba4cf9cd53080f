import { describe, expect, test } from 'vitest';
import { buildFleet } from '../../../src-demo/fleet/fleet.ts';
import { populate } from '../../../src-demo/fleet/populate.ts';
import { linesKept, linesOf, nextLineAtMs } from '../../../src-demo/logs/log.ts';
import { endByItself } from '../../../src-demo/story/story.ts';
import { pause, unpause } from '../../../src-demo/world/pausing.ts';
import { createWorld, findByName } from '../../../src-demo/world/world.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function openLog(name: string) {
  const clock = createManualClock();
  const world = createWorld(clock, 1, true);
  populate(world, buildFleet(20, 1, clock.nowMs()));
  const container = findByName(world, name);
  if (!container) throw new Error(`no ${name}`);
  return { clock, world, container, read: (sinceMs: number, limit = linesKept) => linesOf(container, sinceMs, clock.nowMs(), limit) };
}

describe('the log of a demo container', () => {
  test('a tail is the end of the whole, in the order of time', () => {
    const { read } = openLog('harbor-shop-api-1');
    const whole = read(0);
    expect(whole).toHaveLength(linesKept);
    expect(read(0, 25)).toEqual(whole.slice(-25));
    expect(whole.every((line, index) => line.atMs >= (whole[index - 1]?.atMs ?? 0))).toBe(true);
  });

  test('read bit by bit it is the same as read at once', () => {
    const { clock, read } = openLog('harbor-shop-web-1');
    const beganMs = clock.nowMs();
    const bits = [];
    let toldMs = beganMs;
    for (const stepMs of [1, 350, 20, 5_000, 1_234, 700, 9_999]) {
      clock.advance(stepMs);
      bits.push(...read(toldMs));
      toldMs = clock.nowMs();
    }
    expect(bits.length).toBeGreaterThan(10);
    expect(bits).toEqual(read(beganMs));
  });

  test('the next line comes when it is said to', () => {
    const { clock, container, read } = openLog('harbor-shop-db-1');
    const nowMs = clock.nowMs();
    const nextMs = nextLineAtMs(container, nowMs) ?? 0;
    clock.advance(nextMs - nowMs - 0.01);
    expect(read(nowMs)).toEqual([]);
    clock.advance(0.02);
    expect(read(nowMs)).toHaveLength(1);
  });

  test('a paused container writes nothing, also seen afterwards', () => {
    const { clock, world, container, read } = openLog('harbor-shop-web-1');
    const pausedMs = clock.nowMs();
    pause(world, container);
    clock.advance(60_000);
    expect(read(pausedMs)).toEqual([]);
    unpause(world, container);
    const resumedMs = clock.nowMs();
    clock.advance(60_000);
    expect(read(pausedMs).filter((line) => line.atMs < resumedMs)).toEqual([]);
    expect(read(pausedMs).length).toBeGreaterThan(10);
  });

  test('a crash leaves its last words on stderr, and nothing comes after', () => {
    const { clock, world, container, read } = openLog('dns-proxy');
    endByItself(world, container, 139, false);
    clock.advance(60_000);
    const last = read(0, 1)[0];
    expect(last).toMatchObject({ stream: 'stderr', text: 'Segmentation fault (core dumped)' });
    expect(nextLineAtMs(container, clock.nowMs())).toBeNull();
  });
});
