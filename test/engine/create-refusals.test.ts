import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerConfig } from '../../src-shared/container-config.ts';
import { fieldProblems } from '../../src-shared/field-problems.ts';
import { removeAllContainers, shells } from '../support/containers.ts';
import { type CreateBench, freePort, messageAndField, openCreateBench, portOf, wish } from '../support/create-bench.ts';
import { container, hostId } from '../support/small-core.ts';

describe('a container that can’t be created', () => {
  let bench: CreateBench;
  let before: string[];

  beforeAll(async () => {
    bench = await openCreateBench();
    await bench.makeNetwork('front', '10.251.9.0/24');
    before = await bench.leftovers();
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

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
      'the host’s network together with another',
      () => ({ networks: ['host', 'front'].map((name) => ({ name, aliases: [], address: null })) }),
      /^These networks can’t be joined together/,
      'config.networks',
    ],
    [
      'another network together with none',
      () => ({ networks: ['front', 'none'].map((name) => ({ name, aliases: [], address: null })) }),
      /^These networks can’t be joined together/,
      'config.networks',
    ],
    [
      'a command that is not in the image',
      () => ({ command: ['/bin/nonsense'] }),
      /^The image has no command “\/bin\/nonsense”/,
      'config.command',
    ],
    ['a user that is not in the image', () => ({ user: 'nobody-here' }), /^The image has no user or group “nobody-here”/, 'config.user'],
    [
      'a command that is not in the image, of a container that is removed when it ends',
      () => ({ command: ['/bin/nonsense'], autoRemove: true }),
      /^The image has no command/,
      'config.command',
    ],
    [
      'more CPUs than there are',
      () => ({ cpuLimit: 4_000 }),
      /^The host has \d+ cores\. Set a limit of no more than that\.$/,
      'config.cpuLimit',
    ],
    [
      'a working directory that is a file',
      () => ({ workingDirectory: '/bin/busybox', volumes: [{ source: 'qd-create-left', target: '/x', readOnly: false }] }),
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

  it('a fixed address that another container has: says so at the field', async () => {
    const core = bench.core();
    const networks = [{ name: 'front', aliases: [], address: '10.251.9.9' }];
    expect(await core.create(wish({ networks }))).toMatchObject({ ok: true });
    const second = await core.create(wish({ networks }));
    expect(messageAndField(second)).toEqual([
      'Its fixed address is in use by another container of the network. Choose another, or none.',
      'config.networks.0.address',
    ]);
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

  it('a port that another container has: names that', async () => {
    const port = { containerPort: 80, protocol: 'tcp' as const, hostPort: await freePort(), hostAddress: null };
    const core = bench.core();
    const first = await core.create(wish({ name: 'qd-has-port', networks: [], ports: [port] }));
    if (!first.ok) expect.fail(first.failure.message);
    const listed = container(first.value.containerId, 'qd-has-port', { ports: [port], state: 'running' });
    core.tell([{ type: 'containersListed', hostId, atMs: 0, containers: [listed] }]);
    expect(await core.ask('checkPorts', { hostId, ports: [port] })).toEqual({
      ok: true,
      value: [{ index: 0, message: `Port ${port.hostPort} is taken by the container qd-has-port.` }],
    });
    const left = await bench.leftovers();
    expect(messageAndField(await core.create(wish({ networks: [], ports: [port] })))).toEqual([
      `Port ${port.hostPort} is taken by the container qd-has-port. Publish another port, or stop what has it.`,
      'config.ports.0.hostPort',
    ]);
    expect(await bench.leftovers()).toEqual(left);
    expect(await core.ask('suggestName', { hostId, wanted: 'qd-has-port' })).toEqual({ ok: true, value: { name: 'qd-has-port-2' } });
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

  it('cut short by a quit: takes back what it made before the quit goes on', async () => {
    const core = bench.core();
    const left = await bench.leftovers();
    const asked = core.create(wish({ volumes: [{ source: 'qd-create-left', target: '/x', readOnly: false }] }));
    await core.until((it) => (it.type === 'operationChanged' && it.operation.state === 'running' ? it : null));
    core.parts.operations.close();
    await core.parts.operations.ended(10_000);
    expect(await bench.leftovers()).toEqual(left);
    expect(await asked).toMatchObject({ ok: false, failure: { details: { cancelled: 'yes' } } });
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

  it('tells everything that is wrong with a configuration, each at its field', async () => {
    const failed = await bench.core().create(
      wish({
        image: 'Not An Image',
        memoryLimitBytes: 5,
        networks: [{ name: 'a', aliases: [], address: '300.1.1.1' }],
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
