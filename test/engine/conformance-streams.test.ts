import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../support/demo.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine, openCall } from '../support/engine-call.ts';
import { valueAt } from '../support/json-read.ts';
import { differences, shapeOf } from '../support/json-shape.ts';
import { createReference, type Role } from '../support/reference-containers.ts';

const maps = ['networks'];
const streamHeaders = ['api-version', 'content-type', 'transfer-encoding', 'ostype', 'docker-experimental'];

let engine: TestEngine;
let demo: Demo;
const real = new Map<Role, string>();
const own: Readonly<Record<'full' | 'stubborn' | 'brief', string>> = {
  full: 'harbor-shop-db-1',
  stubborn: 'scratchpad',
  brief: 'old-prototype',
};

beforeAll(async () => {
  [engine, demo] = await Promise.all([startEngine(), startDemo({ containers: 20 })]);
  for (const role of ['full', 'stubborn', 'brief'] as const) {
    const { id } = await createReference(engine.socketPath, role);
    real.set(role, id);
    await callEngine(engine.socketPath, 'POST', `/containers/${id}/start`);
  }
  await callEngine(engine.socketPath, 'POST', `/containers/${real.get('brief')}/wait`);
}, 60_000);
afterAll(async () => {
  await demo.stop();
  await engine.dispose();
}, 30_000);

/** The same path in both engines, `{role}` standing for the container that plays it. */
function both(path: string): readonly (readonly [socketPath: string, path: string])[] {
  const fill = (id: (role: 'full' | 'stubborn' | 'brief') => string | undefined) =>
    path.replace(/\{(full|stubborn|brief)\}/, (_, role: 'full' | 'stubborn' | 'brief') => id(role) ?? 'absent');
  return [
    [engine.socketPath, fill((role) => real.get(role))],
    [demo.socketPath, fill((role) => own[role])],
  ];
}

async function framesOf(path: string, count: number) {
  return Promise.all(
    both(path).map(async ([socketPath, filled]) => {
      const response = await openCall(socketPath, 'GET', filled);
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      while (text.split('\n').length <= count) await once(response, 'data');
      response.destroy();
      const frames = text.split('\n').slice(0, count);
      return { headers: response.headers, frames: frames.map((frame): unknown => JSON.parse(frame)) };
    }),
  );
}

describe('statistics have the shape that a real engine gives them', () => {
  test('streamed, the first frame without a reading before it', async () => {
    const [there, here] = await framesOf('/containers/{full}/stats', 2);
    for (const name of streamHeaders) expect(`${name} ${here?.headers[name]}`).toBe(`${name} ${there?.headers[name]}`);
    for (const index of [0, 1]) {
      const [theirs, ours] = [there?.frames[index], here?.frames[index]];
      // The demo tells fewer of the kernel's memory figures.
      expect(differences(shapeOf([ours], maps), shapeOf([theirs], maps), false)).toEqual([]);
      const withoutMemory = ['memory_stats.stats', ...maps];
      expect(differences(shapeOf([ours], withoutMemory), shapeOf([theirs], withoutMemory), true)).toEqual([]);
      expect(valueAt(ours, 'precpu_stats', 'system_cpu_usage') === undefined).toBe(
        valueAt(theirs, 'precpu_stats', 'system_cpu_usage') === undefined,
      );
      for (const figure of ['total_inactive_file', 'inactive_file', 'total_cache', 'rss']) {
        expect(typeof valueAt(ours, 'memory_stats', 'stats', figure)).toBe('number');
      }
    }
  });

  test('streamed of a stopped one: empty frames without an end', async () => {
    const [there, here] = await framesOf('/containers/{brief}/stats', 2);
    const bare = (frame: unknown) => ({ ...Object(frame), id: '', name: '' });
    expect(here?.frames.map(bare)).toEqual(there?.frames.map(bare));
  });

  test('asked for once, in one shot, and of a stopped one', async () => {
    for (const query of ['{full}/stats?stream=false', '{full}/stats?stream=false&one-shot=1', '{brief}/stats?stream=false']) {
      const [there, here] = await Promise.all(
        both(`/v1.41/containers/${query}`).map(([socketPath, path]) => callEngine(socketPath, 'GET', path)),
      );
      const shapes = [here, there].map((answer) => shapeOf([answer?.json], ['memory_stats.stats', ...maps]));
      const [ours, theirs] = shapes;
      expect(ours && theirs ? differences(ours, theirs, true) : ['no answer']).toEqual([]);
      expect(here?.headers['content-type']).toBe(there?.headers['content-type']);
    }
  });
});

describe('logs are framed as a real engine frames them', () => {
  const ask = (path: string) => Promise.all(both(path).map(([socketPath, filled]) => callEngine(socketPath, 'GET', filled)));

  test('both streams, with their numbers and lengths', async () => {
    const answers = await ask('/v1.41/containers/{brief}/logs?stdout=1&stderr=1');
    for (const answer of answers) {
      const frames = framesIn(answer.body);
      expect(new Set(frames.map((frame) => frame.stream))).toEqual(new Set([1, 2]));
      for (const frame of frames) expect(frame.text).toMatch(/\n$/);
    }
    const [there, here] = answers;
    for (const name of streamHeaders) expect(`${name} ${here?.headers[name]}`).toBe(`${name} ${there?.headers[name]}`);
  });

  test('one stream, with timestamps', async () => {
    for (const answer of await ask('/v1.41/containers/{brief}/logs?stdout=0&stderr=1&timestamps=1')) {
      const frames = framesIn(answer.body);
      expect(new Set(frames.map((frame) => frame.stream))).toEqual(new Set([2]));
      expect(frames[0]?.text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \S/);
    }
  });

  // The tail is cut before the streams are told apart, and which stream's line was last is a race in a real engine.
  test('a tail, of both streams together', async () => {
    for (const answer of await ask('/v1.41/containers/{brief}/logs?stdout=1&stderr=1&tail=1')) {
      expect(framesIn(answer.body)).toHaveLength(1);
    }
  });

  test('a terminal is not framed', async () => {
    for (const answer of await ask('/v1.41/containers/{stubborn}/logs?stdout=1&stderr=1&tail=1')) {
      expect(answer.body[0]).toBeGreaterThan(2);
      expect(answer.text).toMatch(/\r\n$/);
    }
  });

  test('lines before a time are left out', async () => {
    const since = Date.now() / 1000 + 60;
    for (const answer of await ask(`/v1.41/containers/{full}/logs?stdout=1&stderr=1&since=${since}`)) {
      expect([answer.status, answer.body.length]).toEqual([200, 0]);
    }
  });

  test('followed, they go on and end with the container', async () => {
    const streams = await Promise.all(
      both('/v1.41/containers/{full}/logs?stdout=1&stderr=1&follow=1&tail=0').map(([socketPath, path]) =>
        openCall(socketPath, 'GET', path),
      ),
    );
    await Promise.all(streams.map((stream) => once(stream.resume(), 'data')));
    const ends = Promise.all(streams.map((stream) => once(stream, 'end')));
    await Promise.all(both('/v1.41/containers/{full}/kill').map(([socketPath, path]) => callEngine(socketPath, 'POST', path)));
    await ends;
  });
});

function framesIn(body: Buffer): { stream: number; text: string }[] {
  const frames: { stream: number; text: string }[] = [];
  for (let at = 0; at + 8 <= body.length; ) {
    const length = body.readUInt32BE(at + 4);
    frames.push({ stream: body.readUInt8(at), text: body.toString('utf8', at + 8, at + 8 + length) });
    at += 8 + length;
  }
  return frames;
}
