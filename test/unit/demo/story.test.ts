import { afterEach, describe, expect, test } from 'vitest';
import { buildFleet } from '../../../src-demo/fleet/fleet.ts';
import { populate } from '../../../src-demo/fleet/populate.ts';
import { readContainer } from '../../../src-demo/shapes/stats.ts';
import { setStill, tellStory } from '../../../src-demo/story/story.ts';
import type { Container } from '../../../src-demo/world/container.ts';
import { pause, unpause } from '../../../src-demo/world/pausing.ts';
import { kill, remove, stop } from '../../../src-demo/world/stopping.ts';
import { createWorld, findByName, findContainer } from '../../../src-demo/world/world.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const minuteMs = 60_000;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function openWorld(containers: number, still: boolean) {
  const clock = createManualClock();
  const world = createWorld(clock, 1, still);
  populate(world, buildFleet(containers, 1, clock.nowMs()));
  const told: string[] = [];
  world.bus.onEvent((event) => {
    if (event.type === 'container')
      told.push(`${event.attributes['name']} ${event.action}${event.attributes['exitCode'] ? ` ${event.attributes['exitCode']}` : ''}`);
  });
  const end = tellStory(world);
  closing.push(() => {
    end();
    world.agenda.close();
    expect(clock.planned()).toBe(0);
  });
  const named = (name: string): Container => {
    const container = findByName(world, name);
    if (!container) throw new Error(`no ${name}`);
    return container;
  };
  return { clock, world, told, named };
}

describe('the story of the demo', () => {
  test('in half an hour containers crash, run out of memory, recover, get sick and well', () => {
    const { clock, told } = openWorld(200, false);
    clock.advance(30 * minuteMs);
    for (const kind of [
      / die 1$/,
      / die 139$/,
      / oom$/,
      / die 137$/,
      / start$/,
      / health_status: unhealthy$/,
      / health_status: healthy$/,
      / die 0$/,
    ]) {
      expect(
        told.some((line) => kind.test(line)),
        String(kind),
      ).toBe(true);
    }
    // Lively, but not a flood.
    expect(told.length).toBeGreaterThan(50);
    expect(told.length).toBeLessThan(3_000);
  });

  test('is the same each time', () => {
    const [one, other] = [openWorld(50, false), openWorld(50, false)];
    one.clock.advance(20 * minuteMs);
    other.clock.advance(20 * minuteMs);
    expect(other.told).toEqual(one.told);
  });

  test('stands still when told to, and goes on', () => {
    const { clock, world, told } = openWorld(50, true);
    clock.advance(60 * minuteMs);
    expect(told).toEqual([]);
    setStill(world, false);
    clock.advance(20 * minuteMs);
    expect(told.length).toBeGreaterThan(5);
    setStill(world, true);
    const until = told.length;
    clock.advance(60 * minuteMs);
    // At most what was on its way: a restart whose wait had begun.
    expect(told.slice(until).filter((line) => !line.endsWith(' start') && !line.endsWith('health_status: healthy'))).toEqual([]);
  });

  test('a crash loop waits twice as long each time', () => {
    const { clock, world, named } = openWorld(20, true);
    const rollup = named('tide-metrics-rollup-1');
    const starts: number[] = [];
    world.bus.onEvent((event) => {
      if (event.id !== rollup.spec.id) return;
      if (event.type === 'container' && event.action === 'die') starts.push(-clock.nowMs());
      if (event.type === 'container' && event.action === 'start') starts.push(clock.nowMs());
    });
    setStill(world, false);
    clock.advance(5 * minuteMs);
    const waits = starts.flatMap((at, index) => ((starts[index - 1] ?? 0) < 0 ? [Math.round(at + (starts[index - 1] ?? 0))] : []));
    expect(waits.length).toBeGreaterThan(2);
    expect(waits.slice(0, 2)).toEqual([6_400, 12_800]);
  });
});

describe('what is asked of a demo container', () => {
  test('a stop that is ignored ends by force when its grace is over', async () => {
    const { clock, told, world, named } = openWorld(20, true);
    const stopped = stop(world, named('scratchpad'), 10);
    clock.advance(9_999);
    expect(told).toEqual(['scratchpad kill']);
    clock.advance(100);
    expect(await stopped).toBeNull();
    expect(told).toEqual(['scratchpad kill', 'scratchpad kill', 'scratchpad die 137', 'scratchpad stop']);
    clock.advance(60 * minuteMs);
    expect(told).toHaveLength(4);
  });

  test('paused time is no time: nothing is used and nothing written', () => {
    const { clock, world, named } = openWorld(20, true);
    const db = named('harbor-shop-db-1');
    pause(world, db);
    const before = readContainer(world, db, clock.nowMs())?.usage;
    clock.advance(10 * minuteMs);
    expect(readContainer(world, db, clock.nowMs())?.usage).toEqual(before);
    unpause(world, db);
    clock.advance(minuteMs);
    expect(readContainer(world, db, clock.nowMs())?.usage.cpuNanoseconds).toBeGreaterThan(before?.cpuNanoseconds ?? 0);
  });

  test('killed while two wait for its end, both hear of it', async () => {
    const { clock, world, named } = openWorld(20, true);
    const both = Promise.all([kill(world, named('harbor-shop-api-1'), 'KILL'), kill(world, named('harbor-shop-api-1'), '9')]);
    clock.advance(1_000);
    expect(await both).toEqual([null, null]);
    expect(named('harbor-shop-api-1').status).toBe('exited');
  });

  test('a removed one is found no longer, by name, id or beginning of the id', async () => {
    const { clock, world, named } = openWorld(20, true);
    const { spec } = named('harbor-shop-api-1');
    expect(findContainer(world, spec.id.slice(0, 12))?.name).toBe('harbor-shop-api-1');
    const removed = remove(world, named('harbor-shop-api-1'), true);
    clock.advance(1_000);
    await removed;
    for (const reference of [spec.id, spec.id.slice(0, 12), spec.name, `/${spec.name}`]) expect(findContainer(world, reference)).toBeNull();
  });
});
