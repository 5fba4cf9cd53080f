import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act, removeContainer } from '../support/containers.ts';
import { type LogBench, openLogBench, until, waits } from '../support/log-bench.ts';
import { container, hostId } from '../support/small-core.ts';

describe('a followed log of a real container', () => {
  let bench: LogBench;

  beforeAll(async () => {
    bench = await openLogBench();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.dispose());

  it('goes on over a restart of its container, without a line twice or lost', async () => {
    const id = await bench.run(`echo begin; echo begin too; ${waits}`);
    await bench.logged(id, 'begin too\n');
    const { open, texts, tell, chunks } = bench.openWindow(id);
    await open();
    await until(() => texts().length === 2);
    for (let round = 0; round < 3; round += 1) {
      await act(bench.engine.socketPath, id, 'restart?t=1');
      tell('containerStarted');
      await until(() => texts().length === 4 + round * 2);
    }
    expect(texts()).toEqual(Array.from({ length: 4 }, () => ['begin', 'begin too']).flat());
    expect(chunks().every((chunk) => chunk.ended === null)).toBe(true);
  });

  it('comes back by itself after the engine was killed', async () => {
    const id = await bench.run(`echo one; while [ ! -e /tmp/go ]; do sleep 0.02; done; echo two; ${waits}`);
    await bench.logged(id, 'one\n');
    const { open, texts, core } = bench.openWindow(id);
    await open();
    await until(() => texts().length === 1);
    await bench.engine.kill();
    const problem = { kind: 'connectionLost' as const, message: '' };
    core.tell([{ type: 'hostStatusChanged', hostId, atMs: 0, status: { state: 'reconnecting', sinceMs: 0, nextTryAtMs: null, problem } }]);
    await bench.engine.start();
    await act(bench.engine.socketPath, id, 'start');
    await bench.exec(id, 'touch /tmp/go');
    core.tell([
      { type: 'hostStatusChanged', hostId, atMs: 0, status: { state: 'connected', sinceMs: 0 } },
      { type: 'containersListed', hostId, atMs: 0, containers: [container(id, 'web')] },
    ]);
    await until(() => texts().at(-1) === 'two');
    expect(texts()).toEqual(['one', 'one', 'two']);
  });

  it('ends when the container is removed, and says so once', async () => {
    const connectionsBefore = bench.engine.connections();
    const id = await bench.run(`echo bye; ${waits}`);
    await bench.logged(id, 'bye\n');
    const { open, texts, chunks, tell } = bench.openWindow(id);
    await open();
    await until(() => texts().length === 1);
    await removeContainer(bench.engine.socketPath, id);
    tell('containerRemoved');
    await until(() => chunks().some((chunk) => chunk.ended !== null));
    expect(chunks().filter((chunk) => chunk.ended !== null)).toMatchObject([
      { ended: { failed: false, message: 'web was removed. This is all that its log held.' } },
    ]);
    await until(() => bench.engine.connections() <= connectionsBefore + 1);
  });

  it('is closed by its window, or with it: no connection, timer or listener stays', async () => {
    const id = await bench.run(`echo hi; ${waits}`);
    await bench.logged(id, 'hi\n');
    // The pool of calls has its connection already; what is counted are the streams.
    const { open, ask, streamId, texts } = bench.openWindow(id);
    await open();
    await until(() => texts().length === 1);
    const withOne = bench.engine.connections();
    const resources = process.getActiveResourcesInfo().length;
    const others = Array.from({ length: 20 }, () => bench.openWindow(id));
    for (const other of others) expect(await other.open()).toEqual({ ok: true, value: null });
    await until(() => others.every((other) => other.texts().length === 1));
    expect(bench.engine.connections()).toBe(withOne + 20);
    for (const [index, other] of others.entries()) {
      if (index % 2 === 0) other.window.leave();
      else await other.ask('closeLogs', { streamId: other.streamId });
    }
    await until(() => bench.engine.connections() === withOne);
    await until(() => process.getActiveResourcesInfo().length <= resources);
    await ask('closeLogs', { streamId });
    expect(await ask('closeLogs', { streamId })).toEqual({ ok: true, value: null });
    await until(() => bench.engine.connections() === withOne - 1);
  });

  it('can’t be opened twice under one stream id, nor more than 32 times', async () => {
    const connectionsBefore = bench.engine.connections();
    const id = await bench.run(waits);
    const { open, ask, window } = bench.openWindow(id);
    await open();
    expect(await open()).toMatchObject({
      ok: false,
      failure: { kind: 'validation_error', message: 'This stream id is in use. Take another.' },
    });
    const more = () => ask('openLogs', { hostId, containerId: id, streamId: randomUUID(), tailLines: 0 });
    for (let count = 1; count < 32; count += 1) expect((await more()).ok).toBe(true);
    expect(await more()).toMatchObject({ ok: false, failure: { message: '32 logs are open. Close one of them first.' } });
    window.leave();
    await until(() => bench.engine.connections() <= connectionsBefore + 1);
  });
});
