import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeAllContainers } from '../support/containers.ts';
import { hostId } from '../support/small-core.ts';
import { type Inspected, openUpdateBench, replacedOf, type UpdateBench } from '../support/updates.ts';

/**
 * What inspect tells otherwise of a container that was made anew with nothing changed: ids, times, processes, and what lies in
 * folders named after the id. Everything else must be as it was.
 */
const maySayOtherwise = [
  'Id',
  'Created',
  'Config.Hostname',
  'HostConfig.VolumesFrom',
  'HostnamePath',
  'HostsPath',
  'LogPath',
  'ResolvConfPath',
  'GraphDriver.Data.LowerDir',
  'GraphDriver.Data.MergedDir',
  'GraphDriver.Data.UpperDir',
  'GraphDriver.Data.WorkDir',
  'State.Pid',
  'State.StartedAt',
  'State.FinishedAt',
  'NetworkSettings.SandboxID',
  'NetworkSettings.SandboxKey',
  'NetworkSettings.EndpointID',
  'NetworkSettings.MacAddress',
  'NetworkSettings.IPAddress',
];
/** Of each network: the endpoint, its MAC, the address where none is fixed, and the engine's own alias, which is the short id. */
const ofEachNetwork = /^NetworkSettings\.Networks\.[^.]+\.(EndpointID|MacAddress|IPAddress|Aliases\.\d+)$/;

/** Paths to all that differs between two values. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (before === null || after === null || typeof before !== 'object' || typeof after !== 'object')
    return Object.is(before, after) ? [] : [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(Object(before)[key], Object(after)[key], path === '' ? key : `${path}.${key}`));
}

/** The engine tells mounts in any order. */
const inOrder = (it: Inspected) => ({
  ...it,
  Mounts: Object.fromEntries(it['Mounts'].map((mount: Inspected) => [mount['Destination'], mount])),
});

const unexpected = (before: Inspected, after: Inspected) =>
  differences(inOrder(before), inOrder(after)).filter(
    (it) => !maySayOtherwise.some((path) => it === path || it.startsWith(`${path}.`)) && !ofEachNetwork.test(it),
  );

describe('an update of a container', () => {
  let bench: UpdateBench;
  beforeAll(async () => {
    bench = await openUpdateBench();
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

  it('with two networks, a fixed address, an anonymous volume, limits and labels changes nothing else, twice, and rm -v still removes the volume', async () => {
    await bench.call('POST', '/networks/create', { Name: 'front', IPAM: { Config: [{ Subnet: '10.213.7.0/24' }] } });
    await bench.call('POST', '/networks/create', { Name: 'back', IPAM: { Config: [{ Subnet: '10.213.8.0/24' }] } });
    const image = await bench.image(['VOLUME /data', 'ENV FROM_IMAGE=1', 'LABEL from=image', 'WORKDIR /srv']);
    const made = await bench.make({
      started: false,
      labels: { team: 'blue' },
      environment: ['OWN=2'],
      more: {
        Image: image,
        Volumes: { '/more': {} },
        NetworkingConfig: { EndpointsConfig: { front: { IPAMConfig: { IPv4Address: '10.213.7.77' }, Aliases: ['www'] } } },
      },
      hostConfig: {
        NetworkMode: 'front',
        Memory: 67_108_864,
        NanoCpus: 500_000_000,
        PidsLimit: 50,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        Binds: ['named:/named', '/tmp:/host:ro'],
        Tmpfs: { '/scratch': 'size=1m' },
        CapDrop: ['NET_RAW'],
        Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
        LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
        Ulimits: [{ Name: 'nofile', Soft: 1000, Hard: 1000 }],
        ExtraHosts: ['db:10.0.0.1'],
      },
    });
    await bench.call('POST', '/networks/back/connect', { Container: made.id, EndpointConfig: { Aliases: ['api'] } });
    await bench.call('POST', `/containers/${made.id}/start`);
    await bench.exec(made.id, 'sh', '-c', 'echo kept > /data/file; echo kept > /more/file; echo lost > /srv/file');
    const before = await bench.inspect(made.id);
    const volumes = before['Mounts'].filter((it: Inspected) => it['Type'] === 'volume' && it['Name'] !== 'named');
    expect(volumes).toHaveLength(2);

    const first = replacedOf(await bench.update(made.id));
    expect(first.previousContainerId).toBe(made.id);
    const after = await bench.inspect(made.name);
    expect(after['Id']).toBe(first.containerId);
    expect(unexpected(before, after)).toEqual([]);
    expect(after['NetworkSettings']['Networks']['front']['IPAddress']).toBe('10.213.7.77');
    expect(after['NetworkSettings']['Networks']['back']['Aliases']).toContain('api');
    await expect(bench.inspect(made.id)).rejects.toThrow('404');

    const second = replacedOf(await bench.update(first.containerId));
    const last = await bench.inspect(second.containerId);
    expect(unexpected(before, last)).toEqual([]);
    expect(last['HostConfig']['VolumesFrom']).toEqual([first.containerId]);
    expect(await bench.exec(second.containerId, 'sh', '-c', 'cat /data/file /more/file; ls /srv')).toBe('kept\nkept\n');

    await bench.call('POST', `/containers/${second.containerId}/restart?t=1`);
    expect(await bench.exec(second.containerId, 'cat', '/data/file')).toBe('kept\n');
    await bench.call('DELETE', `/containers/${second.containerId}?force=1&v=1`);
    const left = Object(await bench.call('GET', '/volumes'))['Volumes'].map((it: Inspected) => it['Name']);
    for (const volume of volumes) expect(left).not.toContain(volume['Name']);
    expect(left).toContain('named');
    await bench.call('DELETE', '/networks/front');
    await bench.call('DELETE', '/networks/back');
  });

  it('to another image takes that image’s defaults, and keeps what was chosen', async () => {
    const old = await bench.image(['ENV VERSION=1', 'ENV SHARED=image', 'LABEL release=1', 'EXPOSE 80', 'WORKDIR /one']);
    const next = await bench.image([
      'ENV VERSION=2',
      'ENV SHARED=image2',
      'ENV NEW=1',
      'LABEL release=2',
      'EXPOSE 81',
      'WORKDIR /two',
      'USER 1000',
    ]);
    const made = await bench.make({ environment: ['SHARED=mine'], labels: { own: 'label' }, more: { Image: old } });
    const preview = await bench.ask('previewUpdate', { hostId, containerId: made.id, patch: { image: next }, pull: false });
    expect(preview).toMatchObject({
      ok: true,
      value: {
        refusal: null,
        changes: expect.arrayContaining([
          { field: 'Image', before: old, after: next },
          { field: 'Working directory', before: '/one', after: '/two' },
          { field: 'Variable VERSION', before: '••••••', after: '•••••• (another value)' },
          { field: 'Variable NEW', before: 'none', after: '••••••' },
          { field: 'Label release', before: '1', after: '2' },
          { field: 'User', before: 'none', after: '1000' },
        ]),
      },
    });
    expect(JSON.stringify(preview)).not.toContain('mine');
    replacedOf(await bench.update(made.id, { patch: { image: next } }));
    const { Config } = await bench.inspect(made.name);
    expect(Config).toMatchObject({ Image: next, WorkingDir: '/two', User: '1000', ExposedPorts: { '81/tcp': {} } });
    expect([...Config['Env']].sort()).toEqual(['NEW=1', 'PATH=/bin', 'SHARED=mine', 'VERSION=2']);
    expect(Config['Labels']).toMatchObject({ release: '2', own: 'label' });
    expect(Config['ExposedPorts']).not.toHaveProperty('80/tcp');
  });

  it('changes what it is asked to, and the preview says the same', async () => {
    const made = await bench.make({ environment: ['A=secret-one'], hostConfig: { Memory: 33_554_432, Binds: ['one:/v', 'two:/w'] } });
    const patch = {
      memoryLimitBytes: 67_108_864,
      cpuLimit: 0.5,
      environment: { A: 'secret-two', B: 'x' },
      volumes: [{ source: 'one', target: '/v', readOnly: false }],
      restartPolicy: { name: 'unless-stopped', maximumRetries: 0 },
      labels: { 'quarterdeck.test': '1', tier: 'web' },
    };
    const preview = await bench.ask('previewUpdate', { hostId, containerId: made.id, patch, pull: false });
    if (!preview.ok) expect.fail(preview.failure.message);
    const fields = Object(preview.value)['changes'].map((it: Inspected) => it['field']);
    expect(fields.sort()).toEqual([
      'CPU limit',
      'Label tier',
      'Memory limit',
      'Restart policy',
      'Variable A',
      'Variable B',
      'Volume at /w',
    ]);
    expect(JSON.stringify(preview)).not.toMatch(/secret-/);
    replacedOf(await bench.update(made.id, { patch }));
    const { HostConfig, Config } = await bench.inspect(made.name);
    expect(HostConfig).toMatchObject({ Memory: 67_108_864, MemorySwap: 134_217_728, NanoCpus: 500_000_000, Binds: ['one:/v'] });
    expect(HostConfig['RestartPolicy']['Name']).toBe('unless-stopped');
    expect([...Config['Env']].sort()).toEqual(['A=secret-two', 'B=x', 'PATH=/bin']);
    expect(Config['Labels']).toMatchObject({ tier: 'web' });
    const again = await bench.ask('previewUpdate', { hostId, containerId: made.id.slice(0, 12), patch: {}, pull: false });
    expect(again.ok).toBe(false);
  });

  it('of a container that does not run leaves the new one stopped', async () => {
    const made = await bench.make({ started: false });
    const replaced = replacedOf(await bench.update(made.id, { patch: { memoryLimitBytes: 33_554_432 } }));
    expect((await bench.inspect(made.name))['State']['Status']).toBe('created');
    expect((await bench.inspect(made.name))['Id']).toBe(replaced.containerId);
  });

  it('keeps the data of anonymous volumes by their names where they can’t be copied, and the preview says so', async () => {
    const wish = { more: { Volumes: { '/data': {} } }, hostConfig: { Binds: ['one:/v', 'two:/w'] } };
    const dropped = await bench.make(wish);
    const inMemory = await bench.make({ ...wish, hostConfig: { Mounts: [{ Type: 'tmpfs', Target: '/scratch' }] } });
    const patch = { volumes: [{ source: 'one', target: '/v', readOnly: false }] };
    for (const [made, change] of [
      [dropped, patch],
      [inMemory, {}],
    ] as const) {
      await bench.exec(made.id, 'sh', '-c', 'echo kept > /data/file');
      const preview = await bench.ask('previewUpdate', { hostId, containerId: made.id, patch: change, pull: false });
      expect(JSON.stringify(preview)).toContain('The anonymous volume at /data keep');
      const { containerId } = replacedOf(await bench.update(made.id, { patch: change }));
      expect(await bench.exec(containerId, 'cat', '/data/file')).toBe('kept\n');
    }
    expect((await bench.inspect(dropped.name))['Mounts'].map((it: Inspected) => it['Destination']).sort()).toEqual(['/data', '/v']);
  });

  it('with every capability dropped, in the network of another, or in the host’s own works too', async () => {
    const hardened = await bench.make({
      more: { User: '1000' },
      hostConfig: { CapDrop: ['ALL'], ReadonlyRootfs: true, SecurityOpt: ['no-new-privileges'] },
    });
    const other = await bench.make({ hostConfig: { NetworkMode: `container:${hardened.id}` } });
    const hosts = await bench.make({ hostConfig: { NetworkMode: 'host', UTSMode: 'host', PidMode: 'host' } });
    const preview = await bench.ask('previewUpdate', { hostId, containerId: hardened.id, patch: {}, pull: false });
    expect(JSON.stringify(preview)).toContain(`${other.name} uses the network of ${hardened.name}`);
    for (const made of [other, hosts, hardened]) {
      const before = await bench.inspect(made.id);
      replacedOf(await bench.update(made.id));
      expect(unexpected(before, await bench.inspect(made.name))).toEqual([]);
    }
  });
});
