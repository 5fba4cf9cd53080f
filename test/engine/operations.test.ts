import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import { listContainers } from '../../src-main/docker/read-containers.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import type { Resilience } from '../../src-main/operations/guard.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Circuit } from '../../src-shared/model.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { caller, clientOf, host, hostId, smallCore } from '../support/small-core.ts';

const quick: Resilience = { retries: 5, firstWaitMs: 10, circuit: { failures: 5, openMs: 600, successes: 2 } };

const isCalm = (name: string) => name.startsWith('harbor-shop-cache');

describe('operations on an engine with faults', () => {
  let demo: Demo;
  let client: EngineClient;

  beforeEach(async () => {
    demo = await startDemo({ containers: 20 });
    client = clientOf(`unix://${demo.socketPath}`);
  });
  afterEach(async () => {
    client.close();
    await demo.stop();
  });

  async function open(resilience: Resilience = quick) {
    const running = (await listContainers(client, {})).filter((it) => it.state === 'running').map((it) => ({ ...it, hostId }));
    // First one that nothing in the demo's story stops, restarts or removes.
    const containers = running.sort((one, other) => Number(isCalm(other.name)) - Number(isCalm(one.name)));
    const core = smallCore(
      client,
      [
        { type: 'hostFound', host: host() },
        { type: 'containersListed', hostId, atMs: 0, containers },
      ],
      resilience,
    );
    const handlers = createCommands(core.parts);
    const ask = (name: string, argument: object = {}): Promise<Result<unknown>> =>
      dispatch(handlers, name, { hostId, containerId: containers[0]?.id, ...argument }, caller(), silentLog);
    const circuit = (): Circuit | undefined => core.parts.fleet().hosts.get(hostId)?.circuit;
    const untilCircuit = (state: Circuit['state']) => expect.poll(() => circuit()?.state).toBe(state);
    return { core, ask, circuit, untilCircuit, containers };
  }

  it('that fails once or twice are done again, and nobody hears of it', async () => {
    const { ask, circuit } = await open({ ...quick, firstWaitMs: 100 });
    await demo.order({ do: 'fail', status: 503, message: 'starting up' });
    const stop = ask('stopContainer', { timeoutSeconds: 1 });
    await demo.order({ do: 'fail', status: 0, message: '' });
    expect(await stop).toEqual({ ok: true, value: null });
    expect(circuit()).toEqual({ state: 'closed' });
  });

  it('are refused after five failures in a row, are tried again after a while, and work as before after two successes', async () => {
    const { ask, circuit, untilCircuit } = await open();
    await demo.order({ do: 'fail', status: 500, message: 'disk I/O error' });
    for (let count = 0; count < 5; count += 1) {
      expect(circuit()?.state).toBe('closed');
      expect(await ask('stopContainer', { timeoutSeconds: 1 })).toMatchObject({ ok: false, failure: { details: { statusCode: '500' } } });
    }
    expect(circuit()).toEqual({ state: 'open', untilMs: expect.any(Number) });
    expect(await ask('startContainer')).toMatchObject({
      ok: false,
      failure: {
        message: expect.stringMatching(/failed 5 times in a row, so nothing is asked of it until \d\d:\d\d:\d\d\. Choose Retry now/),
      },
    });
    await demo.order({ do: 'fail', status: 0, message: '' });
    await untilCircuit('halfOpen');
    expect(await ask('stopContainer', { timeoutSeconds: 1 })).toEqual({ ok: true, value: null });
    expect(circuit()?.state).toBe('halfOpen');
    expect(await ask('startContainer')).toEqual({ ok: true, value: null });
    expect(circuit()).toEqual({ state: 'closed' });
  });

  it('are let through at once on Retry now', async () => {
    const { ask, circuit } = await open({ ...quick, circuit: { ...quick.circuit, openMs: 60_000 } });
    await demo.order({ do: 'refuse', on: true });
    for (let count = 0; count < 5; count += 1) await ask('killContainer', { signal: 'HUP' });
    expect(circuit()?.state).toBe('open');
    await demo.order({ do: 'refuse', on: false });
    expect(await ask('killContainer', { signal: 'HUP' })).toMatchObject({ ok: false, failure: { details: { circuit: 'open' } } });
    expect(await ask('retryOperations')).toEqual({ ok: true, value: null });
    expect(circuit()).toEqual({ state: 'halfOpen' });
    expect(await ask('killContainer', { signal: 'HUP' })).toEqual({ ok: true, value: null });
  });

  it('that the engine refuses with 404 and 409 leave the host as it is', async () => {
    const { ask, circuit } = await open();
    for (let count = 0; count < 6; count += 1) await ask('unpauseContainer');
    for (let count = 0; count < 6; count += 1) await ask('startContainer', { containerId: 'f'.repeat(64) });
    expect(circuit()).toEqual({ state: 'closed' });
  });

  it('in bulk each tell how they ended, also where the host gives out in the middle', async () => {
    const { ask, containers } = await open();
    await demo.order({ do: 'fail', status: 500, message: 'disk I/O error' });
    const results = await Promise.all(containers.map((it) => ask('killContainer', { containerId: it.id, signal: 'HUP' })));
    expect(results).toHaveLength(containers.length);
    const refused = results.filter((it) => !it.ok && it.failure.details['circuit'] === 'open');
    expect(results.every((it) => !it.ok)).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    expect(results.length - refused.length).toBeGreaterThanOrEqual(5);
  });
});
