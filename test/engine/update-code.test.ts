import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeAllContainers } from '../support/containers.ts';
import { openUpdateBench, replacedOf, type UpdateBench } from '../support/updates.ts';

/** Runs what the code says, as a program in its working directory would. */
const runsCode = ['/bin/sh', '-c', '[ -f ./run.sh ] && exec sh ./run.sh; trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'];
const waits = 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done';

describe('an update of code', () => {
  let bench: UpdateBench;
  beforeAll(async () => {
    bench = await openUpdateBench();
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

  function code(files: Readonly<Record<string, string>>): string {
    const folder = bench.folder();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }
  const failed = async (asked: ReturnType<UpdateBench['updateCode']>) => {
    const result = await asked;
    if (result.ok) expect.fail('it was updated');
    return result.failure;
  };

  it('puts a folder into the working directory, without what an update before it had put there', async () => {
    const made = await bench.make({ command: runsCode, more: { WorkingDir: '/app' } });
    const first = replacedOf(await bench.updateCode(made.id, code({ 'run.sh': `echo one > said; ${waits}`, 'old.txt': 'old' })));
    expect(first.previousContainerId).toBe(made.id);
    expect(await bench.exec(first.containerId, 'sh', '-c', 'cat said old.txt')).toBe('one\nold');
    const second = replacedOf(
      await bench.updateCode(first.containerId, code({ 'run.sh': `echo two > said; ${waits}`, 'lib/a.txt': 'new' })),
    );
    expect(await bench.exec(second.containerId, 'sh', '-c', 'cat said lib/a.txt; ls -1')).toBe('two\nnewlib\nrun.sh\nsaid\n');
    expect((await bench.inspect(made.name))['Id']).toBe(second.containerId);
  });

  it('is readable for a user of id 1000 without any capability, and keeps links, run bits and the directory’s own owner', async () => {
    const image = await bench.image(['WORKDIR /app']);
    const made = await bench.make({
      command: runsCode,
      more: { Image: image, User: '1000:1000' },
      hostConfig: { CapDrop: ['ALL'], Tmpfs: { '/out': 'mode=1777' } },
    });
    const folder = code({
      'run.sh': `cat private > /out/said; ./tool >> /out/said; ${waits}`,
      private: 'read it\n',
      tool: '#!/bin/sh\nid -u\n',
    });
    chmodSync(join(folder, 'private'), 0o600);
    chmodSync(join(folder, 'tool'), 0o700);
    chmodSync(folder, 0o700);
    symlinkSync('private', join(folder, 'link'));
    symlinkSync('/nowhere', join(folder, 'broken'));
    const socket = createServer().listen(join(folder, 'a.sock'));
    try {
      const { containerId } = replacedOf(await bench.updateCode(made.id, folder));
      expect(await bench.exec(containerId, 'sh', '-c', 'cat /out/said; cat link')).toBe('read it\n1000\nread it\n');
      const listed = await bench.exec(containerId, 'ls', '-lan', '/app');
      expect(listed).toMatch(/drwxr-xr-x .* \.\n/);
      expect(listed).toMatch(/broken -> \/nowhere/);
      expect(listed).not.toContain('a.sock');
    } finally {
      socket.close();
    }
  });

  it('that is broken is rolled back, and it says so and why, without secrets', async () => {
    const made = await bench.make({ command: runsCode, more: { WorkingDir: '/app' } });
    const good = replacedOf(await bench.updateCode(made.id, code({ 'run.sh': waits })));
    const failure = await failed(bench.updateCode(good.containerId, code({ 'run.sh': 'echo password=hunter2 no module; exit 3' })));
    expect(failure.message).toBe(
      `The new container of ${made.name} ended by itself, exit code 3. Rolled back: the old container runs on under its name.`,
    );
    expect(failure.details).toMatchObject({ exitCode: '3', rolledBack: 'yes', lastLines: expect.stringContaining('no module') });
    expect(JSON.stringify(failure)).not.toContain('hunter2');
    const back = await bench.inspect(made.name);
    expect([back['Id'], back['State']['Status']]).toEqual([good.containerId, 'running']);
    const all = Object(await bench.call('GET', '/containers/json?all=1'));
    expect(all).toHaveLength(1);
  });

  it('is refused where there is no place for it, and says which', async () => {
    const folder = code({ a: 'b' });
    const mounted = bench.folder();
    const places: [object, object, RegExp][] = [
      [{}, {}, /has no working directory/],
      [{ WorkingDir: '/' }, {}, /working directory of \S+ is \//],
      [{ WorkingDir: '/app' }, { Binds: [`${mounted}:/app`] }, new RegExp(`/app, is the folder ${mounted} of the host`)],
      [{ WorkingDir: '/srv/app/deep' }, { Mounts: [{ Type: 'bind', Source: mounted, Target: '/srv' }] }, /is the folder/],
      [{ WorkingDir: '/app' }, { Binds: ['shared:/app'] }, /is on the volume shared/],
      [{ WorkingDir: '/app' }, { ReadonlyRootfs: true }, /read-only/],
    ];
    for (const [more, hostConfig, words] of places) {
      const made = await bench.make({ more: { ...more }, hostConfig: { ...hostConfig } });
      const failure = await failed(bench.updateCode(made.id, folder));
      expect(failure).toMatchObject({ kind: 'validation_error', message: expect.stringMatching(words) });
      expect((await bench.inspect(made.name))['Id']).toBe(made.id);
    }
    expect(await bench.updateCode('f'.repeat(64), folder)).toMatchObject({ ok: false, failure: { message: /removed meanwhile/ } });
  });

  it('is refused where the folder can’t be used', async () => {
    const made = await bench.make({ more: { WorkingDir: '/app' } });
    const file = join(code({ file: 'x' }), 'file');
    for (const [path, words] of [
      ['code', /whole path/],
      ['/nowhere/at/all', /There is no \/nowhere/],
      [file, /is not a folder/],
      ['/', /is no folder of code/],
    ] as const) {
      expect((await failed(bench.updateCode(made.id, path))).message).toMatch(words);
    }
    expect((await bench.inspect(made.name))['Id']).toBe(made.id);
  });

  it('leaves out what would be written into mounts below the working directory', async () => {
    const mounted = bench.folder();
    const made = await bench.make({ more: { WorkingDir: '/app' }, hostConfig: { Binds: [`${mounted}:/app/config`] } });
    const { containerId } = replacedOf(await bench.updateCode(made.id, code({ 'config/secret': 'x', main: 'y' })));
    expect(await bench.exec(containerId, 'sh', '-c', 'ls config; cat main')).toBe('y');
  });

  it('is refused where a link in the image leads to a folder of the host, and follows one that leads elsewhere', async () => {
    const mounted = bench.folder();
    const linking = async (target: string) => {
      const base = await bench.make({ shell: `mkdir -p /srv/real; ln -s ${target} /app; ${waits}` });
      await expect.poll(() => bench.exec(base.id, 'ls', '/')).toContain('app');
      const name = `${base.name}:linked`;
      await bench.call('POST', `/commit?container=${base.id}&repo=${base.name}&tag=linked`, {});
      return name;
    };
    const out = await bench.make({
      command: ['/bin/sleep', '1000'],
      more: { Image: await linking('/srv/host'), WorkingDir: '/app/deep' },
      hostConfig: { Binds: [`${mounted}:/srv/host`] },
    });
    const failure = await failed(bench.updateCode(out.id, code({ a: 'b' })));
    expect(failure.message).toContain(
      `/app/deep is a link to /srv/host/deep. The working directory of ${out.name}, /srv/host/deep, is the folder ${mounted}`,
    );
    expect(readdirSync(join(mounted, 'deep'))).toEqual([]);
    const within = await bench.make({ command: ['/bin/sleep', '1000'], more: { Image: await linking('/srv/real'), WorkingDir: '/app' } });
    const { containerId } = replacedOf(await bench.updateCode(within.id, code({ a: 'b' })));
    expect(await bench.exec(containerId, 'cat', '/srv/real/a')).toBe('b');
  });
});
