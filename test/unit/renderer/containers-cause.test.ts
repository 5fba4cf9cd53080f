import { describe, expect, test } from 'vitest';
import { causeOf, uptimeWords } from '../../../src-renderer/views/containers/cause.ts';
import { isCurrent } from '../../../src-renderer/views/containers/freshness.ts';
import { groupFault, runningCount } from '../../../src-renderer/views/containers/group-summary.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import { aContainer, anEnd, byKey } from './a-container.ts';

const minute = 60_000;
const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ');

describe('where the numbers stopped, the row tells why', () => {
  test.each([
    [{ end: anEnd({ exitCode: 137, outOfMemory: true }), memoryLimitBytes: 512 * 1_048_576 }, 'Out of memory at 512 MiB', 'bad'],
    [{ end: anEnd({ exitCode: 137, outOfMemory: true }) }, 'Out of memory', 'bad'],
    [{ end: anEnd({ exitCode: 139 }) }, 'Crashed: SIGSEGV, exited 139', 'bad'],
    [{ end: anEnd({ exitCode: 127 }) }, 'Command not found, exited 127', 'bad'],
    [{ end: anEnd({ exitCode: 137 }) }, 'Killed by SIGKILL, exited 137', 'bad'],
    [{ end: anEnd({ exitCode: 1 }) }, 'Exited 1', 'bad'],
    [{ end: anEnd({ exitCode: 0 }) }, 'Finished, code 0', 'quiet'],
    [{ end: anEnd({ exitCode: 143, requested: 'yes', by: { kind: 'you', name: null } }) }, 'Stopped by you', 'quiet'],
    [{ end: anEnd({ exitCode: 0, requested: 'yes', by: { kind: 'dockerCompose', name: null } }) }, 'Stopped by docker compose', 'quiet'],
    [{ end: anEnd({ exitCode: 0, requested: 'yes', by: { kind: 'notKnown', name: null } }) }, 'Stopped, by whom is not known', 'quiet'],
    [{ end: anEnd({ exitCode: 137, requested: 'yes', by: { kind: 'engine', name: null } }) }, 'Taken down with the engine', 'quiet'],
    [{ end: anEnd({ exitCode: 137, requested: 'notKnown', by: { kind: 'engine', name: null } }) }, 'Taken down with the engine', 'quiet'],
    [{ end: null }, 'Exited', 'quiet'],
  ] as const)('an end is told by its code and by who asked for it (%#)', (facts, what, tone) => {
    const cause = causeOf(aContainer({ state: 'exited', startedAtMs: 0, ...facts }));
    expect([plain(cause?.what), cause?.tone]).toEqual([what, tone]);
  });

  test('a run that ended says how long it ran, where both times are known', () => {
    expect(plain(causeOf(aContainer({ state: 'exited', startedAtMs: 0, end: anEnd({ atMs: 14_000 }) }))?.more)).toBe('Ran 14 s');
    expect(causeOf(aContainer({ state: 'exited', startedAtMs: null, end: anEnd() }))?.more).toBeNull();
  });

  test('a restart loop says what it exits with and how often', () => {
    const cause = causeOf(aContainer({ state: 'restarting', restartCount: 4, restartPolicy: 'always', end: anEnd({ exitCode: 1 }) }));
    expect(cause).toEqual({ what: 'Exited 1, restarted 4 times', more: 'Restart policy always', tone: 'warn' });
  });

  test('a container that runs has no cause', () => {
    expect(['running', 'paused'].map((state) => causeOf(aContainer({ state: state as 'running' })))).toEqual([null, null]);
  });
});

describe('the uptime column', () => {
  test('says how long it is up, and how long unhealthy', () => {
    const words = uptimeWords(aContainer({ startedAtMs: 0, health: 'unhealthy', healthSinceMs: 20 * minute }), 26 * minute);
    expect([plain(words.first), plain(words.second), words.secondIsBad]).toEqual(['26 min', 'unhealthy 6 min', true]);
  });

  test('says the exit code and when, or that it was stopped', () => {
    const ended = uptimeWords(aContainer({ state: 'exited', end: anEnd({ exitCode: 137, atMs: 0 }) }), 3 * minute);
    expect([ended.first, plain(ended.second)]).toEqual(['Exited 137', '3 min ago']);
    expect(uptimeWords(aContainer({ state: 'exited', end: anEnd({ requested: 'yes' }) }), 3 * minute).first).toBe('Stopped');
  });

  test('says nothing that is not known', () => {
    expect(uptimeWords(aContainer({ state: 'created', startedAtMs: null }), minute).first).toBe('–');
    expect(uptimeWords(aContainer({ startedAtMs: null }), minute).first).toBe('–');
  });
});

describe('a reading stands as the present one', () => {
  const sample = (atMs: number) => ({
    atMs,
    cpuPercent: 1,
    memoryBytes: 1,
    memoryCacheBytes: 0,
    memoryLimitBytes: 0,
    networkRxBytes: 0,
    networkTxBytes: 0,
    blockReadBytes: 0,
    blockWriteBytes: 0,
    pids: 1,
  });

  test('while its container runs and it is young', () => {
    expect(isCurrent(sample(90_000), aContainer(), false, 100_000)).toBe(true);
    expect(isCurrent(sample(10_000), aContainer(), false, 100_000)).toBe(false);
    expect(isCurrent(sample(90_000), aContainer({ state: 'exited' }), false, 100_000)).toBe(false);
  });

  test('not when it is of the run before', () => {
    expect(isCurrent(sample(90_000), aContainer({ startedAtMs: 95_000 }), false, 100_000)).toBe(false);
  });

  test('and stays, as the last known, while the engine is away', () => {
    expect(isCurrent(sample(10_000), aContainer(), true, 100_000)).toBe(true);
  });
});

test('a group says what is wrong, the worst first, and how many run', () => {
  const list = [
    aContainer({ health: 'unhealthy' }),
    aContainer({ state: 'restarting' }),
    aContainer(),
    aContainer({ state: 'exited', end: anEnd({ exitCode: 1 }) }),
  ];
  const keys = list.map((it) => containerKey(it.hostId, it.id));
  expect(groupFault(keys, byKey(list))).toEqual({ text: '1 crashed, 1 unhealthy, 1 restarting', tone: 'bad' });
  expect(groupFault(keys.slice(1, 3), byKey(list))).toEqual({ text: '1 restarting', tone: 'warn' });
  expect(groupFault(keys.slice(2, 3), byKey(list))).toBeNull();
  expect(runningCount(keys, byKey(list))).toBe(2);
});
