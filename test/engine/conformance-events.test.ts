import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../support/demo.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { type EventLog, openEventLog, type ToldEvent } from '../support/event-log.ts';
import { textAt } from '../support/json-read.ts';
import { differences, shapeOf } from '../support/json-shape.ts';
import { createReference, type Role } from '../support/reference-containers.ts';

/** One engine with one container in it, to which the same is done as in the other. */
interface Side {
  readonly post: (action: string) => Promise<number>;
  readonly remove: (query: string) => Promise<number>;
}

interface Scenario {
  readonly title: string;
  readonly role: Role;
  readonly running: boolean;
  readonly act: (side: Side) => Promise<unknown>;
  /** What the demo is told to let happen, which in the real engine happens by itself. */
  readonly turn?: (demo: Demo, name: string) => Promise<unknown>;
  /** The event that ends the sequence, and how often it comes. */
  readonly last: string;
  readonly times?: number;
}

const end =
  (exitCode: number, outOfMemory = false) =>
  (demo: Demo, name: string) =>
    demo.order({ do: 'end', container: name, exitCode, outOfMemory });
const nothing = async () => undefined;

const scenarios: readonly Scenario[] = [
  { title: 'start', role: 'obedient', running: false, act: (side) => side.post('start'), last: 'start' },
  { title: 'stop, heeded', role: 'obedient', running: true, act: (side) => side.post('stop'), last: 'stop' },
  { title: 'stop, ignored until the grace is over', role: 'stubborn', running: true, act: (side) => side.post('stop?t=1'), last: 'stop' },
  { title: 'stop without grace', role: 'stubborn', running: true, act: (side) => side.post('stop?t=0'), last: 'stop' },
  { title: 'kill', role: 'obedient', running: true, act: (side) => side.post('kill'), last: 'die' },
  { title: 'a signal that ends nothing', role: 'stubborn', running: true, act: (side) => side.post('kill?signal=HUP'), last: 'kill' },
  { title: 'a signal that is heeded', role: 'obedient', running: true, act: (side) => side.post('kill?signal=SIGTERM'), last: 'die' },
  { title: 'restart', role: 'obedient', running: true, act: (side) => side.post('restart'), last: 'restart' },
  { title: 'restart of a stopped one', role: 'obedient', running: false, act: (side) => side.post('restart'), last: 'restart' },
  { title: 'pause', role: 'obedient', running: true, act: (side) => side.post('pause'), last: 'pause' },
  {
    title: 'unpause',
    role: 'obedient',
    running: true,
    last: 'unpause',
    act: async (side) => [await side.post('pause'), await side.post('unpause')],
  },
  {
    title: 'restart of a paused one',
    role: 'stubborn',
    running: true,
    last: 'restart',
    act: async (side) => [await side.post('pause'), await side.post('restart?t=0')],
  },
  { title: 'rename', role: 'obedient', running: true, act: (side) => side.post('rename?name=another-name'), last: 'rename' },
  { title: 'remove', role: 'obedient', running: false, act: (side) => side.remove(''), last: 'destroy' },
  { title: 'remove by force', role: 'obedient', running: true, act: (side) => side.remove('?force=1'), last: 'destroy' },
  { title: 'an end by itself', role: 'brief', running: false, act: (side) => side.post('start'), turn: end(3), last: 'die' },
  {
    title: 'an end for want of memory',
    role: 'greedy',
    running: false,
    act: (side) => side.post('start'),
    turn: end(137, true),
    last: 'die',
  },
  {
    title: 'a restart by policy',
    role: 'looping',
    running: false,
    act: (side) => side.post('start'),
    turn: end(1),
    last: 'start',
    times: 2,
  },
  {
    title: 'health found, lost and found again',
    role: 'moody',
    running: false,
    last: 'health_status: healthy',
    times: 2,
    act: (side) => side.post('start'),
    turn: async (demo, name) => {
      await demo.order({ do: 'health', container: name, status: 'healthy' });
      await demo.order({ do: 'health', container: name, status: 'unhealthy' });
      await demo.order({ do: 'health', container: name, status: 'healthy' });
    },
  },
  { title: 'an end that removes', role: 'passing', running: false, act: (side) => side.post('start'), turn: end(0), last: 'destroy' },
];

/** Who plays which role in the demo. */
const demoNames: Readonly<Record<Role, string>> = {
  obedient: 'harbor-shop-cache-1',
  stubborn: 'scratchpad',
  brief: 'postgres-backup',
  looping: 'tide-metrics-store-1',
  greedy: 'postgres-backup',
  moody: 'tide-metrics-queue-1',
  passing: 'quick-look',
  full: 'harbor-shop-db-1',
};

let engine: TestEngine;
const openThings: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  engine = await startEngine();
}, 60_000);
afterAll(() => engine.dispose());
afterEach(async () => {
  for (const close of openThings.splice(0).reverse()) await close();
});

describe('the demo engine tells the same events as a real one', () => {
  for (const scenario of scenarios) {
    test(scenario.title, async () => {
      const [real, demo] = await Promise.all([tellReal(scenario), tellDemo(scenario)]);
      expect(demo.told.map(inWords)).toEqual(real.told.map(inWords));
      expect(demo.statuses).toEqual(real.statuses);
      const shapes = [demo.told, real.told].map((told) =>
        shapeOf(
          told.map((event) => event.json),
          ['Actor.Attributes'],
        ),
      );
      const [own, theirs] = shapes;
      expect(own && theirs ? differences(own, theirs, true) : ['no events']).toEqual([]);
    });
  }
});

interface Told {
  readonly told: readonly ToldEvent[];
  readonly statuses: unknown;
}

async function tellReal(scenario: Scenario): Promise<Told> {
  const { id } = await createReference(engine.socketPath, scenario.role);
  openThings.push(async () => void (await callEngine(engine.socketPath, 'DELETE', `/v1.41/containers/${id}?force=1&v=1`)));
  if (scenario.running) await callEngine(engine.socketPath, 'POST', `/v1.41/containers/${id}/start`);
  return tell(scenario, engine.socketPath, id, nothing);
}

async function tellDemo(scenario: Scenario): Promise<Told> {
  const demo = await startDemo({ containers: 24 });
  openThings.push(demo.stop);
  const name = demoNames[scenario.role];
  const inspected = await callEngine(demo.socketPath, 'GET', `/containers/${name}/json`);
  const id = textAt(inspected.json, 'Id');
  const isRunning = textAt(inspected.json, 'State', 'Status') === 'running';
  if (isRunning && !scenario.running) await callEngine(demo.socketPath, 'POST', `/containers/${id}/stop?t=0`);
  return tell(scenario, demo.socketPath, id, async () => scenario.turn?.(demo, id));
}

async function tell(scenario: Scenario, socketPath: string, id: string, turn: () => Promise<unknown>): Promise<Told> {
  const log = await openEventLog(socketPath);
  openThings.push(log.close);
  const side: Side = {
    post: async (action) => (await callEngine(socketPath, 'POST', `/v1.41/containers/${id}/${action}`)).status,
    remove: async (query) => (await callEngine(socketPath, 'DELETE', `/v1.41/containers/${id}${query}`)).status,
  };
  const statuses = await scenario.act(side);
  await turn();
  return { told: await upTo(log, id, scenario), statuses };
}

async function upTo(log: EventLog, id: string, { last, times = 1 }: Scenario): Promise<readonly ToldEvent[]> {
  const isLast = (event: ToldEvent) => event.type === 'container' && event.id === id && event.action === last;
  await log.until(isLast, times);
  const own = log.events.filter((event) => (event.id === id || event.attributes['container'] === id) && !event.action.startsWith('exec_'));
  let seen = 0;
  const upToLast = own.filter((event) => {
    const before = seen < times;
    if (isLast(event)) seen += 1;
    return before;
  });
  return inSettledOrder(upToLast);
}

/** The engine does not promise the order of a stop's last events, nor when a signal has thawed a frozen container, nor how often it tells of one want of memory. */
function inSettledOrder(events: readonly ToldEvent[]): readonly ToldEvent[] {
  const order = ['die', 'disconnect', 'stop'];
  const settled: ToldEvent[] = [];
  let group: ToldEvent[] = [];
  const flush = () => {
    settled.push(...group.sort((left, right) => order.indexOf(left.action) - order.indexOf(right.action)));
    group = [];
  };
  for (const event of events) {
    if (order.includes(event.action)) group.push(event);
    else {
      flush();
      if (event.action === 'unpause' && settled.at(-1)?.attributes['signal'] === '9') settled.splice(-1, 0, event);
      else if (event.action !== 'oom' || settled.at(-1)?.action !== 'oom') settled.push(event);
    }
  }
  flush();
  return settled;
}

/** What a watcher goes by: what happened, and what was said with it. */
function inWords(event: ToldEvent): string {
  const labels = ['com.docker.', 'quarterdeck.', 'image'];
  const words = Object.entries(event.attributes)
    .filter(([key]) => !labels.some((label) => key.startsWith(label)))
    .map(([key, value]) => (['exitCode', 'signal'].includes(key) ? `${key}=${value}` : key));
  return [event.type, event.action, ...words.sort()].join(' ');
}
