import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Demultiplexer } from '../../src-main/docker/demux.ts';
import type { ContainerConfig } from '../../src-shared/container-config.ts';
import { removeAllContainers } from '../support/containers.ts';
import { type CreateBench, freePort, openCreateBench, wish } from '../support/create-bench.ts';
import { callEngine } from '../support/engine-call.ts';
import { testImage } from '../support/images.ts';
import { hostId } from '../support/small-core.ts';

describe('creating a container on a real engine', () => {
  let bench: CreateBench;
  let folder: string;

  beforeAll(async () => {
    bench = await openCreateBench();
    folder = mkdtempSync(join(bench.engine.folder, 'mount-'));
    await bench.makeNetwork('front', '10.251.7.0/24');
    await bench.makeNetwork('back', '10.251.8.0/24');
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

  /** What it wrote to standard output. */
  const logOf = async (id: string) => {
    const answer = await callEngine(bench.engine.socketPath, 'GET', `/containers/${id}/logs?stdout=1`);
    let text = '';
    new Demultiplexer((_source, bytes) => {
      text += bytes.toString();
    }).push(answer.body);
    return text;
  };

  it('runs as the user that was asked for, within its limits, and with its environment', async () => {
    const config = wish({
      user: '1000',
      memoryLimitBytes: 33_554_432,
      environment: { WORDS: 'a b=c' },
      command: [
        '/bin/sh',
        '-c',
        'id -u; echo $WORDS; cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null; sleep 1000',
      ],
    });
    const created = await bench.core().create(config);
    if (!created.ok) expect.fail(created.failure.message);
    await expect.poll(() => logOf(created.value.containerId), { timeout: 10_000 }).toContain('1000\na b=c\n33554432\n');
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
});
