import { describe, expect, it } from 'vitest';
import { follow, intentOf, mayBecomeStop, type OwnAct, runOf, unseenRun } from '../../../src-main/attention/verdicts/sequence.ts';
import { classifyEnd, classifyOutOfMemory } from '../../../src-main/attention/verdicts/verdict.ts';
import type { ContainerEventChange } from '../../../src-shared/changes.ts';
import type { Container, OperationKind } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';
import { Stage } from '../fleet/stage.ts';

const about = (atMs: number) => ({ hostId: 'h-0123456789ab', containerId: 'a'.repeat(64), atMs, event: null });
const kill = (signal: string, atMs = 0): ContainerEventChange => ({ type: 'containerSignalled', ...about(atMs), signal });
const die = (exitCode: number | null, atMs = 10): ContainerEventChange => ({ type: 'containerDied', ...about(atMs), exitCode });
const plain = (
  type: 'containerStopped' | 'containerStarted' | 'containerRestarted' | 'containerRemoved' | 'containerRanOutOfMemory',
  atMs = 80,
): ContainerEventChange => ({ type, ...about(atMs) });

function judge(
  events: readonly ContainerEventChange[],
  facts: Partial<Container> = {},
  stopSignal: string | null = null,
  own: OwnAct | null = null,
) {
  const container = buildContainer(facts);
  return classifyEnd({ run: runOf(events, own), container, stopSignal, notifyJobs: true, earlier: [] });
}

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

function shuffled<T>(items: readonly T[], roll: (sides: number) => number): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = roll(at + 1);
    const [one, two] = [all[at], all[other]];
    if (one !== undefined && two !== undefined) [all[at], all[other]] = [two, one];
  }
  return all;
}

describe('whether somebody wanted a container to end', () => {
  it('shows by a signal that ends, however it is written, and by no other', () => {
    for (const signal of ['15', 'TERM', 'SIGTERM', 'sigkill', '9', 'INT', '2', 'QUIT', '3'])
      expect(judge([kill(signal), die(1)])?.kind, signal).toBe('stopped');
    for (const signal of ['1', 'HUP', 'USR1', '28', 'WINCH', '', 'NONSENSE', '99'])
      expect(judge([kill(signal), die(1)], {}, '')?.kind, signal).toBe('crashed');
  });

  it('shows by the image’s own stop signal, once inspect has told it', () => {
    expect(judge([kill('28'), die(0)], {}, 'SIGWINCH')?.kind).toBe('stopped');
    expect(judge([kill('28'), die(5)], {}, 'TERM')).toMatchObject({ kind: 'crashed', certain: true });
    expect(judge([kill('28'), die(5)])).toMatchObject({ kind: 'crashed', certain: false });
    expect(judge([kill('28'), die(5), plain('containerStopped')])).toMatchObject({ kind: 'stopped', certain: true });
    expect(mayBecomeStop(runOf([kill('HUP'), die(1, 60_000)]), null)).toBe(false);
  });

  it('counts for one death: a start clears it', () => {
    expect(judge([kill('TERM'), die(0), plain('containerStopped'), plain('containerStarted'), die(1, 90)])?.kind).toBe('crashed');
  });

  it('also where the engine tells of no signal, as Podman does', () => {
    expect(judge([plain('containerStopped', 5), die(143)])?.kind).toBe('stopped');
    expect(judge([die(143), plain('containerStopped', 30)])?.kind).toBe('stopped');
    const died = { ...die(143), event: { action: 'died', attributes: {}, timeNano: '1' } };
    expect(judge([died, plain('containerStopped', 30)], { restartPolicy: 'always' })?.kind).toBe('stopped');
  });

  it('does not where a stop only ended the wait for a restart', () => {
    expect(judge([die(1), plain('containerStopped', 500)], { restartPolicy: 'always' })?.kind).toBe('crashed');
    expect(judge([plain('containerStopped')], { restartPolicy: 'always' })?.what).toBe('Stopped while it waited to restart');
  });

  it.each<readonly [OperationKind, 'stopped' | 'crashed']>([
    ['stop', 'stopped'],
    ['restart', 'stopped'],
    ['restartGracefully', 'stopped'],
    ['remove', 'stopped'],
    ['delete', 'stopped'],
    ['update', 'stopped'],
    ['updateCode', 'stopped'],
    ['start', 'crashed'],
    ['ensureRunning', 'crashed'],
    ['kill', 'crashed'],
    ['pause', 'crashed'],
    ['unpause', 'crashed'],
    ['rename', 'crashed'],
    ['undoDelete', 'crashed'],
  ])('while we %s it: %s', (kind, expected) => {
    const own: OwnAct = { kind, by: { kind: 'you', name: null }, sinceMs: 5 };
    expect(judge([kill('HUP', 6), die(1)], {}, '', own)?.kind).toBe(expected);
    expect(judge([plain('containerStarted', 8), die(1)], {}, '', own)?.kind).toBe('crashed');
  });

  it('does not rest on our clock being the engine’s: what fails after our restart crashed', () => {
    const own: OwnAct = { kind: 'restart', by: { kind: 'you', name: null }, sinceMs: 3_600_000 };
    expect(judge([kill('TERM', 1), die(0, 2), plain('containerStopped', 3)], {}, '', own)?.kind).toBe('stopped');
    const again = [kill('TERM', 1), die(0, 2), plain('containerStopped', 3), plain('containerStarted', 4), die(1, 5)];
    expect(judge(again, {}, '', own)?.kind).toBe('crashed');
  });

  it('keeps no more of a run than it needs, however many signals come', () => {
    let run = unseenRun;
    for (let at = 0; at < 10_000; at += 1) run = follow(run, kill(at % 2 ? 'HUP' : `X${at}`, at), null);
    run = follow(follow(run, kill('HUP', 10_000), null), plain('containerRanOutOfMemory', 10_000), null);
    expect(run.signals.length).toBeLessThanOrEqual(64);
  });
});

describe('memory', () => {
  const oom = (atMs: number) => plain('containerRanOutOfMemory', atMs);
  const inspected = (exitCode: number) => ({
    end: { exitCode, outOfMemory: true, atMs: 10, requested: 'notKnown' as const, by: { kind: 'notKnown' as const, name: null } },
  });

  it('ran out where the kernel said so just before, or inspect does and the code is 137', () => {
    expect(judge([oom(5), die(137)])?.kind).toBe('outOfMemory');
    expect(judge([die(137), oom(12)])?.kind).toBe('outOfMemory');
    expect(judge([die(137)], inspected(137))?.kind).toBe('outOfMemory');
    expect(judge([die(1)], inspected(1))?.kind).toBe('crashed');
    expect(judge([oom(0), die(1, 3_600_000)])?.kind).toBe('crashed');
    expect(judge([die(137)])?.kind).toBe('crashed');
  });

  it('of a child is told without a death, and no stop becomes news by it', () => {
    expect(classifyOutOfMemory({ run: runOf([oom(5)]), container: buildContainer() })?.what).toBe('A process ran out of memory');
    expect(classifyOutOfMemory({ run: runOf([oom(5), die(137)]), container: buildContainer() })).toBeNull();
    expect(judge([kill('TERM'), oom(5), die(137)])?.news).toBe(false);
  });
});

describe('whatever an engine tells, in whatever order', () => {
  const codes = [0, 1, 137, 139, 143, 255, -1, null];
  const signals = ['HUP', '28', 'USR1', 'TERM', '9', '', 'INT', '\u0000'];

  it('nothing throws, neither the verdict nor the feed, and every kind has its words', () => {
    const roll = dice(7);
    const events = () => {
      const atMs = roll(30_000);
      const all: ContainerEventChange[] = [
        kill(signals[roll(signals.length)] ?? '', atMs),
        die(codes[roll(codes.length)] ?? null, atMs),
        plain('containerStopped', atMs),
        plain('containerStarted', atMs),
        plain('containerRestarted', atMs),
        plain('containerRemoved', atMs),
        plain('containerRanOutOfMemory', atMs),
        { type: 'containerHealthChanged', ...about(atMs), health: 'unhealthy' },
        { type: 'containerPaused', ...about(atMs) },
        { type: 'containerCreated', ...about(atMs), container: buildContainer({ hostId: 'h-0123456789ab' }) },
      ];
      return all[roll(all.length)] ?? die(1);
    };
    for (let round = 0; round < 3_000; round += 1) {
      const sequence = Array.from({ length: 1 + roll(12) }, events);
      const policy = ['no', 'always', 'on-failure:2', 'odd'][roll(4)] ?? 'no';
      const verdict = judge(sequence, { restartPolicy: policy, interactive: roll(3) === 0 }, [null, '', 'WINCH'][roll(3)] ?? null);
      if (verdict) expect(verdict.what.length).toBeGreaterThan(5);
      if (round % 10 === 0) new Stage().tell(...sequence);
    }
  });

  it('a stop is never news: not with its events in any order, nor twice, nor beside others', () => {
    const roll = dice(11);
    for (let round = 0; round < 3_000; round += 1) {
      const ending = [kill(['TERM', '9', 'INT', '3'][roll(4)] ?? '9', roll(100))];
      const custom = [kill('WINCH', roll(100)), plain('containerStopped', roll(200))];
      const beside = [
        plain('containerRanOutOfMemory', roll(200)),
        kill('HUP', roll(200)),
        plain('containerRemoved', roll(900)),
        plain('containerRestarted', 300),
      ];
      const asked = roll(2) === 0 ? ending : custom;
      const all = [...asked, die(codes[roll(codes.length)] ?? null, roll(200)), ...beside.filter(() => roll(2) === 0)];
      const doubled = [...all, ...all.filter(() => roll(3) === 0)];
      const verdict = judge(shuffled(doubled, roll), { restartPolicy: roll(2) === 0 ? 'no' : 'always', autoRemove: roll(4) === 0 });
      expect(verdict, JSON.stringify(doubled)).toMatchObject({ kind: 'stopped', news: false });
    }
  });

  it('whether somebody wanted it does not depend on what inspect is late with, once it is certain', () => {
    expect(intentOf(runOf([kill('TERM'), die(0)]), { restartPolicy: 'no', stopSignal: null })).toEqual({
      how: 'kill',
      by: { kind: 'notKnown', name: null },
    });
  });
});
