import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recoverHost } from '../../src-main/docker/update/recover.ts';
import { noFlow } from '../../src-main/flow/no-flow.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { succeed } from '../../src-shared/failure.ts';
import { removeAllContainers, shells } from '../support/containers.ts';
import { importImages } from '../support/images.ts';
import { openSlowCreateProxy, type SlowCreateProxy } from '../support/slow-create-proxy.ts';
import { hostId } from '../support/small-core.ts';
import { openUpdateBench, replacedOf, type UpdateBench } from '../support/updates.ts';

const cores = { clientFor: (bench: UpdateBench) => ({ clientFor: () => succeed(bench.client), flow: noFlow('none'), log: silentLog }) };

describe('an update that fails', () => {
  let bench: UpdateBench;
  beforeAll(async () => {
    bench = await openUpdateBench();
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

  const failureOf = async (asked: ReturnType<UpdateBench['update']>) => {
    const result = await asked;
    if (result.ok) expect.fail('it was updated');
    return result.failure;
  };
  const names = async (which: UpdateBench = bench) =>
    Object(await which.call('GET', '/containers/json?all=1')).map((it: { Names: string[]; State: string }) => `${it.Names[0]} ${it.State}`);
  const volumes = async () => Object(await bench.call('GET', '/volumes'))['Volumes']?.length ?? 0;

  const once = { restartPolicy: { name: 'no', maximumRetries: 0 } };
  const exits = ['/bin/sh', '-c', 'exit 7'];
  it.each<[string, (image: string) => [object, RegExp][]]>([
    [
      'can’t be started',
      () => [
        [{ command: ['/no/such/command'] }, /has no command “\/no\/such\/command”.* Rolled back/],
        [{ user: 'nobody-knows' }, /no user “nobody-knows”.* Rolled back/],
        [{ networks: [{ name: 'gone', aliases: [], address: null }] }, /network gone is gone.* Rolled back/],
      ],
    ],
    [
      'ends by itself',
      (image) => [
        [{ command: exits, ...once }, /ended by itself, exit code 7\. Rolled back/],
        [{ command: exits }, /ended by itself.* was restarted\. Rolled back|ended by itself, exit code 7/],
        [{ image, command: ['/bin/false'], ...once }, /exit code 1\. Rolled back/],
      ],
    ],
  ])('as the new container %s brings the old one back with its id, its network and its data', async (_what, causesWith) => {
    await bench.call('POST', '/networks/create', { Name: 'fixed', IPAM: { Config: [{ Subnet: '10.214.7.0/24' }] } });
    const grows = await bench.image(['VOLUME /new']);
    const made = await bench.make({
      hostConfig: { NetworkMode: 'fixed', RestartPolicy: { Name: 'always' } },
      more: { Volumes: { '/data': {} }, NetworkingConfig: { EndpointsConfig: { fixed: { IPAMConfig: { IPv4Address: '10.214.7.9' } } } } },
    });
    await bench.exec(made.id, 'sh', '-c', 'echo kept > /data/file');
    const before = await volumes();
    for (const [patch, words] of causesWith(grows)) {
      const failure = await failureOf(bench.update(made.id, { patch }));
      expect(failure.message).toMatch(words);
      expect(failure.details['rolledBack']).toBe('yes');
      expect(await names()).toEqual([`/${made.name} running`]);
      const back = await bench.inspect(made.name);
      expect([back['Id'], back['NetworkSettings']['Networks']['fixed']['IPAddress']]).toEqual([made.id, '10.214.7.9']);
    }
    expect(await bench.exec(made.id, 'cat', '/data/file')).toBe('kept\n');
    expect(await volumes()).toBe(before);
    await bench.call('DELETE', `/containers/${made.id}?force=1`);
    await bench.call('DELETE', '/networks/fixed');
  });

  it('by its health check or by time says which, with what the check printed', async () => {
    const made = await bench.make({});
    const every = (command: string) => ({ command, intervalSeconds: 1, timeoutSeconds: 1, retries: 1, startPeriodSeconds: 0 });
    const sick = await failureOf(bench.update(made.id, { patch: { healthCheck: every('echo no database; exit 1') } }));
    expect(sick.message).toMatch(/is unhealthy\. Rolled back/);
    expect(sick.details['healthCheck']).toBe('no database');
    const slow = await failureOf(bench.update(made.id, { patch: { healthCheck: every('sleep 5') }, readyWithinSeconds: 1 }));
    expect(slow.message).toMatch(/did not become healthy in time\. Rolled back|is unhealthy/);
    replacedOf(await bench.update(made.id, { patch: { healthCheck: every('true') } }));
  });

  it('as the image can’t be pulled, or is not there, has touched nothing', async () => {
    const made = await bench.make({});
    const image = '127.0.0.1:1/nowhere:latest';
    const startedAt = (await bench.inspect(made.id))['State']['StartedAt'];
    expect((await failureOf(bench.update(made.id, { patch: { image }, pull: true }))).message).toContain(image);
    expect((await failureOf(bench.update(made.id, { patch: { image } }))).message).toContain(`There is no image ${image} on this host`);
    const preview = await bench.ask('previewUpdate', { hostId, containerId: made.id, patch: { image }, pull: false });
    expect(preview).toMatchObject({ ok: true, value: { refusal: expect.stringContaining('Have it pulled') } });
    expect((await bench.inspect(made.id))['State']['StartedAt']).toBe(startedAt);
    expect(await names()).toEqual([`/${made.name} running`]);
  });

  it('can be cancelled, and no other operation comes in between', async () => {
    const made = await bench.make({});
    const check = { command: 'sleep 5', intervalSeconds: 1, timeoutSeconds: 9, retries: 9, startPeriodSeconds: 0 };
    const updating = bench.update(made.id, { patch: { healthCheck: check }, readyWithinSeconds: 60 });
    await expect
      .poll(() =>
        bench.core.told.some(
          (it) => it.type === 'operationChanged' && it.operation.containerId === made.id && it.operation.progress?.percent === 85,
        ),
      )
      .toBe(true);
    const refused = await bench.ask('stopContainer', { hostId, containerId: made.id, timeoutSeconds: 0 });
    expect(refused).toMatchObject({ ok: false, failure: { message: expect.stringContaining('already being updated') } });
    const [operation] = bench.core.parts.fleet().operations.values();
    bench.core.parts.operations.cancel(operation?.id ?? '');
    expect((await failureOf(updating)).message).toMatch(/cancelled\. Rolled back/);
    expect(await names()).toEqual([`/${made.name} running`]);
  });

  it('is cancelled while the engine creates the new container: none is left behind', async () => {
    let proxy: SlowCreateProxy | null = null;
    const slow = await openUpdateBench([], async ({ socketPath }) => {
      proxy = await openSlowCreateProxy(socketPath);
      return proxy.dockerHost;
    });
    const { creating, create, close }: SlowCreateProxy = proxy ?? expect.fail('there is no proxy');
    try {
      const made = await slow.make({});
      const updating = slow.update(made.id, { patch: { user: '0' } });
      await creating;
      const [operation] = slow.core.parts.fleet().operations.values();
      slow.core.parts.operations.cancel(operation?.id ?? '');
      // An engine creates what it was asked to, though whoever asked has hung up.
      await create();
      expect((await failureOf(updating)).message).toMatch(/cancelled\. Rolled back/);
      expect(await names(slow)).toEqual([`/${made.name} running`]);
    } finally {
      await close();
      await removeAllContainers(slow.engine.socketPath);
      await slow.dispose();
    }
  });

  it('of a --rm container can’t be rolled back: it is said before, and a good one works', async () => {
    const made = await bench.make({ more: { Volumes: { '/data': {} } }, hostConfig: { AutoRemove: true } });
    await bench.exec(made.id, 'sh', '-c', 'echo kept > /data/file');
    const preview = await bench.ask('previewUpdate', { hostId, containerId: made.id, patch: {}, pull: false });
    expect(JSON.stringify(preview)).toContain('runs with --rm');
    const good = replacedOf(await bench.update(made.id));
    expect(await bench.exec(good.containerId, 'cat', '/data/file')).toBe('kept\n');
    expect((await bench.inspect(made.name))['HostConfig']['AutoRemove']).toBe(true);
    const failure = await failureOf(bench.update(good.containerId, { patch: { command: ['/bin/sh', '-c', shells.exits(4)] } }));
    expect(failure.message).toMatch(/ran with --rm and is gone/);
    expect(failure.details['rolledBack']).toBe('no');
    await expect.poll(() => names(), { timeout: 5_000 }).toEqual([]);
  });

  it('in the middle, as Quarterdeck was killed, is put back at the next start', async () => {
    const made = await bench.make({ more: { Volumes: { '/data': {} } } });
    const short = made.id.slice(0, 12);
    const entry = { hostId, name: made.name, oldId: made.id, newId: null, wasRunning: true, well: false, pid: 2 ** 22 + 1 };
    const copy = await bench.make({ name: `${made.name}-replacing-${short}`, started: false });
    await bench.call('POST', `/containers/${made.id}/stop?t=0`);
    await bench.call('POST', `/containers/${made.id}/rename?name=${made.name}-replaced-${short}`);
    await bench.call('POST', `/containers/${copy.id}/rename?name=${made.name}`);
    await bench.journal.write({ ...entry, newId: copy.id });
    bench.journal.release(made.id);
    await recoverHost(cores.clientFor(bench), bench.journal, hostId);
    expect(await names()).toEqual([`/${made.name} running`]);
    expect((await bench.inspect(made.name))['Id']).toBe(made.id);

    const next = replacedOf(await bench.update(made.id));
    // Two that an update left: one under the name that it was put aside by, and one that somebody has named anew.
    for (const kept of [false, true]) {
      const { id } = await bench.make({ name: 'mine', started: false });
      if (!kept) await bench.call('POST', `/containers/${id}/rename?name=${made.name}-replaced-${id.slice(0, 12)}`);
      await bench.journal.write({ ...entry, oldId: id, newId: next.containerId, well: true });
      bench.journal.release(id);
    }
    await recoverHost(cores.clientFor(bench), bench.journal, hostId);
    expect((await names()).sort()).toEqual([`/${made.name} running`, '/mine created'].sort());
    expect(await bench.journal.abandoned(hostId)).toEqual([]);
  });

  it('as the disk is full while the code is saved leaves the old container running all the while', async () => {
    const small = await openUpdateBench();
    try {
      await small.engine.stop();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', join(small.engine.folder, 'data')]);
      await small.engine.start();
      await importImages(small.engine.socketPath);
      const made = await small.make({ more: { WorkingDir: '/app' } });
      const startedAt = (await small.inspect(made.id))['State']['StartedAt'];
      const folder = small.folder();
      writeFileSync(join(folder, 'big'), 'x');
      truncateSync(join(folder, 'big'), 134_217_728);
      const failure = await failureOf(small.updateCode(made.id, folder));
      expect(failure.message).toMatch(/disk is full.* Rolled back: the old container runs on/);
      expect(await names(small)).toEqual([`/${made.name} running`]);
      expect((await small.inspect(made.id))['State']['StartedAt']).toBe(startedAt);
    } finally {
      await small.dispose();
    }
  });
});
