import { expect, test } from 'vitest';
import { buildFleet } from '../../../src-demo/fleet/fleet.ts';
import { populate } from '../../../src-demo/fleet/populate.ts';
import { inspectShape } from '../../../src-demo/shapes/inspect.ts';
import { listEntry } from '../../../src-demo/shapes/list-entry.ts';
import { infoShape, machine, versionShape } from '../../../src-demo/shapes/machine.ts';
import { readContainer, statsShape } from '../../../src-demo/shapes/stats.ts';
import { tellStory } from '../../../src-demo/story/story.ts';
import { createWorld } from '../../../src-demo/world/world.ts';
import { decodeEvent } from '../../../src-main/docker/decode-event.ts';
import { decodeInspect } from '../../../src-main/docker/decode-inspect.ts';
import { decodeList } from '../../../src-main/docker/decode-list.ts';
import { decodeEngine } from '../../../src-main/docker/describe-engine.ts';
import { cpuPercentBetween, decodeStats } from '../../../src-main/samples/decode-stats.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function openWorld(still: boolean) {
  const clock = createManualClock();
  const world = createWorld(clock, 1, still);
  populate(world, buildFleet(200, 1, clock.nowMs()));
  return { clock, world, containers: [...world.containers.values()] };
}
/** Through the wire, where what is undefined is lost. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('Quarterdeck reads every container of the demo, from the list as from inspect', () => {
  const { clock, containers } = openWorld(true);
  const listed = decodeList('demo', sent(containers.map((container) => listEntry(container, clock.nowMs()))));
  expect(listed).toHaveLength(200);
  expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['created', 'running', 'paused', 'restarting', 'exited']));
  const inspected = containers.map((container) => decodeInspect('demo', sent(inspectShape(container, clock.nowMs()))));
  for (const [index, one] of listed.entries()) {
    const { name, state, image, project, service } = one;
    expect(inspected[index]).toMatchObject({ name, state, image, project, service });
    if (state === 'running') expect(inspected[index]?.health).toBe(one.health);
    if (state === 'exited') expect(inspected[index]?.end?.exitCode).toBe(one.end?.exitCode);
  }
  expect(inspected.some((one) => one?.end?.outOfMemory)).toBe(true);
  expect(inspected.some((one) => one?.interactive)).toBe(true);
});

test('Quarterdeck reads believable figures from the demo', () => {
  const { clock, world, containers } = openWorld(true);
  const running = containers.filter(({ status }) => status === 'running');
  const before = running.map((container) => readContainer(world, container, clock.nowMs()));
  clock.advance(1_000);
  const use = running.map((container, index) => {
    const frame = statsShape(container, readContainer(world, container, clock.nowMs()), before[index] ?? null);
    const reading = decodeStats(sent(frame), { cpuCount: machine.cpuCount, memoryBytes: machine.memoryBytes });
    if (!reading?.previousCpu) throw new Error(`no reading of ${container.name}`);
    expect(reading.rest.memoryBytes).toBeGreaterThan(100_000);
    expect(reading.rest.pids).toBeGreaterThan(0);
    return cpuPercentBetween(reading.previousCpu, reading);
  });
  expect(Math.max(...use)).toBeLessThan(400);
  expect(Math.max(...use)).toBeGreaterThan(20);
  expect(use.filter((percent) => percent < 5).length).toBeGreaterThan(20);
});

test('Quarterdeck reads what the demo says of itself and of what happens', () => {
  const { clock, world } = openWorld(false);
  expect(decodeEngine(sent(versionShape()), sent(infoShape(world)))).toMatchObject({ ok: true });
  const kinds = new Set<string>();
  world.bus.onEvent((event) => {
    const change = decodeEvent('demo', JSON.parse(event.line), event.line);
    if (event.type === 'container') expect(change, event.action).not.toBeNull();
    if (change) {
      kinds.add(change.type);
      expect(change.event?.timeNano).toBe(String(event.timeNano));
    }
  });
  const end = tellStory(world);
  clock.advance(20 * 60_000);
  end();
  world.agenda.close();
  expect(kinds.size).toBeGreaterThanOrEqual(4);
});
