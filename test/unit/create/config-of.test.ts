import { describe, expect, it } from 'vitest';
import { configOf } from '../../../src-main/docker/create/config-of.ts';
import { type ImageConfig, inspectedContainerSchema, inspectedImageSchema } from '../../../src-main/docker/update/inspected.ts';

const id = 'c'.repeat(64);
type Json = Record<string, unknown>;

const image: ImageConfig | null =
  inspectedImageSchema.parse({
    Id: 'sha256:1',
    Config: {
      Env: ['PATH=/bin', 'LANG=C'],
      Cmd: ['serve'],
      Entrypoint: ['/init'],
      WorkingDir: '/srv',
      User: 'web',
      Labels: { vendor: 'x' },
      StopSignal: 'SIGQUIT',
      Healthcheck: { Test: ['CMD', 'check'] },
    },
  }).Config ?? null;

function read(config: Json = {}, host: Json = {}, more: Json = {}, of = image) {
  const container = inspectedContainerSchema.parse({
    Id: id,
    Name: '/shop-web-1',
    Image: 'sha256:1',
    State: {},
    Config: { ...image, Image: 'shop/web:1', Hostname: id.slice(0, 12), ...config },
    HostConfig: { NetworkMode: 'default', ...host },
    ...more,
  });
  return configOf(container, of, 'shop-web-2');
}

describe('a container’s configuration, to run another like it', () => {
  it('holds nothing that is only its image’s default', () => {
    const { config, notCarried } = read();
    expect(config).toMatchObject({
      image: 'shop/web:1',
      name: 'shop-web-2',
      command: null,
      entrypoint: null,
      workingDirectory: null,
      user: null,
      environment: {},
      labels: {},
      healthCheck: null,
      networks: [],
    });
    expect(notCarried).toEqual([]);
  });

  it('holds all of it where the image is gone, and says so', () => {
    const { config, notCarried } = read({}, {}, {}, null);
    expect(config).toMatchObject({ command: ['serve'], workingDirectory: '/srv', environment: { PATH: '/bin', LANG: 'C' } });
    expect(notCarried).toContain('Its image is not on the host any more, so what the image sets by itself is set here as well.');
  });

  it('leaves Docker Compose’s labels out, and says so once', () => {
    const Labels = { vendor: 'x', team: 'blue', 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };
    const { config, notCarried } = read({ Labels });
    expect(config.labels).toEqual({ team: 'blue' });
    expect(notCarried).toEqual(['Docker Compose’s labels are left out: the new container is no part of the project.']);
  });

  it('names everything that no form can say', () => {
    const { notCarried } = read(
      { Tty: true, StopTimeout: 30, StopSignal: 'SIGINT', Hostname: 'own' },
      {
        Privileged: true,
        CapAdd: ['NET_ADMIN'],
        CapDrop: null,
        Tmpfs: { '/tmp': '' },
        Init: true,
        ShmSize: 1,
        LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
        Memory: 100_000_000,
        MemorySwap: -1,
        Devices: [],
        IpcMode: 'private',
        Runtime: 'runc',
      },
    );
    expect(notCarried).toEqual([
      'Left out: its own stop signal.',
      'Left out: extended privileges (privileged).',
      'Left out: added capabilities.',
      'Left out: file systems in memory (tmpfs).',
      'Left out: the init process (init).',
      'Left out: the size of its shared memory.',
      'Left out: options of its log driver.',
      'Left out: the limit of swap.',
      'Left out: the terminal (-it).',
      'Left out: its own time to stop.',
      'Left out: its own host name.',
    ]);
  });

  it('reads mounts in both of the engine’s ways, and says what stays behind', () => {
    const { config, notCarried } = read(
      {},
      {
        Binds: ['/code:/app:ro,Z', 'data:/data', '/cache'],
        Mounts: [
          { Type: 'bind', Source: '/etc/x', Target: '/x', ReadOnly: true },
          { Type: 'tmpfs', Source: '', Target: '/scratch' },
        ],
      },
      { Mounts: [{ Type: 'volume', Name: 'd'.repeat(64), Source: '/var/lib', Destination: '/cache' }] },
    );
    expect(config.volumes).toEqual([
      { source: '/code', target: '/app', readOnly: true },
      { source: 'data', target: '/data', readOnly: false },
      { source: '/etc/x', target: '/x', readOnly: true },
    ]);
    expect(notCarried).toEqual([
      '/app was mounted with “Z”, which is left out.',
      'The tmpfs mount at /scratch is left out.',
      'What is in the anonymous volume at /cache stays with shop-web-1.',
    ]);
  });

  it('reads ranges of ports, quotas, host networks and health checks without a shell', () => {
    const { config, notCarried } = read(
      { Healthcheck: { Test: ['CMD', 'curl', '-f', 'it’s here'], Interval: 5e9 } },
      { NetworkMode: 'host', PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8000-8010' }] }, CpuQuota: 150_000, CpuPeriod: 100_000 },
    );
    expect(config).toMatchObject({
      ports: [{ containerPort: 80, hostPort: null }],
      cpuLimit: 1.5,
      networks: [{ name: 'host', aliases: [], address: null }],
      healthCheck: { command: "curl -f 'it’s here'", intervalSeconds: 5, timeoutSeconds: 30, retries: 3, startPeriodSeconds: 0 },
    });
    expect(notCarried).toEqual([
      'Port 80 was published at one of 8000-8010; here the engine picks any that is free.',
      'Its health check was run without a shell; in the new container a shell runs it.',
    ]);
  });

  it('keeps the network of its mode first, aliases without the engine’s own, and fixed addresses', () => {
    const { config } = read(
      {},
      { NetworkMode: 'back' },
      {
        NetworkSettings: {
          Networks: {
            alpha: { Aliases: [id.slice(0, 12), 'web'], IPAMConfig: null, NetworkID: '1' },
            back: { Aliases: null, IPAMConfig: { IPv4Address: '10.0.0.9' }, NetworkID: '2' },
          },
        },
      },
    );
    expect(config.networks).toEqual([
      { name: 'back', aliases: [], address: '10.0.0.9' },
      { name: 'alpha', aliases: ['web'], address: null },
    ]);
  });
});
