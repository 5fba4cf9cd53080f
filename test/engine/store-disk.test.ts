import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildActivity } from '../support/kept.ts';
import { makeFolder } from '../support/run-folder.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

const run = promisify(execFile);

// Here and not with the unit tests, as only root may mount.
describe('the store on a small disk of its own', () => {
  let store: TestStore;
  let disk: string;
  beforeEach(async () => {
    disk = makeFolder('disk');
    await run('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'quarterdeck-test', disk]);
    store = await openTestStore(disk);
  });
  afterEach(async () => {
    await store.end();
    await run('umount', [disk]);
  });

  it('says that the disk is full, goes on, and writes what waited once there is room', async () => {
    const open = await store.open();
    open.putActivity(buildActivity());
    await open.flush();
    const ballast = join(disk, 'ballast');
    try {
      writeFileSync(ballast, Buffer.alloc(1_048_576));
    } catch {
      // All that there was room for is in it.
    }
    for (let number = 0; number < 100; number += 1) open.putActivity(buildActivity({ id: `line-${number}`, text: 'x'.repeat(1_000) }));
    await open.flush();
    expect(open.problem()).toContain('Check that there is room');
    rmSync(ballast);
    await expect.poll(() => open.problem()).toBeNull();
    await open.close();
    expect((await (await store.open()).load()).activities).toHaveLength(100);
  });

  it('says that it may not write to a read-only disk, goes on, and writes what waited once it may', async () => {
    const first = await store.open();
    first.putActivity(buildActivity());
    await first.close();
    await run('mount', ['-o', 'remount,ro', disk]);
    const open = await store.open();
    expect((await open.load()).activities).toEqual([]);
    expect(open.problem()).toContain('can’t be read or written');
    open.putActivity(buildActivity({ id: 'line-2' }));
    await open.flush();
    await run('mount', ['-o', 'remount,rw', disk]);
    await expect.poll(() => open.problem()).toBeNull();
    await open.close();
    expect((await (await store.open()).load()).activities.map((it) => it.id)).toEqual(['line-1', 'line-2']);
  });
});
