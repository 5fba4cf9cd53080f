import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '../../../src-shared/changes.ts';
import type { Container } from '../../../src-shared/model.ts';
import { aContainer, hostId, idOf, toldOnceStage } from './told-once-stage.ts';

const beganMs = 100_000;

beforeEach(() => {
  vi.useFakeTimers({ now: beganMs });
});
afterEach(() => {
  vi.useRealTimers();
});

const died = (index: number): Change => ({
  type: 'containerDied',
  hostId,
  containerId: idOf(index),
  atMs: Date.now(),
  event: null,
  exitCode: 1,
});
const lost = (): Change => {
  const problem = { kind: 'connectionLost', message: 'The connection broke.' } as const;
  return { type: 'hostStatusChanged', hostId, atMs: Date.now(), status: { state: 'reconnecting', sinceMs: 0, nextTryAtMs: null, problem } };
};
const listed = (...containers: Container[]): Change => ({ type: 'containersListed', hostId, atMs: Date.now(), containers });
const ended = (atMs: number) => {
  const end = { atMs, exitCode: 1, outOfMemory: false, requested: 'notKnown', by: { kind: 'notKnown', name: null } } as const;
  return { state: 'exited', end } as const;
};

function stage() {
  const all = toldOnceStage(1, () => false);
  const then = async (...changes: readonly Change[]) => {
    all.deliver(...changes);
    await vi.advanceTimersByTimeAsync(5_000);
  };
  return { ...all, then, told: () => all.incidents().map((it) => `${it.containers[0]?.name} ${it.kind} ${it.deaths}`) };
}

describe('around a time in which nobody looked', () => {
  it('a container that had died and was started meanwhile is told when it dies next', async () => {
    const { then, told, end } = stage();
    await then(died(0));
    expect(told()).toEqual(['c0 crashed 1']);
    await then(lost());
    await then(listed(aContainer(0, { startedAtMs: Date.now() - 1_000 })));
    await then(died(0));
    expect(told()).toEqual(['c0 crashed 2']);
    end();
  });

  it('one that was made and died meanwhile is told, and none that was dead before', async () => {
    const { then, told, end } = stage();
    await then(died(0));
    const dead = aContainer(0, ended(Date.now() - 5_000));
    await then(lost());
    await then(listed(dead, aContainer(1, { startedAtMs: Date.now() - 3_000, ...ended(Date.now() - 2_000) })));
    expect(told()).toEqual(['c0 crashed 1', 'c1 diedUnseen 1']);
    end();
  });

  it('one that had died, ran and died again meanwhile is told of that too', async () => {
    const { then, told, end } = stage();
    await then(died(0));
    await then(lost());
    await then(listed(aContainer(0, { startedAtMs: Date.now() - 3_000, ...ended(Date.now() - 500) })));
    expect(told()).toEqual(['c0 diedUnseen 2']);
    end();
  });
});
