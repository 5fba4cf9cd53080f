import { chmodSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomName, removeAllContainers, runContainer } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { settledThings } from '../support/open-things.ts';
import { openTestWatch, type TestWatch } from '../support/watch.ts';

const long = process.env['QUARTERDECK_LONG'] === '1';
const rounds = long ? 20 : 4;

describe('an engine that goes away and comes back', () => {
  let engine: TestEngine;
  let watch: TestWatch;
  const status = () => watch.host()?.status;
  const connected = (withinMs = 10_000) => watch.until('connected', () => status()?.state === 'connected', withinMs);
  const lost = (kind: string, withinMs: number) =>
    watch.until(
      `lost: ${kind}`,
      () => {
        const now = status();
        return (now?.state === 'reconnecting' || now?.state === 'unreachable') && now.problem.kind === kind;
      },
      withinMs,
    );

  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    watch = openTestWatch(engine.dockerHost);
    await connected();
  });
  afterEach(async () => {
    await watch.stop();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  /** Waits until it is shown as connected; that is the time since it answered, or a little more. */
  async function recovers(): Promise<void> {
    const answersSinceMs = Date.now();
    await connected();
    expect(Date.now() - answersSinceMs).toBeLessThan(1_000);
  }

  it('stopped: that is shown within a second, what is known stays, and it is back within a second', async () => {
    const name = randomName();
    await runContainer(engine.socketPath, { name });
    await watch.until('runs', () => watch.container(name)?.state === 'running');
    await engine.stop();
    await lost('socketMissing', 1_000);
    expect(watch.container(name)).toBeDefined();
    await engine.start();
    await recovers();
    await watch.until('the end while it was away is known', () => watch.container(name)?.state === 'exited');
  });

  it('killed, its socket file left behind: that is shown within a second, and it is back within a second', async () => {
    const killed = engine.kill();
    await lost('refused', 1_000);
    await killed;
    await engine.start();
    await recovers();
  });

  it('hung: that is shown within five seconds, no calls pile up, and it is back within a second', async () => {
    engine.pause();
    try {
      await lost('notAnswering', 5_000);
      expect(status()).toMatchObject({ state: 'reconnecting', problem: { message: expect.stringContaining('does not answer') } });
      for (let retry = 0; retry < 20; retry += 1) watch.send({ type: 'retry', hostId: null });
      expect((await settledThings(engine.connections)).connections).toBeLessThanOrEqual(4);
    } finally {
      engine.resume();
    }
    await recovers();
    const name = randomName();
    await runContainer(engine.socketPath, { name });
    await watch.until('events come again', () => watch.container(name)?.state === 'running');
  });

  it('restarted: what is told afterwards is told once', async () => {
    const name = randomName();
    await engine.restart();
    await recovers();
    await runContainer(engine.socketPath, { name });
    await watch.until('runs', () => watch.container(name)?.state === 'running');
    expect(watch.told.filter(({ change }) => change.type === 'containerStarted')).toHaveLength(1);
  });

  it('whose socket may no longer be used: that is shown with what to do, and use is taken up again', async () => {
    // Root may always; for a moment this process is somebody else.
    chmodSync(engine.folder, 0o755);
    chmodSync(engine.socketPath, 0o600);
    process.seteuid?.(65_534);
    try {
      const stranger = openTestWatch(engine.dockerHost);
      await stranger.until('refused', () => stranger.host()?.status.state === 'unreachable');
      expect(stranger.host()?.status).toMatchObject({ problem: { kind: 'permissionDenied', message: expect.stringContaining('group') } });
      await stranger.until('told as tried', () => stranger.fleet().discovery?.attempts[0]?.outcome.state === 'failed');
      process.seteuid?.(0);
      await stranger.until('connected', () => stranger.host()?.status.state === 'connected', 1_000);
      await stranger.stop();
    } finally {
      process.seteuid?.(0);
    }
  });

  it(
    `over ${rounds} rounds nothing more is open than before`,
    async () => {
      await runContainer(engine.socketPath, { hostConfig: { RestartPolicy: { Name: 'always' } } });
      const [container] = watch.fleet().containers.values();
      if (container) watch.send({ type: 'watch', visible: true, watched: [{ hostId: container.hostId, containerId: container.id }] });
      // The first round makes what the later ones keep.
      await engine.restart();
      await recovers();
      const before = await settledThings(engine.connections);
      for (let round = 0; round < rounds; round += 1) {
        if (round % 2 === 0) await engine.kill();
        else await engine.stop();
        await watch.until('lost', () => status()?.state === 'reconnecting');
        await engine.start();
        await recovers();
      }
      expect(await settledThings(engine.connections)).toEqual(before);
    },
    long ? 120_000 : 20_000,
  );
});

describe('an address that can not be right', () => {
  it.each(['tcp://me:secret@host:99999', 'unix://relative', 'docker.sock'])(
    '%s is one failed attempt with words that help, and no host',
    async (address) => {
      const watch = openTestWatch(address);
      try {
        await watch.until('told', () => watch.fleet().discovery?.complete === true);
        expect(watch.fleet().discovery?.attempts).toMatchObject([
          { outcome: { state: 'failed', problem: { kind: 'malformedAddress', message: expect.stringContaining('unix:///') } } },
        ]);
        expect(watch.host()).toBeUndefined();
        expect(JSON.stringify([watch.told, watch.logged])).not.toContain('secret');
      } finally {
        await watch.stop();
      }
    },
  );
});
