import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, removeAllContainers, runContainer, shells } from '../support/containers.ts';
import { startEngine, startNewEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';

describe('the engine that tests bring up', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.dispose());

  it('runs containers that obey and containers that do not', async () => {
    const obeying = await runContainer(engine.socketPath);
    const stubborn = await runContainer(engine.socketPath, { shell: shells.ignoresTerm });
    await act(engine.socketPath, obeying, 'stop?t=5');
    await act(engine.socketPath, stubborn, 'stop?t=0');
    const codes = await Promise.all([obeying, stubborn].map((id) => exitCode(engine.socketPath, id)));
    expect(codes).toEqual([0, 137]);
    await removeAllContainers(engine.socketPath);
    const left = await callEngine(engine.socketPath, 'GET', '/containers/json?all=1');
    expect(left.json).toEqual([]);
  });

  it('holds as much memory as it is told to', async () => {
    const id = await runContainer(engine.socketPath, { shell: shells.holds(32) });
    await expect.poll(() => memoryMebibytes(engine.socketPath, id), { timeout: 10_000 }).toBeGreaterThan(32);
    await removeAllContainers(engine.socketPath);
  });

  it('comes back after it was stopped, and after it was killed', async () => {
    await engine.stop();
    expect(existsSync(engine.socketPath)).toBe(false);
    await engine.start();
    await engine.kill();
    expect(existsSync(engine.socketPath)).toBe(true);
    await engine.start();
    expect((await callEngine(engine.socketPath, 'GET', '/_ping')).text).toBe('OK');
  });

  it('leaves nothing behind, not even when containers still run', async () => {
    const other = await startNewEngine();
    await runContainer(other.socketPath, { shell: shells.busy, ports: { 80: 0 } });
    await other.dispose();
    expect(existsSync(other.folder)).toBe(false);
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(other.folder);
  });
});

async function exitCode(socketPath: string, id: string): Promise<unknown> {
  const answer = await callEngine(socketPath, 'GET', `/containers/${id}/json`);
  return (answer.json as { State: { ExitCode: number } }).State.ExitCode;
}

async function memoryMebibytes(socketPath: string, id: string): Promise<number> {
  const answer = await callEngine(socketPath, 'GET', `/containers/${id}/stats?stream=false&one-shot=true`);
  return (answer.json as { memory_stats: { usage: number } }).memory_stats.usage / 1024 / 1024;
}
