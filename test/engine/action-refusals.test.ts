import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type ActionTarget,
  killContainer,
  pauseContainer,
  removeContainer,
  renameContainer,
  restartContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
} from '../../src-main/docker/actions.ts';
import { type ActionBench, done, messageOf, openActionBench } from '../support/action-bench.ts';
import { act, createContainer, removeContainer as removeBehind, runContainer, shells } from '../support/containers.ts';

const gone = 'No such container any more: web was removed meanwhile.';

describe('an action that can’t be done', () => {
  let bench: ActionBench;

  beforeAll(async () => {
    bench = await openActionBench();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.dispose());

  it('gives up when the engine takes longer than its deadline, and says that it may still happen', async () => {
    const web = await bench.running({ shell: shells.ignoresTerm, more: { StopTimeout: 60 } });
    // Its own timeout counts where none is asked for: a minute, which the signal cuts short here.
    const cancelled = stopContainer(bench.client, web, null, { signal: AbortSignal.timeout(300) });
    expect((await cancelled).ok).toBe(false);
    const late = await stopContainer(bench.client, web, 0, { deadlineMs: 1 });
    expect(messageOf(late)).toContain('web may still be stopped');
  });

  it('refuses a signal that the engine does not know', async () => {
    const web = await bench.running();
    expect(messageOf(await killContainer(bench.client, web, 'SIGFOO'))).toBe('The engine does not know the signal SIGFOO. Choose another.');
    expect(messageOf(await killContainer(bench.client, web, '99'))).toBe('The engine does not know the signal 99. Choose another.');
    expect(messageOf(await killContainer(bench.client, web, 'TERM&x=y'))).toContain('This is not a signal');
  });

  it('says that the container is gone, whatever was asked for', async () => {
    const web: ActionTarget = { containerId: 'a'.repeat(64), name: 'web' };
    const all = [
      startContainer(bench.client, web),
      stopContainer(bench.client, web, 1),
      stopContainer(bench.client, web, null),
      restartContainer(bench.client, web, 1),
      killContainer(bench.client, web, 'KILL'),
      pauseContainer(bench.client, web),
      unpauseContainer(bench.client, web),
      renameContainer(bench.client, web, 'other'),
      removeContainer(bench.client, web, { force: true, volumes: true }),
    ];
    expect((await Promise.all(all)).map(messageOf)).toEqual(all.map(() => gone));
  });

  it('ends well when the container is removed while its stop runs', async () => {
    const web = await bench.running({ shell: shells.ignoresTerm });
    const stop = stopContainer(bench.client, web, 30);
    await bench.signalled(web);
    await removeBehind(bench.engine.socketPath, web.containerId);
    // The engine counts it as stopped, or knows it no more: either way it has ended.
    const result = await stop;
    expect(result.ok ? 'stopped' : result.failure.message).toMatch(/^stopped$|removed/);
    expect(await bench.state(web)).toBe('gone');
  });

  it('fails when the container is removed while its restart runs', async () => {
    const web = await bench.running({ shell: shells.ignoresTerm });
    const restart = restartContainer(bench.client, web, 30);
    await bench.signalled(web);
    await removeBehind(bench.engine.socketPath, web.containerId);
    expect(messageOf(await restart)).toMatch(/web (is being|was) removed/);
  });

  it('says why a container can’t start', async () => {
    const missing = join(bench.engine.folder, 'missing');
    mkdirSync(missing);
    const folder = await bench.created({ hostConfig: { Mounts: [{ Type: 'bind', Source: missing, Target: '/data' }] } });
    rmdirSync(missing);
    expect(messageOf(await startContainer(bench.client, folder))).toBe(
      `web can’t start: the folder ${missing} is missing on the host. Create it and start again.`,
    );
    expect(messageOf(await startContainer(bench.client, await bench.created({ command: ['/nope'] })))).toBe(
      'web can’t start: its image has no command “/nope”. Correct the command and create the container again.',
    );
    expect(messageOf(await startContainer(bench.client, await bench.created({ command: ['/etc'] })))).toBe(
      'web can’t start: “/etc” may not be executed. Correct its permissions in the image.',
    );
    expect(messageOf(await startContainer(bench.client, await bench.created({ more: { User: 'nosuch' } })))).toContain(
      'its image has no user “nosuch”',
    );
    expect(messageOf(await startContainer(bench.client, await bench.created({ hostConfig: { NetworkMode: 'nonet' } })))).toContain(
      'its network nonet is gone',
    );
  });

  it('names the port that is taken', async ({ skip }) => {
    if (!bench.engine.hasNetwork) return skip();
    const first = await runContainer(bench.engine.socketPath, { ports: { '80': 0 } });
    const bindings = Object(Object((await bench.inspect({ containerId: first, name: '' }))['NetworkSettings'])['Ports'])['80/tcp'];
    const port = Number(bindings[0].HostPort);
    const second = { containerId: await createContainer(bench.engine.socketPath, { ports: { '80': port } }), name: 'web' };
    expect(messageOf(await startContainer(bench.client, second))).toBe(
      `web can’t start: port ${port} is taken. Stop what uses it, or publish another port.`,
    );
  });

  it('says so where the engine is away, and where it does not answer', async () => {
    const web = await bench.running();
    bench.engine.pause();
    const hung = await pauseContainer(bench.client, web, { deadlineMs: 200 });
    bench.engine.resume();
    expect(messageOf(hung)).toContain('The engine has not answered in time');
    await act(bench.engine.socketPath, web.containerId, 'kill');
    await bench.engine.stop();
    const away = await startContainer(bench.client, web);
    await bench.engine.start();
    expect(messageOf(away)).toMatch(/no socket|not running|closed the connection/);
    expect(await startContainer(bench.client, web)).toEqual(done);
  });
});
