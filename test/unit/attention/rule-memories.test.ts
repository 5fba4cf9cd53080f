import { describe, expect, it } from 'vitest';
import { RuleMemories } from '../../../src-main/attention/rules/rule-memories.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Actor, OperationKind } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

const web = buildContainer();
const key = containerKey(web.hostId, web.id);
const about = (atMs: number) => ({ hostId: web.hostId, containerId: web.id, atMs, event: null });
const nobody: Actor = { kind: 'notKnown', name: null };
const started = (atMs: number): Change => ({ type: 'containerStarted', ...about(atMs) });
const signalled = (atMs: number, signal: string): Change => ({ type: 'containerSignalled', ...about(atMs), signal });
const inspected = (state: 'exited' | 'restarting'): Change => ({ type: 'containerInspected', ...about(0), container: { ...web, state } });
const died = (atMs: number, requested: 'yes' | 'no'): Change[] => [
  { type: 'containerDied', ...about(atMs), exitCode: 1 },
  { type: 'endExplained', hostId: web.hostId, containerId: web.id, atMs, requested, by: nobody },
];
const operation = (kind: OperationKind, by: Actor): Change => ({
  type: 'operationChanged',
  operation: {
    id: 'o-1',
    hostId: web.hostId,
    containerId: web.id,
    kind,
    by,
    state: 'queued',
    sinceMs: 0,
    subject: 'web',
    progress: null,
    cancellable: false,
  },
});

/** What the rules then know. `ours`: a rule is restarting it. */
function play(changes: readonly Change[], { ours = false, nowMs = 1_000 } = {}) {
  let persons = 0;
  const memories = new RuleMemories(
    () => ours,
    () => {
      persons += 1;
    },
  );
  const touched = memories.take(changes, nowMs);
  return { persons, touched, restarts: memories.of(key).restartsAtMs, mustLeaveAt: (atMs: number) => memories.mustLeave(key, atMs) };
}

describe('what rules remember of a container', () => {
  it('counts starts after deaths that nobody asked for', () => {
    expect(play([started(1), ...died(2, 'no'), started(3), ...died(4, 'no'), started(5)]).restarts).toEqual([3, 5]);
    expect(play([started(1), ...died(2, 'yes'), started(3)]).restarts).toEqual([]);
  });

  it('forgets one that is not listed any more, and those of a host that is forgotten', () => {
    const restarted = [started(1), ...died(2, 'no'), started(3)];
    const listed = (containers: (typeof web)[]): Change => ({ type: 'containersListed', hostId: web.hostId, atMs: 4, containers });
    expect(play([...restarted, listed([web])]).restarts).toEqual([3]);
    expect(play([...restarted, listed([])]).restarts).toEqual([]);
    expect(play([...restarted, { type: 'hostForgotten', hostId: web.hostId, atMs: 4 }]).restarts).toEqual([]);
  });

  it('knows a person who starts it from a restart policy and from a rule', () => {
    expect(play([...died(2, 'no'), inspected('restarting'), started(3)]).persons).toBe(0);
    expect(play([...died(2, 'no'), inspected('exited'), started(3)]).persons).toBe(1);
    expect(play([...died(2, 'yes'), started(3)]).persons).toBe(1);
    expect(play([...died(2, 'no'), inspected('exited'), started(3)], { ours: true }).persons).toBe(0);
  });

  it('knows what is asked for through Quarterdeck', () => {
    expect(play([operation('restart', { kind: 'you', name: null })]).persons).toBe(1);
    expect(play([operation('stop', { kind: 'script', name: 'ci' })]).persons).toBe(1);
    expect(play([operation('restart', { kind: 'rule', name: 'Keep it up' })]).persons).toBe(0);
    expect(play([operation('rename', { kind: 'you', name: null })]).persons).toBe(0);
  });

  it('leaves a container that is being stopped, until it starts anew', () => {
    const stopping = play([signalled(1, '15')]);
    expect([stopping.mustLeaveAt(500_000), stopping.mustLeaveAt(700_000)]).toEqual([true, false]);
    const reloaded = play([signalled(1, 'SIGHUP')]);
    expect([reloaded.mustLeaveAt(10_000), reloaded.mustLeaveAt(20_000)]).toEqual([true, false]);
    expect(play([signalled(1, '15'), started(2)]).mustLeaveAt(1_001)).toBe(false);
    expect(play([signalled(1, '15')], { ours: true }).mustLeaveAt(1_001)).toBe(false);
    expect(play([operation('stop', { kind: 'you', name: null })]).mustLeaveAt(1_001)).toBe(true);
  });

  it('names what must be looked at again', () => {
    expect([...play([started(1)]).touched.keys]).toEqual([key]);
    expect([
      ...play([{ type: 'hostStatusChanged', hostId: 'h-1', atMs: 0, status: { state: 'connected', sinceMs: 0 } }]).touched.hostIds,
    ]).toEqual(['h-1']);
    expect(play([{ type: 'hostSeen', hostId: 'h-1', atMs: 0 }]).touched).toEqual({ keys: new Set(), hostIds: new Set() });
  });
});
