import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import { applyChanges } from '../../../src-shared/apply-changes.ts';
import type { Batch, Change } from '../../../src-shared/changes.ts';
import { fromSnapshot } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Operation } from '../../../src-shared/model.ts';
import { buildHost } from '../../support/build.ts';
import { buildWeb, hostId } from './stage.ts';

const listed: Change = {
  type: 'containersListed',
  hostId,
  atMs: 1,
  containers: [buildWeb()],
};

function seen(atMs: number): Change {
  return { type: 'hostSeen', hostId, atMs };
}

const pausing: Operation = {
  id: 'pausing',
  hostId,
  containerId: buildWeb().id,
  kind: 'pause',
  by: { kind: 'you', name: null },
  state: 'running',
  sinceMs: 1,
  subject: 'web',
  progress: null,
  cancellable: false,
};

describe('the keeper', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends a lone change at once and gathers a flood per frame, losing nothing', () => {
    const keeper = new FleetKeeper({ frameMs: 16 });
    const batches: Batch[] = [];
    keeper.onBatch((batch) => batches.push(batch));
    keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }]);
    expect(batches).toHaveLength(1);
    for (let index = 1; index <= 1_000; index += 1) keeper.tell([seen(index)]);
    expect(batches).toHaveLength(1);
    vi.advanceTimersByTime(16);
    expect(batches).toHaveLength(2);
    expect(batches[1]?.changes).toHaveLength(1_000);
    expect(batches.map((batch) => batch.sequence)).toEqual([1, 2]);
    keeper.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('what happens right after a sign of life waits for nothing, but signs of life wait for a frame', () => {
    const keeper = new FleetKeeper({ frameMs: 16 });
    keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }, listed]);
    vi.advanceTimersByTime(100);
    const batches: string[][] = [];
    keeper.onBatch(({ changes }) => batches.push(changes.map((it) => it.type)));
    keeper.tell([seen(1)]);
    keeper.tell([seen(2)]);
    expect(batches).toEqual([['hostSeen']]);
    keeper.tell([{ type: 'containerPaused', hostId, containerId: buildWeb().id, atMs: 60_000, event: null }], { narrate: false });
    expect(batches).toEqual([['hostSeen'], ['hostSeen', 'containerPaused']]);
    keeper.tell([seen(3)]);
    expect(batches).toHaveLength(2);
    vi.advanceTimersByTime(16);
    expect(batches).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
    keeper.dispose();
  });

  describe('while an action is under way', () => {
    const paused: Change = { type: 'containerPaused', hostId, containerId: buildWeb().id, atMs: 60_000, event: null };
    const stage = () => {
      const keeper = new FleetKeeper({ frameMs: 16 });
      keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }, listed]);
      vi.advanceTimersByTime(100);
      const batches: string[][] = [];
      keeper.onBatch(({ changes }) => batches.push(changes.map((it) => it.type)));
      keeper.tell([{ type: 'operationChanged', operation: { ...pausing, state: 'queued' } }]);
      keeper.tell([{ type: 'operationChanged', operation: pausing }]);
      return { keeper, batches };
    };

    it('knows of it at once, and tells its beginning, what it did and its end together, behind the answer', () => {
      const { keeper, batches } = stage();
      expect(keeper.fleet.operations.get(pausing.id)).toEqual(pausing);
      vi.advanceTimersByTime(20);
      keeper.tell([paused]);
      expect(keeper.fleet.containers.get(containerKey(hostId, buildWeb().id))?.state).toBe('paused');
      vi.advanceTimersByTime(5);
      keeper.tell([{ type: 'operationEnded', operationId: pausing.id, outcome: { ok: true } }]);
      expect(batches).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(batches).toEqual([['operationChanged', 'operationChanged', 'containerPaused', 'activityTold', 'operationEnded']]);
      keeper.dispose();
      expect(vi.getTimerCount()).toBe(0);
    });

    it('tells of one that takes longer, and of what it does on its way', () => {
      const { keeper, batches } = stage();
      vi.advanceTimersByTime(40);
      expect(batches).toEqual([['operationChanged', 'operationChanged']]);
      vi.advanceTimersByTime(100);
      keeper.tell([paused]);
      vi.advanceTimersByTime(16);
      expect(batches[1]).toEqual(['containerPaused', 'activityTold']);
      keeper.dispose();
    });

    it('tells at once what happens to another container, with all that came before', () => {
      const { keeper, batches } = stage();
      keeper.tell([paused]);
      keeper.tell([{ ...paused, containerId: 'f'.repeat(64) }]);
      expect(batches).toEqual([['operationChanged', 'operationChanged', 'containerPaused', 'activityTold', 'containerPaused']]);
      keeper.dispose();
    });
  });

  it('tells the same of changes that come together as of those that come one by one, and changes no fleet that was handed out', () => {
    const about = { hostId, containerId: buildWeb().id, atMs: 60_000, event: null };
    const changes: Change[] = [
      { type: 'hostFound', host: buildHost({ id: hostId }) },
      listed,
      { type: 'containerDied', ...about, exitCode: 1 },
      { type: 'containerStarted', ...about, atMs: 61_000 },
      { type: 'containerRenamed', ...about, name: 'other', oldName: 'web' },
    ];
    const together = new FleetKeeper({ now: () => 60_000 });
    const oneByOne = new FleetKeeper({ now: () => 60_000 });
    together.tell(changes.slice(0, 2));
    const before = together.fleet;
    const copy = structuredClone({ containers: before.containers, activities: before.activities });
    together.tell(changes.slice(2));
    for (const change of changes) oneByOne.tell([change]);
    expect(together.fleet).toEqual(oneByOne.fleet);
    expect(together.fleet.activities).toHaveLength(3);
    expect({ containers: before.containers, activities: before.activities }).toEqual(copy);
    together.dispose();
    oneByOne.dispose();
  });

  it('a snapshot and the batches after it give the same fleet as all batches', () => {
    const keeper = new FleetKeeper();
    keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }, listed]);
    keeper.tell([seen(5)]);
    const snapshot = keeper.snapshot();
    let mirror = fromSnapshot(snapshot);
    keeper.onBatch((batch) => {
      expect(batch.sequence).toBe(snapshot.sequence + 1);
      mirror = applyChanges(mirror, batch.changes);
    });
    keeper.tell([seen(9)]);
    vi.advanceTimersByTime(100);
    expect(mirror).toEqual(keeper.fleet);
    keeper.dispose();
  });

  it('everybody is told in order, though somebody has something to tell while a batch is handed round', () => {
    const keeper = new FleetKeeper();
    const mirror: Change[] = [];
    const sequences: number[] = [];
    // As Electron does, which runs what is waiting once it has sent a batch to the window.
    keeper.onBatch(({ sequence }) => sequence === 1 && keeper.tell([seen(9)], { atOnce: true }));
    keeper.onBatch(({ sequence, changes }) => {
      sequences.push(sequence);
      mirror.push(...changes);
    });
    keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }]);
    expect(sequences).toEqual([1, 2]);
    expect(mirror.map(({ type }) => type)).toEqual(['hostFound', 'hostSeen']);
    keeper.dispose();
  });

  it('an announcement shows a window that was hidden how much it has missed', () => {
    const keeper = new FleetKeeper();
    const sequences: number[] = [];
    keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }]);
    keeper.onBatch((batch) => sequences.push(batch.sequence));
    keeper.announce();
    expect(sequences).toEqual([keeper.snapshot().sequence]);
    keeper.dispose();
  });

  it('parts of the fleet that nothing touched keep their identity', () => {
    const keeper = new FleetKeeper();
    keeper.tell([{ type: 'hostFound', host: buildHost({ id: hostId }) }, listed]);
    const { containers, activities } = keeper.fleet;
    keeper.tell([seen(7)]);
    expect(keeper.fleet.containers).toBe(containers);
    expect(keeper.fleet.activities).toBe(activities);
    keeper.dispose();
  });
});
