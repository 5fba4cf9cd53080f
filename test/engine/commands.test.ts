import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { containerDetailSchema, rawLimit, textLimit } from '../../src-shared/container-detail.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type ContainerWish, randomName, removeAllContainers, removeContainer, runContainer, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { caller, clientOf, container, host, hostId, smallCore } from '../support/small-core.ts';

describe('a command on a real engine', () => {
  let engine: TestEngine;
  let client: EngineClient;

  beforeAll(async () => {
    engine = await startEngine();
    client = clientOf(engine.dockerHost);
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(async () => {
    client.close();
    await engine.dispose();
  });

  /** A core that knows of running containers `wishes`, and a window that asks it. */
  async function open(...wishes: ContainerWish[]) {
    const made = await Promise.all(
      wishes.map(async (wish) => {
        const name = wish.name ?? randomName();
        const id = await runContainer(engine.socketPath, { ...wish, name, hostConfig: { NetworkMode: 'none' } });
        return container(id, name);
      }),
    );
    const core = smallCore(client, [
      { type: 'hostFound', host: host() },
      { type: 'containersListed', hostId, atMs: 0, containers: made },
    ]);
    const handlers = createCommands(core.parts);
    const ask = (name: string, argument: object): Promise<Result<unknown>> => dispatch(handlers, name, argument, caller(), silentLog);
    return { core, made, ask, ids: made.map((it) => it.id) };
  }

  const stateOf = async (id: string | undefined) => {
    const { json } = await callEngine(engine.socketPath, 'GET', `/containers/${id}/json`);
    return Object(Object(json)['State'])['Status'] ?? 'gone';
  };

  it('leads a container through its life, and each step is told as the caller’s', async () => {
    const { core, ask, ids } = await open({});
    const it = { hostId, containerId: ids[0] };
    const steps: [string, object, string][] = [
      ['pauseContainer', it, 'paused'],
      ['unpauseContainer', it, 'running'],
      ['stopContainer', { ...it, timeoutSeconds: 2 }, 'exited'],
      ['startContainer', it, 'running'],
      ['restartContainer', { ...it, timeoutSeconds: null }, 'running'],
      ['renameContainer', { ...it, name: randomName() }, 'running'],
      ['killContainer', { ...it, signal: 'SIGKILL' }, 'exited'],
      ['removeContainer', { ...it, force: false, volumes: true }, 'gone'],
    ];
    for (const [name, argument, state] of steps) {
      expect(await ask(name, argument)).toEqual({ ok: true, value: null });
      expect(await stateOf(ids[0])).toBe(state);
    }
    const kinds = core.told.flatMap((change) =>
      change.type === 'operationChanged' && change.operation.state === 'running' ? [change.operation] : [],
    );
    expect(kinds.map((operation) => operation.kind)).toEqual(['pause', 'unpause', 'stop', 'start', 'restart', 'rename', 'kill', 'remove']);
    expect(kinds.every((operation) => operation.by.kind === 'you' && operation.containerId === ids[0])).toBe(true);
    expect(core.parts.fleet().operations.size).toBe(0);
  });

  it('is refused while another on the same container runs, and a kill helps a stop that takes too long', async () => {
    const { ask, made, ids } = await open({ shell: shells.ignoresTerm });
    const it = { hostId, containerId: ids[0] };
    const beganMs = performance.now();
    const stop = ask('stopContainer', { ...it, timeoutSeconds: 60 });
    expect(await ask('removeContainer', { ...it, force: true, volumes: false })).toMatchObject({
      ok: false,
      failure: { message: `${made[0]?.name} is already being stopped. Wait until that has ended.` },
    });
    expect(await ask('killContainer', { ...it, signal: 'KILL' })).toEqual({ ok: true, value: null });
    expect(await stop).toEqual({ ok: true, value: null });
    expect(performance.now() - beganMs).toBeLessThan(15_000);
  });

  it('in bulk tells of each container how it ended', async () => {
    const { ask, ids } = await open({}, {}, {}, {}, {}, {});
    await removeContainer(engine.socketPath, ids[2] ?? '');
    const results = await Promise.all(ids.map((containerId) => ask('stopContainer', { hostId, containerId, timeoutSeconds: 2 })));
    expect(results.map((result) => result.ok)).toEqual([true, true, false, true, true, true]);
    expect(results[2]).toMatchObject({
      failure: { message: expect.stringMatching(/^No such container any more: .* was removed meanwhile\.$/) },
    });
  });

  it('prunes the host, and a second prune waits its turn', async () => {
    const { ask, ids } = await open({ shell: 'exit 0' }, {});
    await callEngine(engine.socketPath, 'POST', `/containers/${ids[0]}/wait`);
    const first = ask('pruneContainers', { hostId });
    expect(await ask('pruneContainers', { hostId })).toMatchObject({
      ok: false,
      failure: { message: 'Stopped containers of This machine are already being removed. Wait until that has ended.' },
    });
    expect(await first).toMatchObject({ ok: true, value: { containerIds: [ids[0]] } });
    expect(await stateOf(ids[1])).toBe('running');
  });

  it('inspects a container whose labels hold HTML and 8 MiB of text, bounded and without secrets', async () => {
    const secret = 'hunter2-0123456789';
    const { ask, ids } = await open({
      labels: { huge: 'x'.repeat(8_388_608), html: '<img src=x onerror=alert(1)>' },
      environment: [`PASSWORD=${secret}`],
      command: ['/bin/sleep', '1000'],
    });
    const it = { hostId, containerId: ids[0] };
    const result = await ask('inspectContainer', it);
    if (!result.ok) expect.fail(result.failure.message);
    const detail = containerDetailSchema.parse(result.value);
    expect(detail).toMatchObject({
      command: ['/bin/sleep', '1000'],
      environmentNames: expect.arrayContaining(['PASSWORD']),
      cpuLimit: null,
    });
    expect(detail.pid).toBeGreaterThan(0);
    expect(detail.labels.find((label) => label.key === 'huge')?.value).toHaveLength(textLimit);
    expect(detail.labels.find((label) => label.key === 'html')?.value).toBe('<img src=x onerror=alert(1)>');
    expect(detail.rawJson.length).toBeLessThanOrEqual(rawLimit);
    expect(JSON.stringify(detail)).not.toContain(secret);
    expect(await ask('getEnvironment', it)).toMatchObject({
      ok: true,
      value: expect.arrayContaining([{ key: 'PASSWORD', value: secret }]),
    });
  });

  it('to inspect a container that is gone says so', async () => {
    const { ask, ids, made } = await open({});
    await removeContainer(engine.socketPath, ids[0] ?? '');
    const gone = `No such container any more: ${made[0]?.name} was removed meanwhile.`;
    expect(await ask('inspectContainer', { hostId, containerId: ids[0] })).toMatchObject({ ok: false, failure: { message: gone } });
    expect(await ask('getEnvironment', { hostId, containerId: 'f'.repeat(64) })).toMatchObject({
      ok: false,
      failure: { message: 'No such container any more: it was removed meanwhile.' },
    });
  });

  it('adds little to the bare call', async () => {
    const { ask, ids } = await open({});
    const it = { hostId, containerId: ids[0] };
    const bare: number[] = [];
    const ours: number[] = [];
    const time = async (into: number[], run: () => Promise<unknown>) => {
      const beganMs = performance.now();
      await run();
      into.push(performance.now() - beganMs);
    };
    for (let round = 0; round < 20; round += 1) {
      await time(bare, () => callEngine(engine.socketPath, 'POST', `/containers/${ids[0]}/pause`));
      await time(ours, () => ask('unpauseContainer', it));
      await time(ours, () => ask('pauseContainer', it));
      await time(bare, () => callEngine(engine.socketPath, 'POST', `/containers/${ids[0]}/unpause`));
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
    // The bench holds the goal of 3 ms; here a mistake of another order is found.
    expect(median(ours) - median(bare)).toBeLessThan(20);
  });
});
