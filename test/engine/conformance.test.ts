import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeAllContainers, testLabel } from '../support/containers.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Answer, callEngine } from '../support/engine-call.ts';
import { openEventLog } from '../support/event-log.ts';
import { testImage } from '../support/images.ts';
import { itemsOf, textAt, valueAt } from '../support/json-read.ts';
import { differences, shapeOf } from '../support/json-shape.ts';
import { createReference, type Role } from '../support/reference-containers.ts';

/** Where keys are names that somebody chose, not the engine's. */
const maps = [
  'Labels',
  'NetworkSettings.Networks',
  '[].Labels',
  '[].NetworkSettings.Networks',
  'NetworkSettings.Ports',
  'Config.Labels',
  'Config.ExposedPorts',
  'HostConfig.PortBindings',
  'HostConfig.LogConfig.Config',
  'networks',
];

const ownNetwork = 'reference';

let engine: TestEngine;
let demo: Demo;
const reference = new Map<Role, string>();

beforeAll(async () => {
  [engine, demo] = await Promise.all([startEngine(), startDemo({ containers: 24 })]);
  const log = await openEventLog(engine.socketPath);
  const roles: readonly Role[] = ['full', 'stubborn', 'brief', 'looping', 'obedient', 'greedy'];
  for (const role of roles) reference.set(role, (await createReference(engine.socketPath, role)).id);
  for (const role of roles) if (role !== 'greedy') await callEngine(engine.socketPath, 'POST', `/containers/${reference.get(role)}/start`);
  await callEngine(engine.socketPath, 'POST', `/containers/${reference.get('obedient')}/pause`);
  // A network of its own, as Compose makes one; the engine names its bridge, which goes with the network.
  await callEngine(engine.socketPath, 'POST', '/networks/create', { Name: ownNetwork, Driver: 'bridge' });
  const inOwn = await createReference(engine.socketPath, 'stubborn', ownNetwork);
  await callEngine(engine.socketPath, 'POST', `/containers/${inOwn.id}/start`);
  await Promise.all([
    log.until((event) => event.id === reference.get('full') && event.action === 'health_status: healthy'),
    log.until((event) => event.id === reference.get('looping') && event.action === 'die', 4),
    log.until((event) => event.id === reference.get('brief') && event.action === 'die'),
  ]);
  log.close();
}, 60_000);
afterAll(async () => {
  await demo.stop();
  await removeAllContainers(engine.socketPath);
  await callEngine(engine.socketPath, 'DELETE', `/networks/${ownNetwork}`);
  await engine.dispose();
}, 30_000);

const ofReal = (path: string, method = 'GET') => callEngine(engine.socketPath, method, `/v1.41${path}`);
const ofDemo = (path: string, method = 'GET') => callEngine(demo.socketPath, method, `/v1.41${path}`);
const idsIn = (list: Answer) => itemsOf(list.json).map((entry) => textAt(entry, 'Id'));

async function inspectAll(ask: typeof ofReal): Promise<readonly unknown[]> {
  const ids = idsIn(await ask('/containers/json?all=1'));
  return (await Promise.all(ids.map((id) => ask(`/containers/${id}/json`)))).map((answer) => answer.json);
}

describe('the demo engine answers in the same shape as a real one', () => {
  test('ping, asked in both ways', async () => {
    for (const method of ['GET', 'HEAD']) {
      const [real, own] = await Promise.all([ofReal('/_ping', method), ofDemo('/_ping', method)]);
      expect([own.status, own.text]).toEqual([real.status, real.text]);
      for (const name of ['api-version', 'ostype', 'docker-experimental', 'content-type', 'cache-control', 'pragma', 'content-length']) {
        expect(`${name}: ${own.headers[name]}`).toBe(`${name}: ${real.headers[name]}`);
      }
    }
  });

  test('version', async () => {
    const [real, own] = await Promise.all([ofReal('/version'), ofDemo('/version')]);
    expect(differences(shapeOf([own.json], ['Components[].Details']), shapeOf([real.json], ['Components[].Details']), true)).toEqual([]);
  });

  test('info, of which the demo tells a part', async () => {
    const [real, own] = await Promise.all([ofReal('/info'), ofDemo('/info')]);
    // What an engine warns of is the machine's: null where its kernel lacks nothing.
    const apart = differences(shapeOf([own.json], []), shapeOf([real.json], []), false).filter((it) => !it.startsWith('Warnings: '));
    expect(apart).toEqual([]);
    for (const key of [
      'ID',
      'Name',
      'NCPU',
      'MemTotal',
      'OperatingSystem',
      'ServerVersion',
      'SecurityOptions',
      'CgroupDriver',
      'CgroupVersion',
    ]) {
      expect(valueAt(own.json, key), key).toBeDefined();
    }
  });

  test('the list', async () => {
    const [real, own] = await Promise.all([ofReal('/containers/json?all=1'), ofDemo('/containers/json?all=1')]);
    expect(differences(shapeOf([own.json], maps), shapeOf([real.json], maps), true)).toEqual([]);
    const wording =
      /^(Up (Less than|About|\d+) .+?( \((healthy|unhealthy|Paused|health: starting)\))?|(Exited|Restarting) \(\d+\) .+ ago|Created)$/;
    for (const list of [real, own]) for (const entry of itemsOf(list.json)) expect(textAt(entry, 'Status')).toMatch(wording);
  });

  test('inspect', async () => {
    const [real, own] = await Promise.all([inspectAll(ofReal), inspectAll(ofDemo)]);
    expect(own.length).toBe(24);
    expect(differences(shapeOf(own, maps), shapeOf(real, maps), true)).toEqual([]);
  });

  test('events, replayed up to a moment', async () => {
    const name = 'harbor-shop-cache-1';
    await ofDemo(`/containers/${name}/pause`, 'POST');
    await ofDemo(`/containers/${name}/unpause`, 'POST');
    // A moment ahead, so that what has just happened is before it.
    const until = Date.now() / 1000 + 0.05;
    const path = `/events?since=0&until=${until}&filters=${encodeURIComponent('{"type":["container"],"event":["start","die","pause","unpause"]}')}`;
    const [real, own] = await Promise.all([ofReal(path), ofDemo(path)]);
    const lines = (answer: Answer) =>
      answer.text
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
    expect(differences(shapeOf(lines(own), ['Actor.Attributes']), shapeOf(lines(real), ['Actor.Attributes']), true)).toEqual([]);
    expect(lines(own)).toHaveLength(2);
    expect(own.headers['content-type']).toBe(real.headers['content-type']);
  });
});

describe('the demo engine refuses as a real one', () => {
  const calls: readonly (readonly [what: string, method: string, path: string])[] = [
    ['inspect of nothing', 'GET', '/containers/nothing/json'],
    ['stats of nothing', 'GET', '/containers/nothing/stats'],
    ['logs of nothing', 'GET', '/containers/nothing/logs?stdout=1'],
    ['start of nothing', 'POST', '/containers/nothing/start'],
    ['stop of nothing', 'POST', '/containers/nothing/stop'],
    ['restart of nothing', 'POST', '/containers/nothing/restart'],
    ['kill of nothing', 'POST', '/containers/nothing/kill'],
    ['rename of nothing', 'POST', '/containers/nothing/rename?name=something'],
    ['remove of nothing', 'DELETE', '/containers/nothing'],
    ['a name with a blank', 'GET', '/containers/a%20b/json'],
    ['logs of no stream', 'GET', '/containers/{brief}/logs'],
    ['start of a running one', 'POST', '/containers/{stubborn}/start'],
    ['start of a paused one', 'POST', '/containers/{obedient}/start'],
    ['stop of a stopped one', 'POST', '/containers/{brief}/stop'],
    ['a grace that is no number', 'POST', '/containers/{stubborn}/stop?t=abc'],
    ['kill of a stopped one', 'POST', '/containers/{brief}/kill'],
    ['a signal that is none', 'POST', '/containers/{stubborn}/kill?signal=NOPE'],
    ['pause of a paused one', 'POST', '/containers/{obedient}/pause'],
    ['pause of a stopped one', 'POST', '/containers/{brief}/pause'],
    ['unpause of a running one', 'POST', '/containers/{stubborn}/unpause'],
    ['unpause of a stopped one', 'POST', '/containers/{brief}/unpause'],
    ['remove of a running one', 'DELETE', '/containers/{stubborn}'],
    ['remove of a paused one', 'DELETE', '/containers/{obedient}'],
    ['a new name that is empty', 'POST', '/containers/{stubborn}/rename?name='],
    ['a new name of other letters', 'POST', '/containers/{stubborn}/rename?name=a%2Fb'],
    ['a filter that is no JSON', 'GET', '/containers/json?filters=garbage'],
    ['a filter that is not known', 'GET', '/containers/json?filters=%7B%22foo%22:%5B%22x%22%5D%7D'],
    ['a status that is not known', 'GET', '/containers/json?filters=%7B%22status%22:%5B%22x%22%5D%7D'],
    ['a prune with a filter that is not known', 'POST', '/containers/prune?filters=%7B%22foo%22:%5B%22x%22%5D%7D'],
    ['events since no time', 'GET', '/events?since=abc'],
    ['a path that is not known', 'GET', '/nothing'],
    ['a method that is not known', 'PUT', '/containers/json'],
  ];
  const demoNames: Readonly<Record<string, string>> = { brief: 'postgres-backup', stubborn: 'scratchpad', obedient: 'local-registry' };

  for (const [what, method, path] of calls) {
    test(what, async () => {
      const nameIn = (names: (role: Role) => string | undefined) => path.replace(/\{(\w+)\}/, (_, role: Role) => names(role) ?? 'absent');
      const [real, own] = await Promise.all([
        ofReal(
          nameIn((role) => reference.get(role)),
          method,
        ),
        ofDemo(
          nameIn((role) => demoNames[role]),
          method,
        ),
      ]);
      expect(inWords(own)).toBe(inWords(real));
    });
  }

  test('versions of the API that it does not speak', async () => {
    for (const version of ['v1.99', 'v1.1']) {
      const [real, own] = await Promise.all([engine, demo].map(({ socketPath }) => callEngine(socketPath, 'GET', `/${version}/version`)));
      expect(own?.status).toBe(real?.status);
      expect(messageOf(own)).toBe(messageOf(real));
    }
  });

  test('a name that is taken, and its own', async () => {
    const words: string[] = [];
    for (const [ask, one, other] of [
      [ofReal, reference.get('stubborn'), reference.get('obedient')],
      [ofDemo, 'scratchpad', 'local-registry'],
    ] as const) {
      const nameOf = async (id: string | undefined) => textAt((await ask(`/containers/${id}/json`)).json, 'Name').slice(1);
      const taken = await ask(`/containers/${one}/rename?name=${await nameOf(other)}`, 'POST');
      const same = await ask(`/containers/${one}/rename?name=${await nameOf(one)}`, 'POST');
      words.push(`${inWords(taken).replace(await nameOf(other), 'NAME')} ${inWords(same)}`);
    }
    expect(words[1]).toBe(words[0]);
  });

  test('a port that is taken', async () => {
    const port = valueAt(
      itemsOf(valueAt((await ofReal(`/containers/${reference.get('full')}/json`)).json, 'NetworkSettings', 'Ports', '80/tcp'))[0],
      'HostPort',
    );
    const created = await callEngine(engine.socketPath, 'POST', '/v1.41/containers/create?name=second', {
      Image: testImage,
      Labels: { [testLabel]: '1' },
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostPort: port }] } },
    });
    const real = await ofReal(`/containers/${textAt(created.json, 'Id')}/start`, 'POST');
    const own = await ofDemo('/containers/second-dashboard/start', 'POST');
    const words = (answer: Answer) =>
      inWords(answer)
        .replace(/endpoint \S+/, 'endpoint NAME')
        .replace(/0\.0\.0\.0:\d+/, 'ADDRESS');
    expect(words(own)).toBe(words(real));
  });
});

function messageOf(answer: Answer | undefined): string {
  return textAt(answer?.json, 'message') || (answer?.text.trim() ?? '');
}

/** Status, content type and message, with ids and the names of containers left out. */
function inWords(answer: Answer): string {
  const message = messageOf(answer)
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'ID')
    .replaceAll(/container: (scratchpad|postgres-backup|local-registry|ID)/g, 'container: NAME');
  return `${answer.status} ${answer.headers['content-type'] ?? 'no content'} ${message}`;
}
