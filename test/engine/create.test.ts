import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerConfig } from '../../src-shared/container-config.ts';
import type { Result } from '../../src-shared/failure.ts';
import { fieldProblems } from '../../src-shared/field-problems.ts';
import { randomName, removeAllContainers, shells } from '../support/containers.ts';
import { type CreateBench, openCreateBench, wish } from '../support/create-bench.ts';
import { callEngine } from '../support/engine-call.ts';
import { testImage } from '../support/images.ts';
import { hostId } from '../support/small-core.ts';

describe('creating a container on a real engine', () => {
  let bench: CreateBench;
  let before: string[];
  let folder: string;

  beforeAll(async () => {
    bench = await openCreateBench();
    folder = mkdtempSync(join(bench.engine.folder, 'mount-'));
    before = await bench.leftovers();
    for (const [Name, Subnet] of [
      ['front', '10.251.7.0/24'],
      ['back', '10.251.8.0/24'],
    ]) {
      await callEngine(bench.engine.socketPath, 'POST', '/networks/create', { Name, IPAM: { Config: [{ Subnet }] } });
    }
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

  const everything = (hostPort: number): ContainerConfig =>
    wish({
      command: ['/bin/sh', '-c', 'sleep 1000'],
      entrypoint: ['/bin/env', 'X=1'],
      workingDirectory: '/data',
      user: '1000:1000',
      environment: { A: 'b=c  d', EMPTY: '', UMLAUT: 'ü\n"zwei"' },
      volumes: [
        { source: folder, target: '/code', readOnly: true },
        { source: 'qd-create-data', target: '/data/kept', readOnly: false },
      ],
      ports: [
        { containerPort: 53, protocol: 'udp', hostPort: null, hostAddress: null },
        { containerPort: 80, protocol: 'tcp', hostPort, hostAddress: '127.0.0.1' },
      ],
      networks: [
        { name: 'front', aliases: ['web', 'www'], address: '10.251.7.77' },
        { name: 'back', aliases: ['web-behind'], address: '10.251.8.88' },
      ],
      restartPolicy: { name: 'on-failure', maximumRetries: 3 },
      cpuLimit: 0.5,
      memoryLimitBytes: 67_108_864,
      labels: { team: 'blue', empty: '' },
      healthCheck: { command: 'test -e /bin/sh', intervalSeconds: 2.5, timeoutSeconds: 3, retries: 4, startPeriodSeconds: 1 },
    });

  it('sets every field, and the container runs with them', async () => {
    const config = everything(await freePort());
    const created = await bench.core().create(config);
    expect(created).toMatchObject({ ok: true, value: { name: config.name, warnings: expect.any(Array) } });
    const inspected = await bench.inspect(config.name ?? '');
    expect(inspected).toMatchObject({
      Id: created.ok ? created.value.containerId : '',
      State: { Status: 'running' },
      Config: {
        Image: testImage,
        Cmd: config.command,
        Entrypoint: config.entrypoint,
        WorkingDir: '/data',
        User: '1000:1000',
        Env: ['A=b=c  d', 'EMPTY=', 'UMLAUT=ü\n"zwei"', 'PATH=/bin'],
        Labels: config.labels,
        ExposedPorts: { '80/tcp': {}, '53/udp': {} },
        Healthcheck: { Test: ['CMD-SHELL', 'test -e /bin/sh'], Interval: 2.5e9, Timeout: 3e9, Retries: 4, StartPeriod: 1e9 },
      },
      HostConfig: {
        PortBindings: {
          '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(config.ports[1]?.hostPort) }],
          '53/udp': [{ HostIp: '', HostPort: '' }],
        },
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        NanoCpus: 5e8,
        Memory: 67_108_864,
        AutoRemove: false,
        NetworkMode: 'front',
      },
      NetworkSettings: {
        Networks: {
          front: { IPAddress: '10.251.7.77', Aliases: expect.arrayContaining(['web', 'www']) },
          back: { IPAddress: '10.251.8.88', Aliases: expect.arrayContaining(['web-behind']) },
        },
      },
    });
    expect(inspected?.['Mounts']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Type: 'bind', Source: folder, Destination: '/code', RW: false }),
        expect.objectContaining({ Type: 'volume', Name: 'qd-create-data', Destination: '/data/kept', RW: true }),
      ]),
    );
  });

  it('can be run again like this, without what its image or the engine gave it', async () => {
    const config = everything(await freePort());
    const core = bench.core();
    const created = await core.create(config, false);
    if (!created.ok) expect.fail(created.failure.message);
    const again = await core.ask('getConfigOf', { hostId, containerId: created.value.containerId });
    expect(again).toEqual({ ok: true, value: { config, notCarried: [] } });
  });

  it('makes it without starting it, under a name that the engine makes up', async () => {
    const created = await bench.core().create(wish({ name: null }), false);
    if (!created.ok) expect.fail(created.failure.message);
    expect(created.value.name).toMatch(/^[a-z]+_[a-z]+\d*$/);
    expect(await bench.inspect(created.value.name)).toMatchObject({ State: { Status: 'created' } });
  });

  it('makes several of one image at once', async () => {
    const core = bench.core();
    const created = await Promise.all([1, 2, 3, 4, 5].map(() => core.create(wish({ name: null }))));
    expect(created.map((it) => it.ok)).toEqual([true, true, true, true, true]);
  });

  const failing: [string, () => Partial<ContainerConfig> | Promise<Partial<ContainerConfig>>, RegExp, string][] = [
    [
      'a folder that is not there',
      () => ({ volumes: [{ source: '/nowhere/at/all', target: '/x', readOnly: false }] }),
      /^The folder \/nowhere\/at\/all is not there on the host\. Create it, or choose another\.$/,
      'config.volumes.0.source',
    ],
    [
      'a network that is not there, the first',
      () => ({ networks: [{ name: 'nowhere', aliases: [], address: null }] }),
      /^There is no network nowhere on this host\. Choose another, or create it\.$/,
      'config.networks.0.name',
    ],
    [
      'a network that is not there, a further one, with a new volume',
      () => ({
        networks: ['front', 'nowhere'].map((name) => ({ name, aliases: [], address: null })),
        volumes: [{ source: 'qd-create-left', target: '/x', readOnly: false }],
      }),
      /^There is no network nowhere on this host/,
      'config.networks.1.name',
    ],
    [
      'a fixed address outside of its network',
      () => ({ networks: [{ name: 'front', aliases: [], address: '10.1.1.1' }] }),
      /^Its network can’t give it that fixed address/,
      'config.networks.0.address',
    ],
    [
      'aliases in the engine’s own network',
      () => ({ networks: [{ name: 'bridge', aliases: ['web'], address: null }] }),
      /^The engine’s own networks take no aliases/,
      'config.networks.0.aliases',
    ],
    [
      'a command that is not in the image',
      () => ({ command: ['/bin/nonsense'] }),
      /^The image has no command “\/bin\/nonsense”/,
      'config.command',
    ],
    ['a user that is not in the image', () => ({ user: 'nobody-here' }), /^The image has no user or group “nobody-here”/, 'config.user'],
    [
      'more CPUs than there are',
      () => ({ cpuLimit: 4_000 }),
      /^The host has \d+ cores\. Set a limit of no more than that\.$/,
      'config.cpuLimit',
    ],
    [
      'a working directory that is a file',
      () => ({ workingDirectory: '/bin/busybox' }),
      /^The working directory can’t be used/,
      'config.workingDirectory',
    ],
    [
      'a file mounted over a folder',
      () => ({ volumes: [{ source: join(bench.engine.folder, 'daemon.json'), target: '/tmp', readOnly: true }] }),
      /can’t be mounted there/,
      'config.volumes.0.target',
    ],
  ];

  it.each(failing)('%s: says so at the field, and leaves nothing behind', async (_, patch, message, field) => {
    await removeVolume(bench, 'qd-create-data');
    const left = await bench.leftovers();
    const failed = await bench.core().create(wish(await patch()));
    expect(messageAndField(failed)).toEqual([expect.stringMatching(message), field]);
    expect(await bench.leftovers()).toEqual(left);
    expect(left).toEqual(before);
  });

  it('a taken name: says so at the field, and leaves the other alone', async () => {
    const core = bench.core();
    const first = wish();
    expect(await core.create(first)).toMatchObject({ ok: true });
    const second = await core.create({ ...first, command: ['/bin/true'] });
    expect(messageAndField(second)).toEqual([`The name ${first.name} is taken by another container. Choose another.`, 'config.name']);
    expect(await bench.inspect(first.name ?? '')).toMatchObject({ State: { Status: 'running' } });
  });

  it('a port that another program has: names it, and leaves nothing behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const hostPort = portOf(other);
    const port = { containerPort: 80, protocol: 'tcp' as const, hostPort, hostAddress: '127.0.0.1' };
    const core = bench.core();
    expect(await core.ask('checkPorts', { hostId, ports: [{ ...port, hostPort: null }, port] })).toEqual({
      ok: true,
      value: [{ index: 1, message: `Port ${hostPort} is taken by a program of this machine.` }],
    });
    const left = await bench.leftovers();
    const failed = await core.create(wish({ networks: [], ports: [port] }));
    other.close();
    expect(messageAndField(failed)).toEqual([
      `Port ${hostPort} is taken by another program. Publish another port, or stop what has it.`,
      'config.ports.0.hostPort',
    ]);
    expect(await bench.leftovers()).toEqual(left);
    expect(await core.ask('checkPorts', { hostId, ports: [port] })).toEqual({ ok: true, value: [] });
  });

  it('cancelled while it starts: leaves nothing behind', async () => {
    const core = bench.core();
    const left = await bench.leftovers();
    const asked = core.create(wish({ command: ['/bin/sh', '-c', shells.ignoresTerm] }));
    const operationId = await core.until((it) =>
      it.type === 'operationChanged' && it.operation.state === 'running' ? it.operation.id : null,
    );
    expect(await core.ask('cancelOperation', { operationId })).toEqual({ ok: true, value: null });
    const ended = await asked;
    expect(ended).toMatchObject({
      ok: false,
      failure: { details: { cancelled: 'yes' }, message: expect.stringMatching(/was cancelled\. Nothing of it is left\.$/) },
    });
    expect(await bench.leftovers()).toEqual(left);
  });

  it('an image that is nowhere: says that the registry can’t be reached, at the field', async () => {
    const failed = await bench.core().create(wish({ image: 'registry.invalid/quarterdeck/nothing:1.0' }));
    expect(messageAndField(failed)).toEqual([
      'registry.invalid/quarterdeck/nothing:1.0 is not on this host, and its registry can’t be reached. Check the network, or choose an image that is here.',
      'config.image',
    ]);
    const byId = await bench.core().create(wish({ image: 'sha256:0123456789ab' }));
    expect(messageAndField(byId)).toEqual([expect.stringMatching(/^There is no image sha256:0123456789ab on this host\./), 'config.image']);
  });

  it('offers the images, networks and volumes that there are', async () => {
    const options = await bench.core().ask('getCreateOptions', { hostId });
    if (!options.ok) expect.fail(options.failure.message);
    expect(options.value.images.map((it) => it.reference)).toEqual([testImage]);
    expect(options.value.images[0]?.sizeBytes).toBeGreaterThan(100_000);
    expect(options.value.networks).toContainEqual({ name: 'front', driver: 'bridge', subnet: '10.251.7.0/24' });
    expect(options.value.networks.map((it) => it.name)).toContain('none');
    expect(options.value.flowRefusal).toBe('There are no flow sockets in this test.');
  });

  it('tells everything that is wrong with a configuration, each at its field', async () => {
    const failed = await bench.core().create(
      wish({
        image: 'Not An Image',
        memoryLimitBytes: 5,
        networks: [{ name: 'a', aliases: [], address: '300.1.1.1' }],
        name: randomName(),
      }),
    );
    if (failed.ok) expect.fail('it was created');
    expect(fieldProblems(failed.failure)).toEqual({
      'config.image': expect.stringMatching(/^Not an image name/),
      'config.memoryLimitBytes': 'At least 6 MiB',
      'config.networks.0.address': 'Not an IPv4 address',
    });
  });
});

function messageAndField(result: Result<unknown>): [string, string | undefined] {
  return result.ok ? ['it succeeded', undefined] : [result.failure.message, Object.keys(fieldProblems(result.failure))[0]];
}

async function removeVolume(bench: CreateBench, name: string): Promise<void> {
  await callEngine(bench.engine.socketPath, 'DELETE', `/volumes/${name}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('nothing listens');
  return address.port;
}
