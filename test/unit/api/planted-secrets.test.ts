import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LongOperations, longMs, noticeOf } from '../../../src-main/desktop/notices/operation-notice.ts';
import { type Log, openLog } from '../../../src-main/lib/log.ts';
import { emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { ask } from '../../support/api.ts';
import { type Demo, startDemo } from '../../support/demo.ts';
import { type Doors, openDoors } from '../../support/doors.ts';
import { callEngine } from '../../support/engine-call.ts';
import { connectAs } from '../../support/host-flow.ts';
import { openQuotingProxy, type QuotingProxy } from '../../support/quoting-proxy.ts';
import { makeFolder } from '../../support/run-folder.ts';
import { container, hostId } from '../../support/small-core.ts';

interface Plant {
  readonly secret: string;
  /** What carries it, made of the secret. */
  readonly inside: unknown;
}

const plain = () => `s3cr3t${randomBytes(9).toString('hex')}`;
const shaped: readonly (() => string)[] = [
  () => `ghp_${randomBytes(18).toString('hex')}`,
  () => `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
  () => `eyJ${randomBytes(9).toString('hex')}.eyJ${randomBytes(9).toString('hex')}.${randomBytes(9).toString('hex')}`,
];
const plant = (secret: string, carry: (secret: string) => unknown): Plant => ({ secret, inside: carry(secret) });
const environments = Array.from({ length: 14 }, (_, at) => plant(plain(), (it) => ({ [`PLAIN_${at}`]: it })));
const commands = [
  plant(plain(), (it) => ['psql', `postgres://me:${it}@db.example/app`]),
  plant(plain(), (it) => ['serve', `--password=${it}`]),
  plant(plain(), (it) => ['serve', '--api-key', it]),
  plant(plain(), (it) => ['curl', '-H', `Authorization: Bearer ${it}`, 'http://x']),
  ...shaped.map((make) => plant(make(), (it) => ['use', it])),
];
const labels = [plant(plain(), (it) => ({ 'deploy.token': it })), plant(plain(), (it) => ({ from: `https://me:${it}@git.example/x` }))];
const updates = [...environments.splice(8), ...commands.splice(4)];
const creates = [
  ...environments.map((it) => ({ ...it, inside: { environment: it.inside } })),
  ...commands.map((it) => ({ ...it, inside: { command: it.inside } })),
  ...labels.map((it) => ({ ...it, inside: { labels: it.inside } })),
];
const patches = updates.map((it) => ({ ...it, inside: Array.isArray(it.inside) ? { command: it.inside } : { environment: it.inside } }));
const bodies = [
  ...['password', 'token', 'apiKey', 'DB_PASS', 'client_secret'].map((key) => plant(plain(), (it) => ({ [key]: it, page: 2 }))),
  ...['password', 'credentials'].map((key) => plant(plain(), (it) => ({ list: [{ inner: { [key]: { deep: it } } }] }))),
  plant(plain(), (it) => ({ note: `fetch redis://:${it}@cache.example:6379 now` })),
  plant(plain(), (it) => ({ env: { HOME: '/', ANY: it } })),
  plant(plain(), (it) => ({ text: JSON.stringify({ password: it }) })),
  plant(plain(), (it) => ({ text: `curl -H "Authorization: Bearer ${it}" http://x` })),
  ...shaped.map((make) => plant(make(), (it) => ({ note: it }))),
  ...shaped.slice(0, 3).map((make) => plant(make(), (it) => `bare ${it} text`)),
];
const all = [...creates, ...patches, ...bodies].map((it) => it.secret);

describe('of forty planted secrets, with everything failing that carries them,', () => {
  let demo: Demo;
  let proxy: QuotingProxy;
  let log: Log;
  let doors: Doors;
  let socket: Socket;
  let containerId: string;
  let flowId: string;
  const file = join(makeFolder('log'), 'quarterdeck.log');
  const batches: unknown[] = [];
  const notices: unknown[] = [];
  const events: unknown[] = [];
  const failures: unknown[] = [];

  beforeAll(async () => {
    demo = await startDemo({ containers: 10 });
    proxy = await openQuotingProxy(demo.socketPath);
    log = openLog({ file, level: 'debug' });
    const listed: unknown = (await callEngine(demo.socketPath, 'GET', '/containers/json')).json;
    containerId = Array.isArray(listed) ? String(listed[0].Id) : '';
    flowId = randomBytes(32).toString('hex');
    const containers = [container(containerId, 'web'), container(flowId, 'speaker')];
    doors = await openDoors({ address: proxy.dockerHost, containers, log });
    const long = new LongOperations();
    doors.core.keeper.onBatch((batch) => {
      batches.push(batch);
      notices.push(noticeOf(long.take(batch, Date.now() + longMs * 2)));
    });
    socket = await doors.program();
    const witness = await doors.program('polling');
    for (const one of [socket, witness]) one.onAny((...values) => events.push(values));
    // A container that refuses each command with all that it was told, and says it unasked and broken as well.
    const prepared = await doors.core.parts.flow.prepare(hostId);
    if (!prepared.ok) throw new Error(prepared.failure.message);
    await prepared.value.adopt(flowId);
    const speaker = await connectAs({ id: flowId, socketPath: join(prepared.value.mount.Source, 'flow.sock') });
    speaker.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter((it) => it !== '')) {
        const { id, data }: { id: string; data: unknown } = JSON.parse(line);
        speaker.write(`broken ${line}\n${JSON.stringify({ id, ok: false, error: { message: `can’t ${JSON.stringify(data)}` } })}\n`);
      }
    });
  });
  afterAll(async () => {
    await doors.close();
    log.close();
    await proxy.close();
    await demo.stop();
  });

  /** As a program with and without an acknowledgement, and as a window. */
  const provoke = async (event: string, fields: object, command: string, argument: object) => {
    const told = new Promise((resolve) => socket.once('operation_error', resolve));
    socket.emit(event, fields);
    failures.push(await told, await ask(socket, event, fields), await doors.ask(command, argument));
  };

  it('none is in the log, the feed, the events of the API, a Failure or a notification', { timeout: 60_000 }, async () => {
    expect(new Set(all).size).toBe(40);
    await expect.poll(() => doors.core.parts.flow.isConnected(hostId, flowId)).toBe(true);
    for (const { inside } of creates) {
      const fields = { image: 'nginx:1.27', ...Object(inside) };
      await provoke('create_container', fields, 'createContainer', {
        hostId,
        config: { ...emptyContainerConfig, ...fields },
        start: false,
      });
    }
    for (const { inside } of patches) {
      await provoke('update_container', { container_id: containerId, pull: false, ready_within: 1, ...inside }, 'updateContainer', {
        ...{ hostId, containerId, patch: inside, pull: false, readyWithinSeconds: 1 },
      });
    }
    for (const { inside } of bodies) {
      const message = { command: 'do', data: inside };
      await provoke('send_message', { container_id: flowId, message }, 'sendFlow', {
        hostId,
        containerId: flowId,
        message,
        timeoutMs: 5_000,
      });
    }
    expect(JSON.stringify(failures)).not.toContain('"ok":true');
    expect(JSON.stringify(failures)).not.toContain('"error":false');
    expect(proxy.quoted()).toBeGreaterThanOrEqual((creates.length + patches.length) * 3);
    expect(notices.filter((it) => it !== null).length).toBeGreaterThan(20);
    const shown = {
      log: readFileSync(file, 'utf8'),
      feed: JSON.stringify(batches),
      events: JSON.stringify(events),
      failures: JSON.stringify(failures),
      notices: JSON.stringify(notices),
      messages: JSON.stringify(await doors.core.parts.flow.messages(hostId, flowId)),
    };
    expect(shown.log.length).toBeGreaterThan(10_000);
    const leaked = Object.entries(shown).flatMap(([where, text]) => all.filter((it) => text.includes(it)).map((it) => `${where}: ${it}`));
    expect(leaked).toEqual([]);
  });
});
