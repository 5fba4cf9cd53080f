import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WakeGuard } from '../../../src-main/docker/systemd.ts';
import { RetryDelays } from '../../../src-main/lib/backoff.ts';
import { openScope } from '../../../src-main/lib/scope.ts';
import { Alarm } from '../../../src-main/lib/wait.ts';
import { ChangeOutbox } from '../../../src-main/watcher/change-outbox.ts';
import { ContainerBook } from '../../../src-main/watcher/container-book.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { container } from './facts.ts';

const seen = (atMs: number): Change => ({ type: 'hostSeen', hostId: 'h-1', atMs });

describe('Changes on their way to the core', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('go at once when there is one, and in batches when there are many', async () => {
    const sent: number[][] = [];
    const outbox = new ChangeOutbox((changes) => sent.push(changes.map((it) => ('atMs' in it ? it.atMs : 0))), 4);
    outbox.tell(seen(1));
    expect(sent).toEqual([[1]]);
    outbox.tell(seen(2), seen(3));
    outbox.tell(seen(4));
    expect(sent).toEqual([[1]]);
    await vi.advanceTimersByTimeAsync(4);
    expect(sent).toEqual([[1], [2, 3, 4]]);
    await vi.advanceTimersByTimeAsync(4);
    outbox.tell(seen(5));
    outbox.tell();
    expect(sent).toEqual([[1], [2, 3, 4], [5]]);
    outbox.tell(seen(6));
    outbox.flush();
    expect(sent.at(-1)).toEqual([6]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('which containers run', () => {
  const event = (type: 'containerStarted' | 'containerPaused' | 'containerUnpaused' | 'containerRemoved', containerId: string): Change => ({
    type,
    hostId: 'h-1',
    atMs: 0,
    containerId,
    event: null,
  });

  it('follows the list and the events, paused ones running too', () => {
    const book = new ContainerBook();
    book.replace([container('a'), container('b', { state: 'exited' }), container('c', { state: 'restarting' })]);
    expect([...book.running()]).toEqual(['a']);
    book.apply(event('containerStarted', 'b'));
    book.apply(event('containerPaused', 'a'));
    expect([...book.running()]).toEqual(['a', 'b']);
    book.apply({ type: 'containerDied', hostId: 'h-1', atMs: 0, containerId: 'b', event: null, exitCode: 0 });
    book.apply(event('containerRemoved', 'a'));
    expect([...book.running()]).toEqual([]);
    expect(book.replace([container('b')])).toEqual(['c']);
  });

  it('leaves no trace of a container that is already gone', () => {
    const book = new ContainerBook();
    book.apply(event('containerStarted', 'ghost'));
    expect(book.has('ghost')).toBe(false);
  });
});

describe('an engine that was stopped on purpose', () => {
  it('is asked about rarely, and at once when its pid file comes or goes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qd-guard-'));
    const pidFile = join(folder, 'docker.pid');
    let state = 'inactive';
    const ask = vi.fn(async () => state);
    const guard = new WakeGuard(ask, pidFile, 10_000);
    expect(await guard.isStoppedOnPurpose(0)).toBe(true);
    expect(await guard.isStoppedOnPurpose(9_999)).toBe(true);
    expect(ask).toHaveBeenCalledTimes(1);
    state = 'active';
    writeFileSync(pidFile, '1');
    expect(await guard.isStoppedOnPurpose(9_999)).toBe(false);
    rmSync(pidFile);
    state = 'failed';
    expect(await guard.isStoppedOnPurpose(9_999)).toBe(true);
    state = 'activating';
    expect(await guard.isStoppedOnPurpose(20_000)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('is not suspected where systemd does not say', async () => {
    expect(await new WakeGuard(async () => null, '/nowhere').isStoppedOnPurpose()).toBe(false);
  });
});

describe('waiting', () => {
  it('between tries grows to the longest, with jitter, and starts anew after a success', () => {
    const delays = new RetryDelays({ shortestMs: 250, longestMs: 30_000 });
    const many = Array.from({ length: 200 }, () => delays.next());
    expect(Math.min(...many)).toBeGreaterThanOrEqual(250);
    expect(Math.max(...many)).toBeLessThanOrEqual(30_000);
    expect(Math.max(...many)).toBeGreaterThan(5_000);
    delays.reset();
    expect(delays.next()).toBeLessThanOrEqual(500);
  });

  it('is cut short by a ring, also by one that came before', async () => {
    const alarm = new Alarm();
    const { signal } = new AbortController();
    const waiting = alarm.wait(60_000, signal);
    alarm.ring();
    expect(await waiting).toBe(true);
    alarm.ring();
    expect(await alarm.wait(60_000, signal)).toBe(true);
    expect(await alarm.wait(1, signal)).toBe(false);
  });

  it('ends with its scope, and a scope ends with the one around it', async () => {
    const outer = new AbortController();
    const inner = openScope(outer.signal);
    const waiting = new Alarm().wait(60_000, inner.signal);
    outer.abort();
    expect(await waiting).toBe(false);
    expect(inner.signal.aborted).toBe(true);
    expect(openScope(outer.signal).signal.aborted).toBe(true);
  });
});
