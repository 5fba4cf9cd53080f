import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FlowParts, PreparedFlow } from '../../src-main/flow/flow-parts.ts';
import { noFlow } from '../../src-main/flow/no-flow.ts';
import { fail, succeed } from '../../src-shared/failure.ts';
import { removeAllContainers } from '../support/containers.ts';
import { type CreateBench, messageAndField, openCreateBench, wish } from '../support/create-bench.ts';
import { hostId } from '../support/small-core.ts';

describe('creating a flow container', () => {
  let bench: CreateBench;

  beforeAll(async () => {
    bench = await openCreateBench();
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

  /** Flow sockets that write down what is asked of them; `adopts`: whether listening works. */
  function flowStandIn(adopts = true) {
    const asked: string[] = [];
    const prepared: PreparedFlow = {
      mount: { Type: 'bind', Source: bench.engine.folder, Target: '/run/flow', ReadOnly: true },
      environment: ['FLOW_SOCKET=/run/flow/flow.sock'],
      labels: { 'io.quarterdeck.flow': '0123456789ab' },
      adopt: async (containerId) => {
        const state = (await bench.inspect(containerId))?.['State'];
        asked.push(`adopt ${Object(state)['Status']}`);
        return adopts ? succeed(null) : fail('socket_communication_error', 'The folder can’t be listened in.');
      },
      discard: async () => void asked.push('discard'),
    };
    const flow: FlowParts = {
      ...noFlow('none'),
      prepare: async () => succeed(prepared),
      cleanup: async () => void asked.push('cleanup'),
    };
    return { flow, asked };
  }

  it('gives it its folder and listens before it starts', async () => {
    const { flow, asked } = flowStandIn();
    const core = bench.core({ flow });
    const config = wish({ flow: true, environment: { FLOW_SOCKET: 'elsewhere', MINE: '1' }, labels: { a: 'b' } });
    const created = await core.create(config);
    if (!created.ok) expect.fail(created.failure.message);
    expect(asked).toEqual(['adopt created']);
    expect(await bench.inspect(created.value.containerId)).toMatchObject({
      Config: {
        Env: ['MINE=1', 'FLOW_SOCKET=/run/flow/flow.sock', 'PATH=/bin'],
        Labels: { 'io.quarterdeck.flow': '0123456789ab', a: 'b' },
      },
      Mounts: [{ Type: 'bind', Destination: '/run/flow', RW: false }],
    });
    const again = await core.ask('getConfigOf', { hostId, containerId: created.value.containerId });
    expect(again).toEqual({ ok: true, value: { config: { ...config, environment: { MINE: '1' } }, notCarried: [] } });
  });

  it('gives the folder back where the engine refuses the container', async () => {
    const { flow, asked } = flowStandIn();
    const failed = await bench.core({ flow }).create(wish({ flow: true, cpuLimit: 4_000 }));
    expect(messageAndField(failed)[1]).toBe('config.cpuLimit');
    expect(asked).toEqual(['discard']);
  });

  it('takes socket and folder away where the container does not start', async () => {
    const { flow, asked } = flowStandIn();
    const left = await bench.leftovers();
    const failed = await bench.core({ flow }).create(wish({ flow: true, command: ['/bin/nonsense'] }));
    expect(messageAndField(failed)[1]).toBe('config.command');
    expect(asked).toEqual(['adopt created', 'cleanup']);
    expect(await bench.leftovers()).toEqual(left);
  });

  it('removes the container where its socket can’t be listened on', async () => {
    const { flow, asked } = flowStandIn(false);
    const left = await bench.leftovers();
    const failed = await bench.core({ flow }).create(wish({ flow: true }));
    expect(messageAndField(failed)[0]).toBe('The folder can’t be listened in.');
    expect(asked).toEqual(['adopt created', 'cleanup']);
    expect(await bench.leftovers()).toEqual(left);
  });

  it('is refused before anything is made where there are no flow sockets', async () => {
    const left = await bench.leftovers();
    expect(messageAndField(await bench.core().create(wish({ flow: true })))[0]).toBe('There are no flow sockets in this test.');
    expect(await bench.leftovers()).toEqual(left);
  });
});
