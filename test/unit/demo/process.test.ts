import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../../support/demo.ts';
import { demoScript } from '../../support/demo-script.ts';
import { callEngine, openCall } from '../../support/engine-call.ts';
import { openEventLog } from '../../support/event-log.ts';
import { itemsOf } from '../../support/json-read.ts';
import { makeFolder } from '../../support/run-folder.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo({ containers: 20 });
});
afterEach(() => demo.stop());

const list = () => callEngine(demo.socketPath, 'GET', '/containers/json?all=1');

describe('the process of the demo engine', () => {
  test('listens where only this user comes in', () => {
    expect(statSync(demo.socketPath).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(demo.socketPath)).mode & 0o777).toBe(0o700);
  });

  test('ends when told to and takes its socket along', async () => {
    const exited = once(demo.child, 'exit');
    demo.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(existsSync(demo.socketPath)).toBe(false);
  });

  test('ends when its parent lets go of it, also with streams open', async () => {
    const stream = await openCall(demo.socketPath, 'GET', '/events');
    stream.on('error', () => undefined);
    const exited = once(demo.child, 'exit');
    demo.child.stdin?.end();
    expect(await exited).toEqual([0, null]);
    expect(existsSync(demo.socketPath)).toBe(false);
  });

  test('takes the place of a killed one, never that of a living one', async () => {
    const again = async () => {
      const child = spawn(process.execPath, [await demoScript(), '--socket', demo.socketPath, '--containers', '1'], {
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const result = await Promise.race([once(child.stdout, 'data').then(() => 'ready'), once(child, 'close').then(() => said)]);
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
      return result;
    };
    expect(await again()).toContain('Another process listens');
    const exited = once(demo.child, 'exit');
    demo.child.kill('SIGKILL');
    await exited;
    expect(existsSync(demo.socketPath)).toBe(true);
    expect(await again()).toBe('ready');
  });

  test('refuses a folder that others may enter, and a path too long for a socket', async () => {
    const folder = makeFolder('open');
    for (const [path, words] of [
      ['/tmp/qd-open.sock', 'Others may enter /tmp'],
      [join(folder, 'x'.repeat(100)), 'longer than'],
    ] as const) {
      const child = spawn(process.execPath, [await demoScript(), '--socket', path], { stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(said).toContain(words);
    }
  });
});

describe('faults of the demo engine, made on purpose', () => {
  test('it hangs: nothing is answered or told until it wakes, then everything is', async () => {
    const log = await openEventLog(demo.socketPath);
    await demo.order({ do: 'hang', on: true });
    let answered = 0;
    const calls = [list(), list()].map((call) => call.then((answer) => (answered += answer.status)));
    await demo.order({ do: 'flood', kind: 'kill', perSecond: 1_000, seconds: 0.01 });
    expect((await demo.state()).hanging).toBe(true);
    expect([answered, log.events.length]).toEqual([0, 0]);
    await demo.order({ do: 'hang', on: false });
    await Promise.all(calls);
    await log.until((event) => event.action === 'kill', 10);
    expect(answered).toBe(400);
    log.close();
  });

  test('it cuts events in the middle of one', async () => {
    const stream = await openCall(demo.socketPath, 'GET', '/events');
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    const failed = once(stream, 'error');
    await demo.order({ do: 'cutEvents' });
    expect(String((await failed)[0])).toContain('aborted');
    expect(text).toMatch(/^\{"status"/);
    expect(text).not.toContain('\n');
  });

  test('it drops connections, and counts them', async () => {
    const streams = await Promise.all(
      ['/events', '/containers/scratchpad/stats', '/containers/scratchpad/logs?stdout=1&follow=1'].map((path) =>
        openCall(demo.socketPath, 'GET', path),
      ),
    );
    expect(await demo.state()).toMatchObject({ eventStreams: 1, statsStreams: 1, logStreams: 1, connections: 4 });
    const failures = Promise.all(streams.map((stream) => once(stream.resume(), 'error')));
    await demo.order({ do: 'dropConnections' });
    await failures;
    expect(await demo.state()).toMatchObject({ eventStreams: 0, statsStreams: 0, logStreams: 0, connections: 1 });
  });

  test('it refuses, fails and recovers', async () => {
    await demo.order({ do: 'refuse', on: true });
    await expect(list()).rejects.toThrow(/hang up|ECONNRESET/);
    await demo.order({ do: 'refuse', on: false });
    await demo.order({ do: 'fail', status: 503, message: 'out of order' });
    expect(await list()).toMatchObject({ status: 503, json: { message: 'out of order' } });
    await demo.order({ do: 'fail', status: 0, message: '' });
    expect((await list()).status).toBe(200);
  });

  test('it floods with events at a rate, and loses none', async () => {
    const log = await openEventLog(demo.socketPath);
    await demo.order({ do: 'flood', kind: 'rename', perSecond: 4_000, seconds: 0.5 });
    await log.until((event) => event.action === 'rename', 2_000);
    expect(log.events).toHaveLength(2_000);
    log.close();
  });

  test('it grows and shrinks while people watch', async () => {
    const log = await openEventLog(demo.socketPath);
    await demo.order({ do: 'resize', containers: 30 });
    expect(itemsOf((await list()).json)).toHaveLength(30);
    await log.until((event) => event.action === 'create', 10);
    await demo.order({ do: 'resize', containers: 5 });
    expect(itemsOf((await list()).json)).toHaveLength(5);
    await log.until((event) => event.action === 'destroy', 25);
    log.close();
  });
});
