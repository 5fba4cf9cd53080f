import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, transports } from '../support/api.ts';
import { randomName, removeAllContainers } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { writeFlowCode } from '../support/flow-code.ts';
import { flowImage, importFlowImage } from '../support/flow-image.ts';
import { testImage } from '../support/images.ts';
import { type LiveApi, openLiveApi } from '../support/live-api.ts';

type Fields = Readonly<Record<string, unknown>>;

describe('the API on a real engine', () => {
  let engine: TestEngine;
  let live: LiveApi;

  beforeAll(async () => {
    engine = await startEngine();
    await importFlowImage(engine.socketPath);
    live = await openLiveApi(engine.dockerHost);
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(async () => {
    await live.close();
    await engine.dispose();
  });

  const good = async (socket: Socket, event: string, argument: Fields): Promise<Fields> => {
    const answer = await ask(socket, event, argument);
    if (answer.error) throw new Error(`${event}: ${JSON.stringify(answer)}`);
    return Object(answer.data);
  };
  const collect = (socket: Socket) => {
    const got: { event: string; payload: Fields }[] = [];
    socket.onAny((event: string, payload: Fields) => got.push({ event, payload }));
    return got;
  };
  const code = (version: string) => writeFlowCode(live.folder, version);
  const existing = async () => (await callEngine(engine.socketPath, 'GET', '/containers/json?all=1')).json;

  it.each(transports)('tells the whole story over %s: create, start, speak, update, roll back, delete', async (transport) => {
    const socket = await live.connected(transport, 'storyteller');
    const got = collect(socket);
    const name = randomName();
    const created = await good(socket, 'create_container', {
      image: flowImage,
      name,
      environment: { KEY: 'top-secret' },
      networks: ['none'],
    });
    expect(created).toMatchObject({
      name,
      status: 'created',
      environment: { KEY: '[hidden]' },
      operation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const socketPath = String(created['socket_path']);
    expect(existsSync(socketPath)).toBe(true);
    const first = await good(socket, 'update_container', { container_id: name, code_path: code('one') });
    expect(first).toMatchObject({ previous_container_id: created['container_id'] });
    await good(socket, 'start_container', { container_id: name });
    const connected = () =>
      expect
        .poll(async () => (await ask(socket, 'get_status', { container_id: name })).data, { timeout: 10_000 })
        .toMatchObject({ socket_connected: true });
    const speak = (command: string, data: unknown = {}) => good(socket, 'send_message', { container_id: name, message: { command, data } });
    await connected();
    expect(await speak('dump')).toMatchObject({ reply: { version: 'one' } });
    await speak('tell', { password: 'hunter2', cargo: 'rum' });

    const second = await good(socket, 'update_container', { container_id: name, code_path: code('two') });
    expect(second).toMatchObject({ previous_container_id: first['container_id'] });
    expect(await speak('dump')).toMatchObject({ reply: { version: 'two' } });

    const broken = await ask(socket, 'update_container', { container_id: name, code_path: code('broken'), ready_within: 3 });
    expect(broken).toMatchObject({ error: true, details: { operation: 'update_container', container_id: name } });
    await connected();
    expect(await speak('dump')).toMatchObject({ reply: { version: 'two' } });

    const status = await good(socket, 'get_status', { container_id: name });
    expect(status).toMatchObject({
      id: second['container_id'],
      name,
      state: 'running',
      health: 'none',
      pid: expect.any(Number),
      started_at: expect.stringMatching(/Z$/),
      uptime: expect.any(Number),
      socket_path: expect.stringMatching(/\.sock$/),
      socket_connected: true,
      last_communication: expect.stringMatching(/Z$/),
    });
    await good(socket, 'stop_container', { container_id: name, timeout: 5 });
    await good(socket, 'restart_container', { container_id: name, timeout: 5 });
    // A first process that has not come far enough to hear the stop signal would let the deletion wait for its timeout.
    await connected();
    await good(socket, 'delete_container', { container_id: name });
    await live.until('it is gone', () => live.core.keeper.fleet.containers.size === 0);
    expect(await existing()).toEqual([]);
    expect(existsSync(socketPath)).toBe(false);
    await expect.poll(() => readdirSync(live.flowFolder).filter((it) => /^[0-9a-f]{12}$/.test(it))).toEqual([]);
    expect((await ask(socket, 'get_status', { container_id: name })).error_type).toBe('docker_api_error');

    const names = new Set(got.map((it) => it.event));
    for (const event of [
      'container_created',
      'container_started',
      'container_stopped',
      'container_restarted',
      'container_updated',
      'container_deleted',
      'container_died',
      'container_status',
      'container_message',
      'user_activity',
      'log_entry',
      'progress_update',
      'operation_complete',
    ]) {
      await expect.poll(() => got.some((it) => it.event === event), { message: event }).toBe(true);
    }
    expect(names.has('operation_error')).toBe(false);
    expect(got.find((it) => it.event === 'container_message')?.payload).toMatchObject({
      name,
      event: 'told',
      actor: 'worker',
      data: { cargo: 'rum' },
    });
    expect(got.find((it) => it.event === 'user_activity' && Object(it.payload['actor'])['name'] === 'storyteller')).toBeDefined();
    const complete = got.filter((it) => it.event === 'operation_complete').map((it) => it.payload);
    expect(complete.find((it) => it['operation_id'] === created['operation_id'])).toMatchObject({ status: 'completed', progress: 100 });
    expect(complete.find((it) => it['status'] === 'failed')).toMatchObject({ operation: 'updateCode', message: expect.any(String) });
    expect(got.find((it) => it.event === 'container_updated')?.payload).toMatchObject({ name, previous_container_id: expect.any(String) });
    expect(JSON.stringify(got)).not.toContain('top-secret');
  });

  it('sends the figures of the containers that were asked for once a second, until they are not wanted', async () => {
    const socket = await live.connected('websocket');
    const { container_id: id } = await good(socket, 'create_container', { image: testImage, networks: ['none'], start: true });
    const got = collect(socket);
    await good(socket, 'subscribe_stats', { container_ids: [id] });
    const stats = () => got.filter((it) => it.event === 'container_stats').map((it) => it.payload);
    await expect.poll(() => stats().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
    expect(stats()[0]).toMatchObject({
      container_id: id,
      cpu_percent: expect.any(Number),
      memory_mb: expect.any(Number),
      pids: expect.any(Number),
    });
    const times = stats().map((it) => Date.parse(String(it['timestamp'])));
    for (const [index, time] of times.entries()) if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThan(500);
    const { resource_usage: usage } = await good(socket, 'get_status', { container_id: id });
    expect(Object.keys(Object(usage)).sort()).toEqual([
      'block_read_bytes',
      'block_write_bytes',
      'cpu_percent',
      'memory_limit',
      'memory_mb',
      'memory_percent',
      'memory_usage',
      'network_rx_bytes',
      'network_tx_bytes',
      'pids',
    ]);
    await good(socket, 'subscribe_stats', { container_ids: [id], on: false });
  });

  it('tells of what others do to containers, and how one died', async () => {
    const socket = await live.connected('polling');
    const got = collect(socket);
    const { container_id: id } = await good(socket, 'create_container', { image: testImage, networks: ['none'], start: true, flow: false });
    await callEngine(engine.socketPath, 'POST', `/containers/${id}/kill`);
    await expect
      .poll(() => got.find((it) => it.event === 'container_died')?.payload, { timeout: 5_000 })
      .toMatchObject({ container_id: id, exit_code: 137 });
    await expect
      .poll(() => got.filter((it) => it.event === 'container_status' && it.payload['container_id'] === id).map((it) => it.payload['state']))
      .toContain('exited');
  });

  it('finishes what a program began that went away meanwhile, and tells the others', async () => {
    const witness = await live.connected('websocket');
    const got = collect(witness);
    for (const transport of transports) {
      const socket = await live.connected(transport);
      const { container_id: id } = await good(socket, 'create_container', {
        ...{ image: testImage, networks: ['none'], start: true, flow: false },
      });
      socket.emit('stop_container', { container_id: id, timeout: 1 }, () => {});
      await expect
        .poll(() =>
          got.some((it) => it.event === 'progress_update' && it.payload['operation'] === 'stop' && it.payload['container_id'] === id),
        )
        .toBe(true);
      socket.disconnect();
      await expect
        .poll(async () => Object((await ask(witness, 'get_status', { container_id: id })).data)['state'], { timeout: 10_000 })
        .toBe('exited');
      await expect
        .poll(() =>
          got.find((it) => it.event === 'operation_complete' && it.payload['container_id'] === id && it.payload['operation'] === 'stop'),
        )
        .toMatchObject({ payload: { status: 'completed' } });
    }
  });

  it('serves a thousand clients at once', async () => {
    const clients = await Promise.all(Array.from({ length: 1_000 }, (_, index) => live.connected('websocket', `client ${index}`)));
    const answers: Answer[] = await Promise.all(clients.map((socket) => ask(socket, 'list_containers', {})));
    expect(answers.every((it) => !it.error)).toBe(true);
    expect(live.api.status()).toMatchObject({ clients: expect.any(Number) });
    for (const socket of clients) socket.close();
    await expect.poll(() => live.api.status(), { timeout: 10_000 }).not.toMatchObject({ clients: 1_000 });
  });

  it('keeps its token where only the user can read it, renews it, and is closed and opened by the settings', async () => {
    expect(statSync(join(live.folder, 'api-token')).mode & 0o777).toBe(0o600);
    const socket = await live.connected('websocket');
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const renewed = await live.api.renewToken();
    await gone;
    await expect(live.connected('websocket')).rejects.toThrow(/token is missing or wrong/);
    if (!renewed.ok) throw new Error(renewed.failure.message);
    expect(renewed.value).toMatch(/^[\w-]{43}$/);
    await live.core.parts.settings.update({ apiEnabled: false });
    await live.api.settled();
    expect(live.api.status()).toEqual({ state: 'off' });
    await live.core.parts.settings.update({ apiEnabled: true });
    await live.api.settled();
    expect(live.api.status()).toMatchObject({ state: 'listening' });
  });
});
