import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { samplingTimes } from '../../src-main/samples/api-sampler.ts';
import type { Sample } from '../../src-shared/samples.ts';
import { openAnswerRecorder } from '../support/answer-recorder.ts';
import { act, removeAllContainers, removeContainer, runContainer, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { textAt } from '../support/json-read.ts';
import { openTestWatch, type TestWatch } from '../support/watch.ts';

const run = promisify(execFile);

interface DockerStats {
  /** When the engine made the reading that the command's figures are of, in ms by the engine's clock. */
  readonly readMs: number;
  /** Rounded by the command to two decimals. */
  readonly cpuPercent: number;
  /** Rounded by the command to four digits. */
  readonly memoryBytes: number;
}

/** What the docker command says of all containers, by id; it takes a second or two. */
async function dockerStats(engine: TestEngine): Promise<Map<string, DockerStats>> {
  const recorder = await openAnswerRecorder(engine.socketPath);
  try {
    const format = '{{.ID}} {{.CPUPerc}} {{.MemUsage}}';
    const { stdout } = await run('docker', ['-H', recorder.dockerHost, 'stats', '--no-stream', '--no-trunc', '--format', format]);
    const frames = recorder.answers.filter((it) => /\/containers\/\w+\/stats/.test(it.path)).map((it): unknown => JSON.parse(it.body));
    const rows = stdout.trim().split('\n');
    // One answer of one frame for each row: there is no other reading that a row could have been made from.
    expect(frames).toHaveLength(rows.length);
    const readAt = new Map(frames.map((frame) => [textAt(frame, 'id'), Date.parse(textAt(frame, 'read'))]));
    return new Map(
      rows.map((row) => {
        const [id = '', cpu = '', memory = ''] = row.split(' ');
        return [id, { readMs: readAt.get(id) ?? Number.NaN, cpuPercent: Number(cpu.replace('%', '')), memoryBytes: toBytes(memory) }];
      }),
    );
  } finally {
    await recorder.close();
  }
}

function toBytes(text: string): number {
  const [, number = '0', unit = 'B'] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Number(number) * ({ B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }[unit] ?? Number.NaN);
}

function timeOf(atMs: number | undefined): string {
  return atMs === undefined ? 'never' : new Date(atMs).toISOString().slice(11, 23);
}

describe('samples of a real engine', () => {
  let engine: TestEngine;
  let watch: TestWatch;
  const look = (ids: readonly string[], visible = true) => {
    const hostId = watch.host()?.id ?? '';
    watch.send({ type: 'watch', visible, watched: ids.map((containerId) => ({ hostId, containerId })) });
  };
  const count = (id: string) => watch.samples.get(id)?.length ?? 0;
  const last = (id: string): Sample | undefined => watch.samples.get(id)?.at(-1);

  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    watch = openTestWatch(engine.dockerHost);
    await watch.until('connected', () => watch.host()?.status.state === 'connected');
  });
  afterEach(async () => {
    await watch.stop();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  it('agree with `docker stats` for a busy, an idle and a memory-holding container', async () => {
    const [busy, idle, holder] = await Promise.all([
      runContainer(engine.socketPath, { shell: shells.busy, hostConfig: { NanoCpus: 300_000_000 } }),
      runContainer(engine.socketPath),
      runContainer(engine.socketPath, { shell: shells.holds(48), hostConfig: { Memory: 268_435_456 } }),
    ]);
    const ids = [busy, idle, holder];
    look(ids);
    await watch.until(
      'the memory is held',
      () => (last(holder)?.memoryBytes ?? 0) > 48 * 1024 ** 2 && (last(holder)?.cpuPercent ?? 100) < 1,
    );
    await watch.until('samples have come', () => ids.every((id) => count(id) >= 2));
    const theirs = await dockerStats(engine);
    expect([...theirs.keys()].sort()).toEqual([...ids].sort());
    for (const [id, their] of theirs) {
      await watch.until('our sample of that time has come', () => (last(id)?.atMs ?? 0) >= their.readMs);
      // The engine reads a container once a second and tells all who listen: ours of that very millisecond is the same
      // reading. No other of ours will do, however near its figures are.
      const ours = watch.samples.get(id)?.find((it) => Math.floor(it.atMs) === their.readMs);
      console.log(
        `${id.slice(0, 12)} docker stats ${their.cpuPercent} %, ${their.memoryBytes} B, read ${timeOf(their.readMs)}; ` +
          `ours ${ours?.cpuPercent.toFixed(4)} %, ${ours?.memoryBytes} B, read ${timeOf(ours?.atMs)}`,
      );
      if (!ours) throw new Error(`none of ours is of ${timeOf(their.readMs)}: ${watch.samples.get(id)?.map((it) => timeOf(it.atMs))}`);
      // So they may differ by what the command rounds away, and by no more.
      expect(Math.abs(ours.cpuPercent - their.cpuPercent)).toBeLessThanOrEqual(0.005_01);
      expect(Math.abs(ours.memoryBytes - their.memoryBytes)).toBeLessThanOrEqual(their.memoryBytes * 0.000_501);
    }
    expect(theirs.get(busy)?.cpuPercent).toBeGreaterThan(10);
    expect(theirs.get(holder)?.memoryBytes).toBeGreaterThan(48 * 1024 ** 2);
    expect(last(holder)?.memoryLimitBytes).toBe(268_435_456);
    expect(last(idle)?.memoryLimitBytes).toBe(0);
    expect(last(busy)?.pids).toBeGreaterThanOrEqual(1);
  });

  it('come once a second for what is looked at, and end when the container does', async () => {
    const id = await runContainer(engine.socketPath);
    look([id]);
    await watch.until('five samples', () => count(id) >= 5);
    const gaps = (watch.samples.get(id) ?? []).slice(1).map((it, index) => it.atMs - (watch.samples.get(id)?.[index]?.atMs ?? 0));
    // The first of the stream has no reading before it, and is left out; each of the others has its own second.
    for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThan(700);
    await act(engine.socketPath, id, 'pause');
    const whenPaused = count(id);
    await watch.until('samples go on while it is paused', () => count(id) >= whenPaused + 2);
    await act(engine.socketPath, id, 'unpause');
    await act(engine.socketPath, id, 'kill');
    await watch.until('dead', () => [...watch.fleet().containers.values()].find((it) => it.id === id)?.state === 'exited');
    await expect.poll(() => engine.connections(), { timeout: 5_000 }).toBeLessThanOrEqual(9);
    await act(engine.socketPath, id, 'start');
    const whenStarted = count(id);
    await watch.until('samples come of the new run', () => count(id) > whenStarted);
    for (const sample of watch.samples.get(id) ?? []) expect(sample.cpuPercent).toBeLessThanOrEqual(200);
  });

  it('come by rounds for what nobody looks at, and no stream is open then', async () => {
    await watch.stop();
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => runContainer(engine.socketPath, { hostConfig: { NetworkMode: 'none' } })),
    );
    watch = openTestWatch(engine.dockerHost, { sampling: { ...samplingTimes, roundMs: 3_000, secondMs: 1_000 } });
    await watch.until('each has been read', () => ids.every((id) => count(id) >= 2), 15_000);
    look(ids.slice(0, 1));
    await watch.until('the one that is seen is streamed', () => count(ids[0] ?? '') >= 5);
    const before = engine.connections();
    look(ids.slice(0, 1), false);
    await expect.poll(() => engine.connections()).toBeLessThan(before);
  });

  it('of a removed container end, and its slot is free for another', async () => {
    const first = await runContainer(engine.socketPath);
    look([first]);
    await watch.until('a sample', () => count(first) > 0);
    await removeContainer(engine.socketPath, first);
    const second = await runContainer(engine.socketPath);
    await watch.until('there', () => [...watch.fleet().containers.values()].some((it) => it.id === second));
    const samplesOfFirst = count(first);
    look([second]);
    await watch.until('two samples of the other', () => count(second) >= 2);
    expect(count(first)).toBe(samplesOfFirst);
  });
});
