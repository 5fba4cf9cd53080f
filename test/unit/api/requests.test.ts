import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { CoreHandlers } from '../../../src-main/commands/parts.ts';
import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import { fail, succeed } from '../../../src-shared/failure.ts';
import { ask, next, openSmallApi, type SmallApi, type SmallApiOptions, transports } from '../../support/api.ts';
import { container } from '../../support/small-core.ts';

const id = 'a1'.repeat(32);
const other = 'b2'.repeat(32);
const known = [
  container(id, 'web', { ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: null }] }),
  container(other, 'db', { state: 'exited' }),
];

describe.each(transports)('a program over %s', (transport) => {
  let api: SmallApi;
  afterEach(() => api.close());
  const open = async (options: SmallApiOptions = {}) => {
    api = await openSmallApi({ containers: known, ...options });
    return api.connected(transport, { auth: { token: 'a-token-that-only-tests-know', client_name: 'deploy' } });
  };

  it('gets the list without the engine being asked, and a new one as soon as something has changed', async () => {
    const socket = await open();
    const { data } = await ask(socket, 'list_containers');
    expect(data).toEqual([
      {
        id,
        name: 'web',
        status: 'running',
        image: 'nginx:1.27',
        created: '1970-01-01T00:00:00Z',
        socket_path: '',
        ports: { 80: 8080 },
        environment: {},
        health: 'none',
        host_id: 'h-1',
      },
      expect.objectContaining({ id: other, status: 'exited' }),
    ]);
    api.core.tell([{ type: 'containerRemoved', hostId: 'h-1', containerId: id, atMs: 1, event: null }]);
    expect((await ask(socket, 'list_containers', {})).data).toHaveLength(1);
    expect((await ask(socket, 'list_containers', { host_id: 'h-2' })).error_type).toBe('validation_error');
  });

  it.each<[string, unknown, RegExp]>([
    ['no_such_event', {}, /does not know this event/],
    ['constructor', {}, /does not know this event/],
    ['start_container', undefined, /Check container_id/],
    ['start_container', 7, /object/],
    ['start_container', [], /object/],
    ['start_container', { container_id: 7 }, /Check container_id/],
    ['start_container', { container_id: `${id}/kill?x=` }, /Check container_id/],
    ['start_container', { container_id: id, forse: true }, /forse/],
    ['stop_container', { container_id: id, timeout: -1 }, /Check timeout/],
    ['create_container', {}, /Check image/],
    ['create_container', { image: 'NGINX' }, /Check image/],
    ['create_container', { image: 'nginx', ports: { 80: 'x' } }, /Check ports\.80/],
    ['create_container', { image: 'nginx', ports: { '80/x': 1 } }, /ports/],
    ['create_container', { image: 'nginx', ports: { 80: 70000 } }, /Check ports\.80/],
    ['create_container', { image: 'nginx', working_dir: 'relative' }, /Check working_dir/],
    ['create_container', { image: 'nginx', memory_limit: 1 }, /Check memory_limit: At least 6 MiB/],
    ['create_container', { image: 'nginx', auto_remove: true, restart_policy: 'always' }, /Check restart_policy/],
    ['create_container', { image: 'nginx', health_check: { command: 'true', interval: 0 } }, /Check health_check\.interval:/],
    ['create_container', { image: 'nginx', volumes: { '/a': 'relative' } }, /Check volumes:/],
    ['update_container', { container_id: id }, /either code_path/],
    ['update_container', { container_id: id, code_path: '/x', image: 'nginx' }, /either code_path/],
    ['send_message', { container_id: id, message: {} }, /Check message\.command/],
    ['send_message', { container_id: id, message: 'dump' }, /Check message/],
    ['subscribe_stats', { container_ids: 'all' }, /Check container_ids/],
  ])('%s %j is refused, and says why', async (event, argument, why) => {
    const socket = await open();
    const answer = await ask(socket, event, argument);
    expect(answer).toEqual({
      error: true,
      error_type: 'validation_error',
      message: expect.stringMatching(why),
      details: expect.objectContaining({ operation: event }),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
    });
  });

  it('is told of a container that is not there, in the seed’s words and fields', async () => {
    const socket = await open();
    expect(await ask(socket, 'start_container', { container_id: 'abc123' })).toMatchObject({
      error: true,
      error_type: 'docker_api_error',
      message: expect.stringMatching(/^Container not found/),
      details: { container_id: 'abc123', operation: 'start_container' },
    });
  });

  it('gets a Failure as operation_error where it gave no acknowledgement function', async () => {
    const socket = await open();
    const told = next(socket, 'operation_error');
    socket.emit('start_container', { container_id: 'nobody' });
    expect(await told).toMatchObject({ error: true, details: { operation: 'start_container', container_id: 'nobody' } });
  });

  it('names a container by its whole id, the beginning of it or its name, and is named as who did it', async () => {
    const asked: unknown[] = [];
    const startContainer: CoreHandlers['startContainer'] = async (it, caller) => {
      asked.push([it.containerId, caller.actor]);
      return succeed(null);
    };
    const socket = await open({ handlers: { startContainer } });
    for (const named of [id, id.slice(0, 12), 'web']) {
      expect(await ask(socket, 'start_container', { container_id: named })).toMatchObject({ error: false, data: { container_id: id } });
    }
    expect(asked).toEqual(Array.from({ length: 3 }, () => [id, { kind: 'script', name: 'deploy' }]));
  });

  it('creates with the fields of the original design and more, and environment values come back masked', async () => {
    const asked: ContainerConfig[] = [];
    const createContainer: CoreHandlers['createContainer'] = async ({ config }) => {
      asked.push(config);
      return succeed({ containerId: 'c3'.repeat(32), name: 'made', warnings: [] });
    };
    const socket = await open({ handlers: { createContainer } });
    const { data } = await ask(socket, 'create_container', {
      image: 'flow:latest',
      name: 'optional-name',
      environment: { KEY: 'value' },
      volumes: { '/host/path': '/container/path', data: '/data:ro' },
      ports: { 8080: 8080, '53/udp': 5353, 9000: null },
      networks: ['front', { name: 'back', address: '10.0.0.2' }],
      restart_policy: 'on-failure:3',
      memory_limit: '512m',
      health_check: { command: 'true', interval: 5 },
    });
    expect(data).toMatchObject({
      container_id: 'c3'.repeat(32),
      id: 'c3'.repeat(32),
      name: 'made',
      status: 'created',
      environment: { KEY: '[hidden]' },
    });
    expect(asked[0]).toMatchObject({
      name: 'optional-name',
      environment: { KEY: 'value' },
      volumes: [
        { source: '/host/path', target: '/container/path', readOnly: false },
        { source: 'data', target: '/data', readOnly: true },
      ],
      ports: expect.arrayContaining([
        { containerPort: 8080, protocol: 'tcp', hostPort: 8080, hostAddress: null },
        { containerPort: 53, protocol: 'udp', hostPort: 5353, hostAddress: null },
        { containerPort: 9000, protocol: 'tcp', hostPort: null, hostAddress: null },
      ]),
      networks: [
        { name: 'front', aliases: [], address: null },
        { name: 'back', aliases: [], address: '10.0.0.2' },
      ],
      restartPolicy: { name: 'on-failure', maximumRetries: 3 },
      memoryLimitBytes: 536_870_912,
      healthCheck: { command: 'true', intervalSeconds: 5, timeoutSeconds: 30, retries: 3, startPeriodSeconds: 0 },
      flow: false,
    });
  });

  it('is told which field the engine refuses by the name that programs use, and nothing that is a form’s', async () => {
    let field = '';
    const refused = async () => fail('docker_api_error', 'It can’t.', { field, fields: JSON.stringify({ [field]: 'It can’t.' }) });
    const socket = await open({ handlers: { createContainer: refused, updateCode: refused } });
    for (const [ours, theirs] of [
      ['config.memoryLimitBytes', 'memory_limit'],
      ['config.ports.0.hostPort', 'ports'],
      ['config.networks.1.name', 'networks.1.name'],
      ['config.image', 'image'],
    ]) {
      field = ours ?? '';
      const { details } = await ask(socket, 'create_container', { image: 'nginx' });
      expect(details).toMatchObject({ field: theirs, operation: 'create_container' });
      expect(details).not.toHaveProperty('fields');
    }
    field = 'codePath';
    expect((await ask(socket, 'update_container', { container_id: id, code_path: '/gone' })).details).toMatchObject({ field: 'code_path' });
  });

  it('that goes away during an operation does not end it', async () => {
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let end = () => {};
    const ending = new Promise<void>((resolve) => {
      end = resolve;
    });
    let outcome = 'none';
    const stopContainer: CoreHandlers['stopContainer'] = async (_, caller) => {
      begun();
      await ending;
      outcome = caller.signal.aborted ? 'cancelled' : 'done';
      return fail('system_error', 'Nobody hears this.');
    };
    const socket = await open({ handlers: { stopContainer } });
    socket.emit('stop_container', { container_id: 'web' }, () => {});
    await beginning;
    socket.disconnect();
    await expect.poll(() => api.server.status()).toMatchObject({ clients: 0 });
    end();
    await expect.poll(() => outcome).toBe('done');
  });

  it('that sends a thousand frames of nonsense gets Failures, and the rest goes on', async () => {
    const long = process.env['QUARTERDECK_LONG'] === '1';
    const socket = await open({ limits: { requestBurst: 1_000_000 } });
    const witness = await api.connected(transport);
    const events = ['create_container', 'start_container', 'send_message', 'get_status', 'update_container', 'x', '__proto__', 'toString'];
    const frames = Array.from({ length: long ? 10_000 : 1_000 }, () => ask(socket, pick(events), nonsense(0)));
    const answers = await Promise.all(frames);
    expect(answers.every((it) => it.error && it.error_type !== 'system_error')).toBe(true);
    expect((await ask(witness, 'list_containers', {})).data).toHaveLength(2);
  });
});

function pick<T>(from: readonly T[]): T {
  const one = from[Math.floor(Math.random() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

const fields = ['container_id', 'image', 'message', 'command', 'ports', 'environment', 'code_path', '__proto__', 'host_id', 'name', 'x'];

function nonsense(depth: number): unknown {
  const kind = Math.floor(Math.random() * (depth > 4 ? 6 : 8));
  switch (kind) {
    case 0:
      return null;
    case 1:
      return Math.random() * 1e9;
    case 2:
      return randomBytes(20).toString('latin1');
    case 3:
      return '\u0000'.repeat(9);
    case 4:
      return 'zz'.repeat(32);
    case 5:
      return true;
    case 6:
      return Array.from({ length: 3 }, () => nonsense(depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: 4 }, () => [pick(fields), nonsense(depth + 1)]));
  }
}
