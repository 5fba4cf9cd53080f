import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import { type Core, startCore } from '../../src-main/core.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { openSettings } from '../../src-main/store/settings.ts';
import { removeAllContainers, runContainer } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { startWatcherHere } from '../support/live-api.ts';
import { makeFolder } from '../support/run-folder.ts';
import { caller } from '../support/small-core.ts';

describe('the whole core on one data folder', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(async () => {
    await removeAllContainers(engine.socketPath);
    await engine.dispose();
  });

  async function start(folder: string): Promise<Core> {
    const settings = await openSettings({ file: join(folder, 'settings.json'), log: silentLog });
    await settings.update({ engineAddress: engine.dockerHost });
    return startCore({ settings, log: silentLog, dataFolder: folder, demo: null, startWatcher: startWatcherHere });
  }

  const hostOf = (core: Core) => [...core.keeper.fleet.hosts.values()].find((it) => it.status.state === 'connected');
  const exists = async (id: string) => (await callEngine(engine.socketPath, 'GET', `/containers/${id}/json`)).status === 200;

  it('removes after its next start what was deleted within eight seconds before it was quit', async () => {
    const folder = makeFolder('data');
    mkdirSync(join(folder, 'flow'));
    process.env['XDG_STATE_HOME'] = join(folder, 'flow');
    const id = await runContainer(engine.socketPath, { hostConfig: { NetworkMode: 'none' } });
    const first = await start(folder);
    await expect.poll(() => first.keeper.fleet.containers.size).toBe(1);
    const argument = { hostId: hostOf(first)?.id, containerId: id, volumes: true };
    expect(await dispatch(createCommands(first.parts), 'deleteContainer', argument, caller(), silentLog)).toMatchObject({ ok: true });
    await first.dispose();
    expect(await exists(id)).toBe(true);

    const second = await start(folder);
    try {
      // Until its time is over it can be undone, and is in no view.
      expect(second.keeper.fleet.deletions.size).toBe(1);
      await expect.poll(() => hostOf(second) !== undefined && second.keeper.fleet.deletions.size === 0, { timeout: 15_000 }).toBe(true);
      expect(await exists(id)).toBe(false);
    } finally {
      await second.dispose();
    }
  });
});
