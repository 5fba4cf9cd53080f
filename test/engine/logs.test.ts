import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import type { Change } from '../../src-shared/changes.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type LogChunk, type LogLine, logChunkSchema, logLineLimit, logLinesKept } from '../../src-shared/logs.ts';
import { act, type ContainerWish, removeAllContainers, removeContainer, runContainer } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { clientOf, container, host, hostId, caller as newCaller, smallCore } from '../support/small-core.ts';

const waits = 'trap exit TERM; while :; do sleep 3600 & wait $!; done';

describe('the log of a real container', () => {
  let engine: TestEngine;
  let client: EngineClient;
  let connectionsBefore: number;

  beforeAll(async () => {
    engine = await startEngine();
    client = clientOf(engine.dockerHost);
  });
  beforeEach(() => {
    connectionsBefore = engine.connections();
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(async () => {
    client.close();
    await engine.dispose();
  });

  const run = (shell: string, wish: ContainerWish = {}) =>
    runContainer(engine.socketPath, { ...wish, shell, hostConfig: { NetworkMode: 'none', ...wish.hostConfig } });

  /** A window that shows the log of one container. */
  function openWindow(containerId: string) {
    const core = smallCore(client, [
      { type: 'hostFound', host: host() },
      { type: 'containersListed', hostId, atMs: 0, containers: [container(containerId, 'web')] },
    ]);
    const handlers = createCommands(core.parts, { logs: { gatherMs: 5, floodGatherMs: 20, firstRetryMs: 20, longestRetryMs: 50 } });
    const window = newCaller();
    const streamId = randomUUID();
    const ask = (name: string, argument: unknown): Promise<Result<unknown>> => dispatch(handlers, name, argument, window, silentLog);
    const seen: LogChunk[] = [];
    const chunks = (): LogChunk[] => {
      for (const { payload } of window.pushed.splice(0)) seen.push(logChunkSchema.parse(payload));
      return seen;
    };
    const lines = (): LogLine[] => chunks().flatMap((it) => it.lines);
    return {
      core,
      window,
      streamId,
      ask,
      open: (tailLines = logLinesKept) => ask('openLogs', { hostId, containerId, streamId, tailLines }),
      chunks,
      lines,
      texts: () => lines().map((it) => it.text),
      tell: (type: 'containerStarted' | 'containerRemoved') => core.tell([lifecycle(type, containerId)]),
      until: (met: () => boolean) => until(met),
    };
  }

  it('begins with its last lines, then goes on', async () => {
    const id = await run(`seq 1 100; while [ ! -e /tmp/go ]; do sleep 0.02; done; echo more; ${waits}`);
    await logged(id, '100\n');
    const { open, until, texts, lines } = openWindow(id);
    expect(await open(3)).toEqual({ ok: true, value: null });
    await until(() => texts().length === 3);
    await exec(id, 'touch /tmp/go');
    await until(() => texts().length === 4);
    expect(texts()).toEqual(['98', '99', '100', 'more']);
    expect(lines().every((line) => line.atMs !== null && Math.abs(line.atMs - Date.now()) < 60_000)).toBe(true);
  });

  it('opens at once where nothing has been said yet', async () => {
    const id = await run(`while [ ! -e /tmp/go ]; do sleep 0.02; done; echo first; ${waits}`);
    const { open, until, texts } = openWindow(id);
    expect(await open(0)).toEqual({ ok: true, value: null });
    await exec(id, 'touch /tmp/go');
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['first']);
  });

  it('tells stdout from stderr, and shows a last line without a line break', async () => {
    const id = await run('echo out; echo err >&2; printf unfinished');
    await callEngine(engine.socketPath, 'POST', `/containers/${id}/wait`);
    const { open, until, lines } = openWindow(id);
    await open();
    await until(() => lines().length === 3);
    expect(
      lines()
        .map(({ stream, text }) => `${stream} ${text}`)
        .sort(),
    ).toEqual(['stderr err', 'stdout out', 'stdout unfinished']);
  });

  it('of a terminal is read without frames, long lines too', async () => {
    const id = await run(`echo hello; head -c 40000 /dev/zero | tr '\\0' y; echo; printf '\\033[32mgreen\\033[0m\\n'; ${waits}`, {
      tty: true,
    });
    await logged(id, 'green\u001b[0m\n');
    const { open, until, lines, texts } = openWindow(id);
    await open();
    await until(() => texts().length >= 3);
    expect(texts()).toEqual(['hello', 'y'.repeat(40_000), '\u001b[32mgreen\u001b[0m']);
    expect(lines().every((line) => line.stream === 'stdout')).toBe(true);
  });

  it('joins long lines, cuts them at 64 KiB, and replaces what is not UTF-8', async () => {
    const id = await run(
      `head -c 50000 /dev/zero | tr '\\0' a; echo; head -c 10485760 /dev/zero | tr '\\0' b; echo; printf 'bad \\377 byte ⛵\\n'; ${waits}`,
    );
    await logged(id, 'byte ⛵\n');
    const { open, until, lines } = openWindow(id);
    await open();
    await until(() => lines().length === 3);
    expect(lines().map(({ text, cut }) => ({ length: text.length, first: text[0], cut }))).toEqual([
      { length: 50_000, first: 'a', cut: false },
      { length: logLineLimit, first: 'b', cut: true },
      { length: 12, first: 'b', cut: false },
    ]);
    expect(lines().at(-1)?.text).toBe('bad \uFFFD byte ⛵');
  });

  it('of 100 MiB comes bounded: 5,000 lines a chunk, every line counted, and little memory', async () => {
    const lineCount = 819_200;
    const id = await run(
      `while [ ! -e /tmp/go ]; do sleep 0.02; done; yes ${'f'.repeat(127)} | head -n ${lineCount}; echo the end; ${waits}`,
    );
    const { open, window } = openWindow(id);
    await open(0);
    const rssBefore = process.memoryUsage().rss;
    const flood = { chunks: 0, lines: 0, skipped: 0, longest: 0, rss: rssBefore, last: '' };
    await exec(id, 'touch /tmp/go');
    await until(() => {
      flood.rss = Math.max(flood.rss, process.memoryUsage().rss);
      for (const { payload } of window.pushed.splice(0)) {
        const chunk = logChunkSchema.parse(payload);
        flood.chunks += 1;
        flood.lines += chunk.lines.length;
        flood.skipped += chunk.skipped;
        flood.longest = Math.max(flood.longest, chunk.lines.length);
        flood.last = chunk.lines.at(-1)?.text ?? '';
      }
      return flood.last === 'the end';
    });
    expect(flood.lines + flood.skipped).toBe(lineCount + 1);
    expect(flood.longest).toBeLessThanOrEqual(logLinesKept);
    expect(flood.rss - rssBefore).toBeLessThan(96 * 1_048_576);
  });

  it('goes on over a restart of its container, without a line twice or lost', async () => {
    const id = await run(`echo begin; echo begin too; ${waits}`);
    await logged(id, 'begin too\n');
    const { open, texts, tell, chunks } = openWindow(id);
    await open();
    await until(() => texts().length === 2);
    for (let round = 0; round < 3; round += 1) {
      await act(engine.socketPath, id, 'restart?t=1');
      tell('containerStarted');
      await until(() => texts().length === 4 + round * 2);
    }
    expect(texts()).toEqual(Array.from({ length: 4 }, () => ['begin', 'begin too']).flat());
    expect(chunks().every((chunk) => chunk.ended === null)).toBe(true);
  });

  it('comes back by itself after the engine was killed', async () => {
    const id = await run(`echo one; while [ ! -e /tmp/go ]; do sleep 0.02; done; echo two; ${waits}`);
    await logged(id, 'one\n');
    const { open, texts, core } = openWindow(id);
    await open();
    await until(() => texts().length === 1);
    await engine.kill();
    const problem = { kind: 'connectionLost' as const, message: '' };
    core.tell([{ type: 'hostStatusChanged', hostId, atMs: 0, status: { state: 'reconnecting', sinceMs: 0, nextTryAtMs: null, problem } }]);
    await engine.start();
    await act(engine.socketPath, id, 'start');
    await exec(id, 'touch /tmp/go');
    core.tell([
      { type: 'hostStatusChanged', hostId, atMs: 0, status: { state: 'connected', sinceMs: 0 } },
      { type: 'containersListed', hostId, atMs: 0, containers: [container(id, 'web')] },
    ]);
    await until(() => texts().at(-1) === 'two');
    expect(texts()).toEqual(['one', 'one', 'two']);
  });

  it('ends when the container is removed, and says so once', async () => {
    const id = await run(`echo bye; ${waits}`);
    await logged(id, 'bye\n');
    const { open, texts, chunks, tell } = openWindow(id);
    await open();
    await until(() => texts().length === 1);
    await removeContainer(engine.socketPath, id);
    tell('containerRemoved');
    await until(() => chunks().some((chunk) => chunk.ended !== null));
    expect(chunks().filter((chunk) => chunk.ended !== null)).toMatchObject([
      { ended: { failed: false, message: 'web was removed. This is all that its log held.' } },
    ]);
    await until(() => engine.connections() <= connectionsBefore + 1);
  });

  it('that the log driver does not keep is refused with advice', async () => {
    const id = await run(`echo lost; ${waits}`, { hostConfig: { LogConfig: { Type: 'none' } } });
    const { open, window } = openWindow(id);
    expect(await open()).toMatchObject({
      ok: false,
      failure: {
        kind: 'docker_api_error',
        message: 'web keeps no log that can be read. Create it again with another log driver, such as json-file.',
      },
    });
    expect(window.pushed).toEqual([]);
  });

  it('of a container that is gone is refused', async () => {
    const { open } = openWindow('a'.repeat(64));
    expect(await open()).toMatchObject({ ok: false, failure: { message: 'No such container any more: web was removed meanwhile.' } });
  });

  it('is closed by its window, or with it: no connection, timer or listener stays', async () => {
    const id = await run(`echo hi; ${waits}`);
    await logged(id, 'hi\n');
    // The pool of calls has its connection already; what is counted are the streams.
    const { open, ask, streamId, texts } = openWindow(id);
    await open();
    await until(() => texts().length === 1);
    const withOne = engine.connections();
    const resources = process.getActiveResourcesInfo().length;
    const others = Array.from({ length: 20 }, () => openWindow(id));
    for (const other of others) expect(await other.open()).toEqual({ ok: true, value: null });
    await until(() => others.every((other) => other.texts().length === 1));
    expect(engine.connections()).toBe(withOne + 20);
    for (const [index, other] of others.entries()) {
      if (index % 2 === 0) other.window.leave();
      else await other.ask('closeLogs', { streamId: other.streamId });
    }
    await until(() => engine.connections() === withOne);
    await until(() => process.getActiveResourcesInfo().length <= resources);
    await ask('closeLogs', { streamId });
    expect(await ask('closeLogs', { streamId })).toEqual({ ok: true, value: null });
    await until(() => engine.connections() === withOne - 1);
  });

  it('can’t be opened twice under one stream id, nor more than 32 times', async () => {
    const id = await run(waits);
    const { open, ask, window } = openWindow(id);
    await open();
    expect(await open()).toMatchObject({
      ok: false,
      failure: { kind: 'validation_error', message: 'This stream id is in use. Take another.' },
    });
    const more = () => ask('openLogs', { hostId, containerId: id, streamId: randomUUID(), tailLines: 0 });
    for (let count = 1; count < 32; count += 1) expect((await more()).ok).toBe(true);
    expect(await more()).toMatchObject({ ok: false, failure: { message: '32 logs are open. Close one of them first.' } });
    window.leave();
    await until(() => engine.connections() <= connectionsBefore + 1);
  });

  /** Resolves once the engine has `text` in the container's log. */
  async function logged(id: string, text: string): Promise<void> {
    for (;;) {
      const answer = await callEngine(engine.socketPath, 'GET', `/containers/${id}/logs?stdout=1&stderr=1&tail=5`);
      if (answer.text.replaceAll('\r', '').endsWith(text)) return;
    }
  }

  async function exec(id: string, shell: string): Promise<void> {
    const made = await callEngine(engine.socketPath, 'POST', `/containers/${id}/exec`, { Cmd: ['/bin/sh', '-c', shell] });
    await callEngine(engine.socketPath, 'POST', `/exec/${Object(made.json)['Id']}/start`, { Detach: true });
  }
});

function lifecycle(type: 'containerStarted' | 'containerRemoved', containerId: string): Change {
  return { type, hostId, containerId, atMs: Date.now(), event: null };
}

/** Resolves once `met`; the test's own timeout is the limit. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 2));
}
