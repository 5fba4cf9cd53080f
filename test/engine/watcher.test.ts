import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act, createContainer, randomName, removeAllContainers, removeContainer, runContainer, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { settledThings } from '../support/open-things.ts';
import { openTestWatch, type TestWatch } from '../support/watch.ts';

describe('what happens on a real engine', () => {
  let engine: TestEngine;
  let watch: TestWatch;
  const connected = () => watch.until('connected', () => watch.host()?.status.state === 'connected');
  const state = (name: string) => watch.container(name)?.state;

  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(() => {
    watch = openTestWatch(engine.dockerHost);
  });
  afterEach(async () => {
    await watch.stop();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  it('is shown with the engine’s name, version and what it can do', async () => {
    await connected();
    expect(watch.host()).toMatchObject({
      name: 'This machine',
      address: engine.dockerHost,
      engine: { name: 'Docker Engine', version: expect.stringMatching(/^\d+\./), apiVersion: expect.stringMatching(/^1\.4/) },
      capabilities: { actions: true, logs: true, samples: 'api' },
    });
    await watch.until('the search is told', () => watch.fleet().discovery?.complete === true);
    expect(watch.fleet().discovery).toMatchObject({ source: 'settings', attempts: [{ outcome: { state: 'answered' } }] });
    const seenAtMs = watch.host()?.lastSeenAtMs ?? 0;
    await watch.until('the age of what is shown is told', () => (watch.host()?.lastSeenAtMs ?? 0) > seenAtMs);
  });

  it('a container that appears, starts, pauses, is renamed, dies and goes is shown so', async () => {
    await connected();
    const [name, newName] = [randomName(), randomName()];
    const id = await createContainer(engine.socketPath, {
      name,
      labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' },
      hostConfig: { Memory: 33_554_432, RestartPolicy: { Name: 'unless-stopped' } },
    });
    await watch.until('created', () => watch.container(name)?.restartPolicy === 'unless-stopped');
    expect(watch.container(name)).toMatchObject({
      id,
      state: 'created',
      project: 'shop',
      service: 'web',
      memoryLimitBytes: 33_554_432,
      end: null,
    });
    await act(engine.socketPath, id, 'start');
    await watch.until('running', () => state(name) === 'running');
    await act(engine.socketPath, id, 'pause');
    await watch.until('paused', () => state(name) === 'paused');
    await act(engine.socketPath, id, 'unpause');
    await watch.until('running again', () => state(name) === 'running');
    await act(engine.socketPath, id, `rename?name=${newName}`);
    await watch.until('renamed', () => state(newName) === 'running' && !watch.container(name));
    await act(engine.socketPath, id, 'kill');
    await watch.until('dead with its code', () => watch.container(newName)?.end?.exitCode === 137 && state(newName) === 'exited');
    await removeContainer(engine.socketPath, id);
    await watch.until('gone', () => !watch.container(newName));
    const types = watch.told.flatMap(({ change }) =>
      'containerId' in change && change.containerId === id && 'event' in change ? [change.type] : [],
    );
    expect(types).toEqual([
      'containerCreated',
      'containerStarted',
      'containerPaused',
      'containerUnpaused',
      'containerRenamed',
      'containerSignalled',
      'containerDied',
      'containerRemoved',
    ]);
  });

  it('health and restarts by the policy are shown', async () => {
    await connected();
    const [sick, looping] = [randomName('sick'), randomName('loop')];
    await runContainer(engine.socketPath, {
      name: sick,
      more: { Healthcheck: { Test: ['CMD', 'false'], Interval: 200_000_000, Timeout: 1_000_000_000, Retries: 1 } },
    });
    await runContainer(engine.socketPath, { name: looping, shell: shells.exits(3), hostConfig: { RestartPolicy: { Name: 'always' } } });
    await watch.until('unhealthy', () => watch.container(sick)?.health === 'unhealthy');
    await watch.until('the engine’s count of restarts', () => (watch.container(looping)?.restartCount ?? 0) >= 2);
    await watch.until(
      'waiting with the last exit code',
      () => state(looping) === 'restarting' && watch.container(looping)?.end?.exitCode === 3,
    );
  });

  it('containers that were there before are listed with their facts', async () => {
    const [runs, ended] = [randomName(), randomName()];
    await runContainer(engine.socketPath, { name: runs });
    await runContainer(engine.socketPath, { name: ended, shell: shells.exits(7) });
    await watch.until('it has ended', () => state(ended) === 'exited');
    await watch.stop();
    watch = openTestWatch(engine.dockerHost);
    await watch.until('listed', () => state(runs) === 'running' && watch.container(ended)?.end?.exitCode === 7);
    await watch.until('inspected', () => watch.container(ended)?.end?.atMs !== null);
    expect(watch.container(ended)?.end).toMatchObject({ exitCode: 7, requested: 'notKnown' });
    await watch.until('since when it runs', () => (watch.container(runs)?.startedAtMs ?? 0) > Date.now() - 60_000);
  });

  it('containers created and killed while the watch starts are not lost', async () => {
    for (let round = 0; round < 3; round += 1) {
      await watch.stop();
      const names = Array.from({ length: 6 }, () => randomName('race'));
      const doing = names.map(async (name) => {
        const id = await runContainer(engine.socketPath, { name, hostConfig: { NetworkMode: 'none' } });
        await act(engine.socketPath, id, 'kill');
      });
      watch = openTestWatch(engine.dockerHost);
      await Promise.all(doing);
      await watch.until('each is shown as it ended', () =>
        names.every((name) => watch.container(name)?.end?.exitCode === 137 && state(name) === 'exited'),
      );
    }
  });

  it('ten deaths at once are all told', async () => {
    await connected();
    const ids = await Promise.all(
      Array.from({ length: 10 }, () => runContainer(engine.socketPath, { hostConfig: { NetworkMode: 'none' } })),
    );
    await watch.until('ten run', () =>
      ids.every((id) => [...watch.fleet().containers.values()].find((it) => it.id === id)?.state === 'running'),
    );
    await Promise.all(ids.map((id) => act(engine.socketPath, id, 'kill')));
    await watch.until('ten are dead', () =>
      ids.every((id) => [...watch.fleet().containers.values()].find((it) => it.id === id)?.state === 'exited'),
    );
    expect(watch.told.filter(({ change }) => change.type === 'containerDied')).toHaveLength(10);
  });

  it('what holds 8 MiB of HTML in its labels is shown like any other', async () => {
    await connected();
    const name = randomName();
    const id = await createContainer(engine.socketPath, { name, labels: { html: '<img src=x onerror=alert(1)>'.repeat(300_000) } });
    await watch.until('created', () => state(name) === 'created');
    await act(engine.socketPath, id, 'start');
    await watch.until('started', () => state(name) === 'running');
    await removeContainer(engine.socketPath, id);
    await watch.until('gone', () => !watch.container(name));
    expect(JSON.stringify(watch.told).length).toBeLessThan(100_000);
    expect(watch.logged.filter((it) => it.level === 'warn')).toEqual([]);
  }, 20_000);

  it('after the watch has stopped nothing is left open', async () => {
    await watch.stop();
    await runContainer(engine.socketPath);
    const before = await settledThings(engine.connections);
    watch = openTestWatch(engine.dockerHost);
    await connected();
    const [container] = watch.fleet().containers.values();
    if (container) watch.send({ type: 'watch', visible: true, watched: [{ hostId: container.hostId, containerId: container.id }] });
    await watch.until('a sample has come', () => watch.samples.size > 0);
    expect(engine.connections()).toBeGreaterThan(before.connections);
    await watch.stop();
    expect(await settledThings(engine.connections)).toEqual(before);
  });
});
