import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  killContainer,
  pauseContainer,
  pruneContainers,
  removeContainer,
  renameContainer,
  restartContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from '../../src-main/docker/actions.ts';
import { type ActionBench, done, messageOf, openActionBench } from '../support/action-bench.ts';
import { createContainer, randomName, shells } from '../support/containers.ts';
import { callEngine } from '../support/engine-call.ts';

describe('an action on a real engine', () => {
  let bench: ActionBench;

  beforeAll(async () => {
    bench = await openActionBench();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.dispose());

  it('starts, and is content with what runs already', async () => {
    const web = await bench.created();
    expect(await startContainer(bench.client, web)).toEqual(done);
    expect(await bench.state(web)).toBe('running');
    expect(await startContainer(bench.client, web)).toEqual(done);
  });

  it('stops, also what is paused, and is content with what has stopped', async () => {
    const web = await bench.running();
    expect(await stopContainer(bench.client, web, null)).toEqual(done);
    expect(await bench.state(web)).toBe('exited');
    expect(await stopContainer(bench.client, web, 5)).toEqual(done);
    await startContainer(bench.client, web);
    await pauseContainer(bench.client, web);
    expect(await stopContainer(bench.client, web, 5)).toEqual(done);
    expect(await bench.state(web)).toBe('exited');
  });

  it('waits for the timeout that was asked for, then kills', async () => {
    const web = await bench.running({ shell: shells.ignoresTerm });
    const beganMs = performance.now();
    expect(await stopContainer(bench.client, web, 1)).toEqual(done);
    expect(performance.now() - beganMs).toBeGreaterThan(950);
    expect(Object((await bench.inspect(web))['State'])['ExitCode']).toBe(137);
  });

  it('restarts what runs, is paused or has stopped', async () => {
    const web = await bench.running();
    expect(await restartContainer(bench.client, web, 2)).toEqual(done);
    await pauseContainer(bench.client, web);
    expect(await restartContainer(bench.client, web, null)).toEqual(done);
    await stopContainer(bench.client, web, 2);
    expect(await restartContainer(bench.client, web, 2)).toEqual(done);
    expect(await bench.state(web)).toBe('running');
  });

  it('sends the signal that was chosen, by name or number', async () => {
    const web = await bench.running({ shell: "trap 'exit 7' HUP; trap '' USR1; while :; do sleep 0.05; done" });
    expect(await killContainer(bench.client, web, 'SIGUSR1')).toEqual(done);
    expect(await bench.state(web)).toBe('running');
    expect(await killContainer(bench.client, web, '1')).toEqual(done);
    await callEngine(bench.engine.socketPath, 'POST', `/containers/${web.containerId}/wait`);
    expect(Object((await bench.inspect(web))['State'])['ExitCode']).toBe(7);
    expect(messageOf(await killContainer(bench.client, web, 'KILL'))).toBe('web is not running. Start it first.');
  });

  it('pauses and unpauses, and says what is already so', async () => {
    const web = await bench.running();
    expect(messageOf(await unpauseContainer(bench.client, web))).toBe('web is not paused, so there is nothing to unpause.');
    expect(await pauseContainer(bench.client, web)).toEqual(done);
    expect(messageOf(await pauseContainer(bench.client, web))).toBe('web is already paused. Unpause it to let it go on.');
    expect(messageOf(await startContainer(bench.client, web))).toBe('web is paused, not stopped. Unpause it instead.');
    expect(await unpauseContainer(bench.client, web)).toEqual(done);
    await stopContainer(bench.client, web, 2);
    expect(messageOf(await pauseContainer(bench.client, web))).toBe('web is not running. Start it first.');
  });

  it('renames, unless the name is taken or the same', async () => {
    const web = await bench.created();
    const taken = randomName();
    await createContainer(bench.engine.socketPath, { name: taken });
    const free = randomName();
    expect(await renameContainer(bench.client, web, free)).toEqual(done);
    expect((await bench.inspect(web))['Name']).toBe(`/${free}`);
    expect(messageOf(await renameContainer(bench.client, web, taken))).toBe(
      `The name ${taken} is taken by another container. Choose another.`,
    );
    expect(messageOf(await renameContainer(bench.client, web, free))).toBe('web already has that name. Choose another.');
    expect(messageOf(await renameContainer(bench.client, web, 'a/../b'))).toContain('A name has 2 to 255 letters');
  });

  it('works on a container whose name has 4,096 characters', async () => {
    const name = 'n'.repeat(4_096);
    const web = await bench.created({ name });
    expect(await startContainer(bench.client, web)).toEqual(done);
    expect(await renameContainer(bench.client, web, randomName())).toEqual(done);
    expect(await removeContainer(bench.client, web, { force: true, volumes: false })).toEqual(done);
  });

  it('removes what has stopped; what runs only by force', async () => {
    const web = await bench.running();
    expect(messageOf(await removeContainer(bench.client, web, { force: false, volumes: false }))).toBe(
      'web is still running. Stop it first, or remove it by force.',
    );
    expect(await removeContainer(bench.client, web, { force: true, volumes: false })).toEqual(done);
    const other = await bench.created();
    expect(await removeContainer(bench.client, other, { force: false, volumes: false })).toEqual(done);
    expect([await bench.state(web), await bench.state(other)]).toEqual(['gone', 'gone']);
  });

  it('removes anonymous volumes only when asked to', async () => {
    const volumes = async () => Object((await callEngine(bench.engine.socketPath, 'GET', '/volumes')).json)['Volumes'] ?? [];
    const before = (await volumes()).length;
    const kept = await bench.created({ more: { Volumes: { '/data': {} } } });
    const lost = await bench.created({ more: { Volumes: { '/data': {} } } });
    expect((await volumes()).length).toBe(before + 2);
    await removeContainer(bench.client, kept, { force: false, volumes: false });
    await removeContainer(bench.client, lost, { force: false, volumes: true });
    expect((await volumes()).length).toBe(before + 1);
  });

  it('prunes what has stopped and nothing else', async () => {
    const runs = await bench.running();
    const stopped = [await bench.created(), await bench.created()];
    const result = await pruneContainers(bench.client, 'This machine');
    if (!result.ok) expect.fail(result.failure.message);
    expect([...result.value.containerIds].sort()).toEqual(stopped.map((it) => it.containerId).sort());
    expect(await bench.state(runs)).toBe('running');
    expect(await pruneContainers(bench.client, 'This machine')).toEqual({ ok: true, value: { containerIds: [], reclaimedBytes: 0 } });
  });
});
