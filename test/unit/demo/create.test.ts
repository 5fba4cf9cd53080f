import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../../../src-main/commands/create-commands.ts';
import { dispatch } from '../../../src-main/commands/dispatch.ts';
import type { EngineClient } from '../../../src-main/docker/client.ts';
import { silentLog } from '../../../src-main/lib/log.ts';
import { emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { type Demo, startDemo } from '../../support/demo.ts';
import { callEngine } from '../../support/engine-call.ts';
import { caller, clientOf, host, hostId, smallCore } from '../../support/small-core.ts';

describe('creating containers on the demo engine', () => {
  let demo: Demo;
  let client: EngineClient;

  beforeAll(async () => {
    demo = await startDemo({ containers: 10 });
    client = clientOf(`unix://${demo.socketPath}`);
  });
  afterAll(async () => {
    client.close();
    await demo.stop();
  });

  function open() {
    const core = smallCore(client, [{ type: 'hostFound', host: host({ demo: true }) }]);
    const handlers = createCommands(core.parts);
    return { core, ask: (name: string, argument: object) => dispatch(handlers, name, { hostId, ...argument }, caller(), silentLog) };
  }

  it('offers what there is to choose from', async () => {
    const options = await open().ask('getCreateOptions', {});
    expect(options).toMatchObject({
      ok: true,
      value: { networks: expect.arrayContaining([{ name: 'none', driver: 'null', subnet: null }]) },
    });
    expect(JSON.stringify(options)).toMatch(/"reference":"[a-z./-]+:[\w.-]+","sizeBytes":\d+/);
  });

  it('pulls an image with the progress of its layers, makes the container and starts it', async () => {
    const { core, ask } = open();
    const config = {
      ...emptyContainerConfig,
      image: 'traefik:3.1',
      name: 'proxy',
      environment: { A: '1' },
      ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8_999, hostAddress: null }],
      networks: [{ name: 'harbor-shop_default', aliases: [], address: null }],
      memoryLimitBytes: 100_000_000,
    };
    const created = await ask('createContainer', { config, start: true });
    expect(created).toMatchObject({ ok: true, value: { name: 'proxy', warnings: [] } });
    const steps = core.told.flatMap((it) => (it.type === 'operationChanged' && it.operation.progress ? [it.operation.progress] : []));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.at(-2)?.layers.every((it) => it.status === 'Pull complete')).toBe(true);
    const { json } = await callEngine(demo.socketPath, 'GET', '/containers/proxy/json');
    expect(json).toMatchObject({
      State: { Status: 'running' },
      Config: { Image: 'traefik:3.1' },
      HostConfig: { Memory: 100_000_000, NetworkMode: 'harbor-shop_default' },
      NetworkSettings: { Ports: { '80/tcp': [{ HostPort: '8999' }, { HostPort: '8999' }] } },
    });
    expect(await ask('createContainer', { config, start: true })).toMatchObject({
      ok: false,
      failure: { message: 'The name proxy is taken by another container. Choose another.' },
    });
    expect(await ask('createContainer', { config: { ...config, name: 'proxy-2' }, start: true })).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/^Port 8999 is taken/) },
    });
    expect((await callEngine(demo.socketPath, 'GET', '/containers/proxy-2/json')).status).toBe(404);
  }, 15_000);

  it('knows of images that are nowhere', async () => {
    const config = { ...emptyContainerConfig, image: 'nowhere/app' };
    expect(await open().ask('createContainer', { config, start: true })).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/^nowhere\/app can’t be pulled: it does not exist, or its registry asks for a login/) },
    });
  });
});
