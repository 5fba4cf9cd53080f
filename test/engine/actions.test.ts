import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type ActionTarget,
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
import type { EngineClient } from '../../src-main/docker/client.ts';
import type { Result } from '../../src-shared/failure.ts';
import {
  act,
  type ContainerWish,
  createContainer,
  randomName,
  removeAllContainers,
  removeContainer as removeBehind,
  runContainer,
  shells,
} from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { clientOf } from '../support/small-core.ts';

const done = { ok: true, value: null };
const gone = 'No such container any more: web was removed meanwhile.';

function messageOf(result: Result<unknown>): string {
  return result.ok ? 'it succeeded' : result.failure.message;
}

describe('an action on a real engine', () => {
  let engine: TestEngine;
  let client: EngineClient;

  beforeAll(async () => {
    engine = await startEngine();
    client = clientOf(engine.dockerHost);
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(async () => {
    client.close();
    await engine.dispose();
  });

  const offline = (wish: ContainerWish = {}): ContainerWish => ({ ...wish, hostConfig: { NetworkMode: 'none', ...wish.hostConfig } });
  const running = async (wish?: ContainerWish): Promise<ActionTarget> => ({
    containerId: await runContainer(engine.socketPath, offline(wish)),
    name: 'web',
  });
  const created = async (wish?: ContainerWish): Promise<ActionTarget> => ({
    containerId: await createContainer(engine.socketPath, offline(wish)),
    name: 'web',
  });
  const inspect = async ({ containerId }: ActionTarget): Promise<Record<string, unknown>> => {
    const answer = await callEngine(engine.socketPath, 'GET', `/containers/${containerId}/json`);
    return Object(answer.json);
  };
  const state = async (target: ActionTarget): Promise<unknown> => Object((await inspect(target))['State'])['Status'] ?? 'gone';

  it('starts, and is content with what runs already', async () => {
    const web = await created();
    expect(await startContainer(client, web)).toEqual(done);
    expect(await state(web)).toBe('running');
    expect(await startContainer(client, web)).toEqual(done);
  });

  it('stops, also what is paused, and is content with what has stopped', async () => {
    const web = await running();
    expect(await stopContainer(client, web, null)).toEqual(done);
    expect(await state(web)).toBe('exited');
    expect(await stopContainer(client, web, 5)).toEqual(done);
    await startContainer(client, web);
    await pauseContainer(client, web);
    expect(await stopContainer(client, web, 5)).toEqual(done);
    expect(await state(web)).toBe('exited');
  });

  it('waits for the timeout that was asked for, then kills', async () => {
    const web = await running({ shell: shells.ignoresTerm });
    const beganMs = performance.now();
    expect(await stopContainer(client, web, 1)).toEqual(done);
    expect(performance.now() - beganMs).toBeGreaterThan(950);
    expect(Object((await inspect(web))['State'])['ExitCode']).toBe(137);
  });

  it('gives up when the engine takes longer than its deadline, and says that it may still happen', async () => {
    const web = await running({ shell: shells.ignoresTerm, more: { StopTimeout: 60 } });
    // Its own timeout counts where none is asked for: a minute, which the signal cuts short here.
    const cancelled = stopContainer(client, web, null, { signal: AbortSignal.timeout(300) });
    expect((await cancelled).ok).toBe(false);
    const late = await stopContainer(client, web, 0, { deadlineMs: 1 });
    expect(messageOf(late)).toContain('web may still be stopped');
  });

  it('restarts what runs, is paused or has stopped', async () => {
    const web = await running();
    expect(await restartContainer(client, web, 2)).toEqual(done);
    await pauseContainer(client, web);
    expect(await restartContainer(client, web, null)).toEqual(done);
    await stopContainer(client, web, 2);
    expect(await restartContainer(client, web, 2)).toEqual(done);
    expect(await state(web)).toBe('running');
  });

  it('sends the signal that was chosen, by name or number', async () => {
    const web = await running({ shell: "trap 'exit 7' HUP; trap '' USR1; while :; do sleep 0.05; done" });
    expect(await killContainer(client, web, 'SIGUSR1')).toEqual(done);
    expect(await state(web)).toBe('running');
    expect(await killContainer(client, web, '1')).toEqual(done);
    await callEngine(engine.socketPath, 'POST', `/containers/${web.containerId}/wait`);
    expect(Object((await inspect(web))['State'])['ExitCode']).toBe(7);
    expect(messageOf(await killContainer(client, web, 'KILL'))).toBe('web is not running.');
  });

  it('refuses a signal that the engine does not know', async () => {
    const web = await running();
    expect(messageOf(await killContainer(client, web, 'SIGFOO'))).toBe('The engine does not know the signal SIGFOO. Choose another.');
    expect(messageOf(await killContainer(client, web, '99'))).toBe('The engine does not know the signal 99. Choose another.');
    expect(messageOf(await killContainer(client, web, 'TERM&x=y'))).toContain('This is not a signal');
  });

  it('pauses and unpauses, and says what is already so', async () => {
    const web = await running();
    expect(messageOf(await unpauseContainer(client, web))).toBe('web is not paused.');
    expect(await pauseContainer(client, web)).toEqual(done);
    expect(messageOf(await pauseContainer(client, web))).toBe('web is already paused.');
    expect(messageOf(await startContainer(client, web))).toBe('web is paused, not stopped. Unpause it instead.');
    expect(await unpauseContainer(client, web)).toEqual(done);
    await stopContainer(client, web, 2);
    expect(messageOf(await pauseContainer(client, web))).toBe('web is not running.');
  });

  it('renames, unless the name is taken or the same', async () => {
    const web = await created();
    const taken = randomName();
    await createContainer(engine.socketPath, offline({ name: taken }));
    const free = randomName();
    expect(await renameContainer(client, web, free)).toEqual(done);
    expect((await inspect(web))['Name']).toBe(`/${free}`);
    expect(messageOf(await renameContainer(client, web, taken))).toBe(`The name ${taken} is taken by another container. Choose another.`);
    expect(messageOf(await renameContainer(client, web, free))).toBe('web already has that name. Choose another.');
    expect(messageOf(await renameContainer(client, web, 'a/../b'))).toContain('A name has 2 to 255 letters');
  });

  it('works on a container whose name has 4,096 characters', async () => {
    const name = 'n'.repeat(4_096);
    const web = await created({ name });
    expect(await startContainer(client, web)).toEqual(done);
    expect(await renameContainer(client, web, randomName())).toEqual(done);
    expect(await removeContainer(client, web, { force: true, volumes: false })).toEqual(done);
  });

  it('removes what has stopped; what runs only by force', async () => {
    const web = await running();
    expect(messageOf(await removeContainer(client, web, { force: false, volumes: false }))).toBe(
      'web is still running. Stop it first, or remove it by force.',
    );
    expect(await removeContainer(client, web, { force: true, volumes: false })).toEqual(done);
    const other = await created();
    expect(await removeContainer(client, other, { force: false, volumes: false })).toEqual(done);
    expect([await state(web), await state(other)]).toEqual(['gone', 'gone']);
  });

  it('removes anonymous volumes only when asked to', async () => {
    const volumes = async () => Object((await callEngine(engine.socketPath, 'GET', '/volumes')).json)['Volumes'] ?? [];
    const before = (await volumes()).length;
    const kept = await created({ more: { Volumes: { '/data': {} } } });
    const lost = await created({ more: { Volumes: { '/data': {} } } });
    expect((await volumes()).length).toBe(before + 2);
    await removeContainer(client, kept, { force: false, volumes: false });
    await removeContainer(client, lost, { force: false, volumes: true });
    expect((await volumes()).length).toBe(before + 1);
  });

  it('says that the container is gone, whatever was asked for', async () => {
    const web: ActionTarget = { containerId: 'a'.repeat(64), name: 'web' };
    const all = [
      startContainer(client, web),
      stopContainer(client, web, 1),
      stopContainer(client, web, null),
      restartContainer(client, web, 1),
      killContainer(client, web, 'KILL'),
      pauseContainer(client, web),
      unpauseContainer(client, web),
      renameContainer(client, web, 'other'),
      removeContainer(client, web, { force: true, volumes: true }),
    ];
    expect((await Promise.all(all)).map(messageOf)).toEqual(all.map(() => gone));
  });

  it('ends well when the container is removed while its stop runs', async () => {
    const web = await running({ shell: shells.ignoresTerm });
    const stop = stopContainer(client, web, 30);
    await signalled(web);
    await removeBehind(engine.socketPath, web.containerId);
    // The engine counts it as stopped, or knows it no more: either way it has ended.
    const result = await stop;
    expect(result.ok ? 'stopped' : result.failure.message).toMatch(/^stopped$|removed/);
    expect(await state(web)).toBe('gone');
  });

  it('fails when the container is removed while its restart runs', async () => {
    const web = await running({ shell: shells.ignoresTerm });
    const restart = restartContainer(client, web, 30);
    await signalled(web);
    await removeBehind(engine.socketPath, web.containerId);
    expect(messageOf(await restart)).toMatch(/web (is being|was) removed/);
  });

  it('says why a container can’t start', async () => {
    const missing = join(engine.folder, 'missing');
    mkdirSync(missing);
    const folder = await created({ hostConfig: { Mounts: [{ Type: 'bind', Source: missing, Target: '/data' }] } });
    rmdirSync(missing);
    expect(existsSync(missing)).toBe(false);
    expect(messageOf(await startContainer(client, folder))).toBe(
      `web can’t start: the folder ${missing} is missing on the host. Create it and start again.`,
    );
    expect(messageOf(await startContainer(client, await created({ command: ['/nope'] })))).toBe(
      'web can’t start: its image has no command “/nope”. Correct the command and create the container again.',
    );
    expect(messageOf(await startContainer(client, await created({ command: ['/etc'] })))).toBe(
      'web can’t start: “/etc” may not be executed. Correct its permissions in the image.',
    );
    expect(messageOf(await startContainer(client, await created({ more: { User: 'nosuch' } })))).toContain(
      'its image has no user “nosuch”',
    );
    expect(messageOf(await startContainer(client, await created({ hostConfig: { NetworkMode: 'nonet' } })))).toContain(
      'its network nonet is gone',
    );
  });

  it('names the port that is taken', async ({ skip }) => {
    if (!engine.hasNetwork) return skip();
    const first = await runContainer(engine.socketPath, { ports: { '80': 0 } });
    const bindings = Object(Object((await inspect({ containerId: first, name: '' }))['NetworkSettings'])['Ports'])['80/tcp'];
    const port = Number(bindings[0].HostPort);
    const second = { containerId: await createContainer(engine.socketPath, { ports: { '80': port } }), name: 'web' };
    expect(messageOf(await startContainer(client, second))).toBe(
      `web can’t start: port ${port} is taken. Stop what uses it, or publish another port.`,
    );
  });

  it('prunes what has stopped and nothing else', async () => {
    const runs = await running();
    const stopped = [await created(), await created()];
    const result = await pruneContainers(client, 'This machine');
    if (!result.ok) expect.fail(result.failure.message);
    expect([...result.value.containerIds].sort()).toEqual(stopped.map((it) => it.containerId).sort());
    expect(await state(runs)).toBe('running');
    expect(await pruneContainers(client, 'This machine')).toEqual({ ok: true, value: { containerIds: [], reclaimedBytes: 0 } });
  });

  it('says so where the engine is away, and where it does not answer', async () => {
    const web = await running();
    engine.pause();
    const hung = await pauseContainer(client, web, { deadlineMs: 200 });
    engine.resume();
    expect(messageOf(hung)).toContain('The engine has not answered in time');
    await act(engine.socketPath, web.containerId, 'kill');
    await engine.stop();
    const away = await startContainer(client, web);
    await engine.start();
    expect(messageOf(away)).toMatch(/no socket|not running|closed the connection/);
    expect(await startContainer(client, web)).toEqual(done);
  });

  /** Resolves once the stop signal of an action has reached the container. */
  async function signalled({ containerId }: ActionTarget): Promise<void> {
    const filters = encodeURIComponent(JSON.stringify({ container: [containerId], event: ['kill'] }));
    for (;;) {
      const untilS = Math.floor(Date.now() / 1000) + 1;
      const seen = await callEngine(
        engine.socketPath,
        'GET',
        `/events?since=${untilS - 30}&until=${(Date.now() / 1000).toFixed(3)}&filters=${filters}`,
      );
      if (seen.text.includes('"kill"')) return;
    }
  }
});
