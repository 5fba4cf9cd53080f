import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Reinspector } from '../../../src-main/watcher/reinspector.ts';
import type { Container } from '../../../src-shared/model.ts';
import { container } from './facts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A reinspector whose inspects are answered by hand. */
function scene({ atOnce = 2 } = {}) {
  const asked: { id: string; answer: (container: Container | null) => Promise<void>; fail: (error: Error) => Promise<void> }[] = [];
  const told: string[] = [];
  const failed: string[] = [];
  const controller = new AbortController();
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const reinspector = new Reinspector({
    inspect: (id) =>
      new Promise((resolve, reject) => {
        asked.push({
          id,
          answer: (it) => {
            resolve(it);
            return settle().then();
          },
          fail: (error) => {
            reject(error);
            return settle().then();
          },
        });
      }),
    onInspected: (it) => told.push(it.id),
    onFailed: (id) => failed.push(id),
    settleMs: 15,
    gapMs: 100,
    atOnce,
    signal: controller.signal,
  });
  return { reinspector, asked, told, failed, controller, ids: () => asked.map((it) => it.id) };
}

describe('a container is inspected after its events', () => {
  it('once for several that come together', async () => {
    const { reinspector, asked, told } = scene();
    for (let event = 0; event < 5; event += 1) reinspector.mark('a');
    await vi.advanceTimersByTimeAsync(15);
    expect(asked).toHaveLength(1);
    await asked[0]?.answer(container('a'));
    expect(told).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(1);
  });

  it('again if something happened while the answer was under way, and the older answer is not told', async () => {
    const { reinspector, asked, told } = scene();
    reinspector.mark('a');
    await vi.advanceTimersByTimeAsync(15);
    reinspector.mark('a');
    await asked[0]?.answer(container('a'));
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    await asked[1]?.answer(container('a'));
    expect(told).toEqual(['a']);
  });

  it('at most so many at once, however many there are', async () => {
    const { reinspector, asked, ids } = scene({ atOnce: 2 });
    for (const id of ['a', 'b', 'c']) reinspector.mark(id);
    await vi.advanceTimersByTimeAsync(15);
    expect(ids()).toEqual(['a', 'b']);
    await asked[0]?.answer(container('a'));
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('but not told once it was removed', async () => {
    const { reinspector, asked, told } = scene();
    reinspector.mark('a');
    await vi.advanceTimersByTimeAsync(15);
    reinspector.drop('a');
    await asked[0]?.answer(container('a'));
    expect(told).toEqual([]);
    reinspector.mark('b');
    reinspector.drop('b');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(1);
  });

  it('a few times more when it fails, and then no more until the next event', async () => {
    const { reinspector, asked, failed } = scene();
    reinspector.mark('a');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      await asked[attempt]?.fail(new Error('late'));
    }
    expect(asked).toHaveLength(3);
    expect(failed).toEqual(['a', 'a', 'a']);
    reinspector.mark('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(4);
  });

  it('and never again after the end', async () => {
    const { reinspector, asked, told, controller } = scene();
    reinspector.mark('a');
    await vi.advanceTimersByTimeAsync(15);
    reinspector.mark('b');
    controller.abort();
    await asked[0]?.answer(container('a'));
    reinspector.mark('c');
    await vi.advanceTimersByTimeAsync(1_000);
    expect({ told, asked: asked.length, timers: vi.getTimerCount() }).toEqual({ told: [], asked: 1, timers: 0 });
  });
});
