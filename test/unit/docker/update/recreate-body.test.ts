import { describe, expect, it } from 'vitest';
import { inspectedContainerSchema, inspectedImageSchema } from '../../../../src-main/docker/update/inspected.ts';
import { recreateBody } from '../../../../src-main/docker/update/recreate-body.ts';
import type { ContainerConfigPatch } from '../../../../src-shared/container-config.ts';

const id = 'c0ffee0123456789'.repeat(4);
const short = id.slice(0, 12);

/** As Engine 20.10 tells it; what matters not here is left out. */
const image = {
  Id: 'sha256:1',
  Config: {
    Env: ['PATH=/bin', 'VERSION=1'],
    Cmd: ['serve'],
    Entrypoint: ['/entry'],
    Labels: { from: 'image' },
    WorkingDir: '/app',
    User: 'node',
    StopSignal: 'SIGQUIT',
    ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
    Volumes: { '/data': {} },
    Healthcheck: { Test: ['CMD', 'check'], Interval: 5_000_000_000 },
  },
};
const container = {
  Id: id,
  Name: '/web',
  Image: 'sha256:1',
  RestartCount: 0,
  State: { Status: 'running', Running: true, ExitCode: 0 },
  Config: {
    ...image.Config,
    Hostname: short,
    Domainname: '',
    Image: 'web:1',
    Env: ['OWN=1', ...image.Config.Env],
    Labels: { ...image.Config.Labels, own: 'x' },
    OnBuild: null,
    Tty: false,
  },
  HostConfig: {
    Binds: ['named:/named:z', '/host:/host:ro'],
    NetworkMode: 'front',
    UTSMode: '',
    PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
    VolumesFrom: ['gone', 'there:ro'],
    Links: ['/db:/web/database'],
    RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
    Memory: 1000,
    MemorySwap: 2000,
    CapDrop: ['ALL'],
    Sysctls: { a: 'b' },
  },
  Mounts: [
    { Type: 'volume', Name: 'named', Source: '/x', Destination: '/named' },
    { Type: 'volume', Name: 'f'.repeat(64), Source: '/y', Destination: '/data' },
    { Type: 'bind', Source: '/host', Destination: '/host' },
  ],
  NetworkSettings: {
    Networks: {
      front: {
        NetworkID: 'n1',
        Aliases: ['www', short],
        IPAMConfig: { IPv4Address: '10.0.0.5' },
        MacAddress: '02:42',
        IPAddress: '10.0.0.5',
      },
      back: { NetworkID: 'n2', Aliases: [short], IPAMConfig: {}, Links: null, DriverOpts: null },
    },
  },
};

type Patched = { config?: object; host?: object; more?: object; oldImage?: null };
function recreated(patch: ContainerConfigPatch = {}, { config, host, more, oldImage }: Patched = {}) {
  const changed = { ...container, Config: { ...container.Config, ...config }, HostConfig: { ...container.HostConfig, ...host }, ...more };
  return recreateBody(
    {
      container: inspectedContainerSchema.parse(changed),
      oldImage: oldImage === null ? null : inspectedImageSchema.parse(image),
      newImage: inspectedImageSchema.parse({ Id: 'sha256:2', Config: { Cmd: ['new'] } }),
      imageReference: 'web:2',
      existing: new Set(['there']),
    },
    patch,
  );
}
const bodyOf = (...given: Parameters<typeof recreated>) => recreated(...given).body;
const hostOf = (...given: Parameters<typeof recreated>) => Object(bodyOf(...given)['HostConfig']);

describe('a container that is made anew', () => {
  it('has nothing of the old image’s defaults, and all that was chosen', () => {
    const { HostConfig, ...config } = JSON.parse(JSON.stringify(bodyOf()));
    expect(config).toEqual({
      Image: 'web:2',
      Tty: false,
      Env: ['OWN=1'],
      Labels: { own: 'x' },
      WorkingDir: '',
      User: '',
      StopSignal: '',
      ExposedPorts: { '80/tcp': {} },
      Volumes: {},
      NetworkingConfig: { EndpointsConfig: { front: { IPAMConfig: { IPv4Address: '10.0.0.5' }, Aliases: ['www'] } } },
    });
    expect(HostConfig).toEqual({
      ...container.HostConfig,
      Links: ['db:database'],
      VolumesFrom: ['there:ro', id],
    });
    expect(recreated().connect).toEqual([{ network: 'back', endpoint: {} }]);
    expect(recreated().disconnect).toEqual([]);
  });

  it('keeps all where the old image is gone', () => {
    expect(bodyOf({}, { oldImage: null })).toMatchObject({ Cmd: ['serve'], Entrypoint: ['/entry'], User: 'node', WorkingDir: '/app' });
  });

  it('keeps a host name that was chosen, and gives none where it belongs to another', () => {
    expect(bodyOf({}, { config: { Hostname: 'mine' } })['Hostname']).toBe('mine');
    for (const host of [{ NetworkMode: 'host' }, { NetworkMode: 'container:x' }, { UTSMode: 'host' }])
      expect(bodyOf({}, { config: { Hostname: 'mine', Domainname: 'd' }, host })).not.toHaveProperty('Hostname');
  });

  it('keeps command and entrypoint as they were chosen', () => {
    const own = (config: object) => {
      const { Cmd, Entrypoint } = bodyOf({}, { config });
      return { Cmd, Entrypoint };
    };
    expect(own({ Cmd: ['other'] })).toEqual({ Cmd: ['other'], Entrypoint: undefined });
    expect(own({ Entrypoint: ['/mine'] })).toEqual({ Cmd: ['serve'], Entrypoint: ['/mine'] });
    expect(own({ Entrypoint: null, Cmd: ['sh'] })).toEqual({ Cmd: ['sh'], Entrypoint: [''] });
    expect(own({ Cmd: null })).toEqual({ Cmd: [], Entrypoint: ['/entry'] });
  });

  it('leaves to the image what a health check takes from it', () => {
    const own = { Test: ['CMD', 'check'], Interval: 1_000_000_000 };
    expect(bodyOf({}, { config: { Healthcheck: own } })['Healthcheck']).toEqual({ Interval: 1_000_000_000 });
  });

  it('is in no more networks than it was', () => {
    const only = { NetworkSettings: { Networks: { back: container.NetworkSettings.Networks.back } } };
    expect(recreated({}, { more: only })).toMatchObject({ connect: [{ network: 'back' }], disconnect: ['front'] });
    const byId = recreated({}, { host: { NetworkMode: 'n1' } });
    expect(byId.body['NetworkingConfig']).toMatchObject({ EndpointsConfig: { n1: { Aliases: ['www'] } } });
    expect(recreated({}, { host: { NetworkMode: 'none' } })).toMatchObject({ connect: [], disconnect: [] });
  });

  it('names its anonymous volumes only where a mount is to go away', () => {
    const volumes = [{ source: 'named', target: '/named', readOnly: false }];
    expect(recreated({ volumes })).toMatchObject({
      named: ['/data'],
      body: { HostConfig: { Binds: ['named:/named:z'], VolumesFrom: null, Mounts: [{ Source: 'f'.repeat(64), Target: '/data' }] } },
    });
    const more = [...volumes, { source: '/host', target: '/host', readOnly: true }, { source: '/new', target: '/new', readOnly: false }];
    expect(recreated({ volumes: more })).toMatchObject({
      named: [],
      body: {
        HostConfig: {
          Binds: ['named:/named:z', '/host:/host:ro'],
          Mounts: [{ Type: 'bind', Source: '/new', Target: '/new', ReadOnly: false }],
          VolumesFrom: ['there:ro', id],
        },
      },
    });
  });

  it('has what the patch says, and by null the image’s own', () => {
    expect(hostOf({ memoryLimitBytes: 5000 })).toMatchObject({ Memory: 5000, MemorySwap: 0 });
    expect(hostOf({ memoryLimitBytes: 5000 }, { host: { MemorySwap: -1 } })).toMatchObject({ MemorySwap: -1 });
    expect(hostOf({ cpuLimit: 1.5 }, { host: { CpuQuota: 1 } })).toMatchObject({ NanoCpus: 1.5e9, CpuQuota: 0, CpuPeriod: 0 });
    expect(hostOf({ restartPolicy: { name: 'no', maximumRetries: 5 } })['RestartPolicy']).toEqual({ Name: 'no', MaximumRetryCount: 0 });
    const ports = [{ containerPort: 82, protocol: 'udp' as const, hostPort: null, hostAddress: null }];
    expect(bodyOf({ ports })).toMatchObject({
      ExposedPorts: { '82/udp': {} },
      HostConfig: { PortBindings: { '82/udp': [{ HostIp: '', HostPort: '' }] } },
    });
    expect(bodyOf({ ports })['ExposedPorts']).not.toHaveProperty('80/tcp');
    expect(bodyOf({ command: null, user: null }, { config: { Cmd: ['x'], User: 'y' } })).toMatchObject({ Cmd: undefined, User: '' });
    expect(bodyOf({ entrypoint: ['/e'] })).toMatchObject({ Entrypoint: ['/e'], Cmd: ['new'] });
    const flow = { Env: ['FLOW_SOCKET=/run/flow/flow.sock', 'A=1'], Labels: { 'quarterdeck.flow': 'f', b: 'c' } };
    expect(bodyOf({ environment: { B: '2' }, labels: {} }, { config: flow })).toMatchObject({
      Env: ['B=2', 'FLOW_SOCKET=/run/flow/flow.sock'],
      Labels: { 'quarterdeck.flow': 'f' },
    });
    const networks = [{ name: 'third', aliases: ['t'], address: '10.1.1.1' }];
    expect(recreated({ networks })).toMatchObject({
      connect: [],
      body: {
        HostConfig: { NetworkMode: 'third' },
        NetworkingConfig: { EndpointsConfig: { third: { IPAMConfig: { IPv4Address: '10.1.1.1' }, Aliases: ['t'] } } },
      },
    });
    expect(recreated({ networks: [] }).body).toMatchObject({ HostConfig: { NetworkMode: 'default' } });
  });
});
