import { describe, expect, it } from 'vitest';
import { shownState } from '../../../src-shared/describe.ts';
import { buildWeb, hostId, Stage, web } from './stage.ts';

describe('the feed tells each story once', () => {
  it('a docker stop is one line, whichever of stop and die comes first', () => {
    const dieFirst = new Stage().signal('15').die(143).happen('containerStopped');
    const stopFirst = new Stage().signal('15').happen('containerStopped').die(143);
    expect(dieFirst.feed).toEqual(['Stopped; ran 59\u00a0s (notKnown)']);
    expect(stopFirst.feed).toEqual(['Stopped; ran 59\u00a0s (notKnown)']);
    expect(dieFirst.container && shownState({ ...dieFirst.container })).toBe('stopped');
  });

  it('a stop of a container that ignores SIGTERM says that it had to be killed', () => {
    const stage = new Stage().signal('15').wait(10_000).signal('9').die(137).happen('containerStopped');
    expect(stage.feed).toEqual(['Stopped, had to be killed (notKnown)']);
  });

  it('a docker restart is one line', () => {
    const stage = new Stage().signal('15').die(143).happen('containerStopped').happen('containerStarted').happen('containerRestarted');
    expect(stage.feed).toEqual(['Restarted (notKnown)']);
    expect(stage.container?.state).toBe('running');
  });

  it('a docker kill is not a crash', () => {
    const stage = new Stage().signal('9').die(137);
    expect(stage.feed).toEqual(['Killed (notKnown)']);
    expect(stage.container?.end?.requested).toBe('yes');
  });

  it('a reload signal is told and is not a reason to call a later death a stop', () => {
    const stage = new Stage().signal('HUP').wait(60_000).die(1);
    expect(stage.feed).toEqual(['Sent SIGHUP (notKnown)', 'Exited 1 (itself)']);
    expect(stage.activities[1]?.kind).toBe('crash');
  });

  it('a custom stop signal is a stop', () => {
    const stage = new Stage().signal('28').die(0).happen('containerStopped');
    expect(stage.feed).toEqual(['Stopped; ran 59\u00a0s (notKnown)']);
  });

  it('a rename between the stop signal and the death does not make a crash of it', () => {
    const stage = new Stage().signal('15');
    stage.wait(5).tell({
      type: 'containerRenamed',
      ...stage.about(),
      name: 'web-old',
      oldName: 'web',
    });
    stage.die(143).happen('containerStopped');
    expect(stage.feed).toEqual(['Stopped; ran 59\u00a0s (notKnown)', 'Renamed from web (notKnown)']);
  });

  it('an exit by itself is a crash with its code, or finished with 0', () => {
    expect(new Stage().die(1).feed).toEqual(['Exited 1 (itself)']);
    expect(new Stage().die(139).feed).toEqual(['Crashed: SIGSEGV, exited 139 (itself)']);
    expect(new Stage().die(127).feed).toEqual(['Command not found, exited 127 (itself)']);
    expect(new Stage().die(0).feed).toEqual(['Finished, code 0, after 59\u00a0s (itself)']);
  });

  it('out of memory names the kernel and the limit', () => {
    const stage = new Stage(buildWeb({ memoryLimitBytes: 512 * 1_048_576 })).happen('containerRanOutOfMemory').die(137);
    expect(stage.feed).toEqual(['Out of memory at 512\u00a0MiB (kernel)']);
  });

  it('a child that ran out of memory hours before is not the cause of a death', () => {
    const stage = new Stage().happen('containerRanOutOfMemory').wait(3_600_000).die(1);
    expect(stage.feed).toEqual(['A process was killed for lack of memory (kernel)', 'Exited 1 (itself)']);
  });

  it('a stop while the restart policy waits does not make a stop of the crash before it', () => {
    const stage = new Stage(buildWeb({ restartPolicy: 'always' })).die(1).wait(300).happen('containerStopped');
    expect(stage.feed).toEqual(['Exited 1 (itself)', 'Stopped while it waited to restart (notKnown)']);
    expect(stage.container?.end?.requested).toBe('no');
  });

  it('a restart policy’s restart names the policy and counts the tries', () => {
    const stage = new Stage(buildWeb({ restartPolicy: 'on-failure', restartCount: 2 })).die(1).wait(400).happen('containerStarted');
    expect(stage.feed).toEqual(['Exited 1 (itself)', 'Started again, third try (restartPolicy)']);
  });

  it('what the user does is told as theirs, also when the event comes after the answer', () => {
    const stage = new Stage().operate('stop').signal('15').die(143);
    stage.tell({
      type: 'operationEnded',
      operationId: 'op-1',
      outcome: { ok: true },
    });
    stage.happen('containerStopped');
    expect(stage.feed).toEqual(['Stopped; ran 59\u00a0s (you)']);
    expect(stage.wait(5_000).happen('containerStarted').feed.at(-1)).toBe('Started (notKnown)');
  });

  it('a container that we start and that fails at once did crash', () => {
    const stage = new Stage(buildWeb({ state: 'exited' })).operate('start').happen('containerStarted').wait(40).die(1);
    expect(stage.feed).toEqual(['Started (you)', 'Exited 1 (itself)']);
    expect(stage.container?.end?.requested).toBe('no');
  });

  it('a forced removal is one line, and so is a job run with --rm', () => {
    expect(new Stage().signal('9').die(137).happen('containerRemoved').feed).toEqual(['Removed while it ran (notKnown)']);
    const job = new Stage(buildWeb({ autoRemove: true })).die(3).happen('containerRemoved');
    expect(job.feed).toEqual(['Exited 3, after 59\u00a0s; removed (--rm) (itself)']);
    expect(job.activities[0]?.kind).toBe('lifecycle');
  });

  it('a job that is gone at once after it failed is no crash, though nobody had time to see that it ran with --rm', () => {
    const atOnce = new Stage().die(1).wait(40).happen('containerRemoved');
    expect(atOnce.feed).toEqual(['Exited 1, after 59\u00a0s; removed (itself)']);
    expect(atOnce.activities[0]?.kind).toBe('lifecycle');
    const later = new Stage().die(1).wait(2_000).happen('containerRemoved');
    expect(later.activities[0]?.kind).toBe('crash');
  });

  it('a rename is told of the container under its new name', () => {
    const stage = new Stage();
    stage.tell({ type: 'containerRenamed', ...stage.about(), name: 'web-2', oldName: 'web' });
    expect(stage.activities.map((it) => [it.containerName, it.text])).toEqual([['web-2', 'Renamed from web']]);
  });

  it('a new container that starts at once is one line', () => {
    const stage = new Stage(null);
    const created = buildWeb({
      state: 'created',
      startedAtMs: null,
      project: 'shop',
    });
    stage.tell({ type: 'containerCreated', ...stage.about(), container: created }).happen('containerStarted');
    expect(stage.feed).toEqual(['Created from nginx:1.27 and started (dockerCompose)']);
  });

  it('tells what happened in a gap, and nothing of the first list', () => {
    const stage = new Stage();
    expect(stage.feed).toEqual([]);
    const end = {
      exitCode: 137,
      outOfMemory: false,
      atMs: 61_000,
      requested: 'notKnown' as const,
      by: { kind: 'notKnown' as const, name: null },
    };
    stage.wait(9_000).tell({
      type: 'containersListed',
      hostId,
      atMs: stage.nowMs,
      containers: [buildWeb({ state: 'exited', end })],
    });
    expect(stage.feed).toEqual(['Ended while the engine was out of sight, exited 137 (notKnown)']);
    stage.tell({
      type: 'containersListed',
      hostId,
      atMs: stage.nowMs,
      containers: [],
    });
    expect(stage.feed.at(-1)).toBe('Removed while Quarterdeck could not see it (notKnown)');
  });

  it('tells a crash in a gap from what the engine took down, as the incidents do', () => {
    const lost = (kind: 'refused' | 'notAnswering') => {
      const stage = new Stage().wait(1_000);
      const status = { state: 'reconnecting' as const, sinceMs: stage.nowMs, nextTryAtMs: null, problem: { kind, message: 'Lost.' } };
      stage.tell({ type: 'hostStatusChanged', hostId, atMs: stage.nowMs, status });
      return stage
        .wait(5_000)
        .tell({ type: 'hostStatusChanged', hostId, atMs: stage.nowMs, status: { state: 'connected', sinceMs: stage.nowMs } });
    };
    const listed = (stage: Stage, exitCode: number) => {
      const end = {
        exitCode,
        outOfMemory: false,
        atMs: stage.nowMs - 100,
        requested: 'notKnown' as const,
        by: { kind: 'notKnown' as const, name: null },
      };
      stage.tell({ type: 'containersListed', hostId, atMs: stage.nowMs, containers: [buildWeb({ state: 'exited', end })] });
      return stage.activities.at(-1);
    };
    expect(listed(lost('refused'), 137)).toMatchObject({ kind: 'lifecycle', text: 'Taken down with the engine', by: { kind: 'engine' } });
    expect(listed(lost('refused'), 139)).toMatchObject({ kind: 'crash', text: 'Died while the engine was away, SIGSEGV, exited 139' });
    expect(listed(lost('notAnswering'), 1)).toMatchObject({ kind: 'crash', text: 'Died while the engine was away, exited 1' });
  });

  it('tells of a lost engine once, and how long it was away', () => {
    const stage = new Stage();
    const problem = { kind: 'refused' as const, message: 'Nothing listens.' };
    for (const sinceMs of [60_000, 60_000, 60_000]) {
      stage.tell({
        type: 'hostStatusChanged',
        hostId,
        atMs: stage.nowMs,
        status: {
          state: 'reconnecting',
          sinceMs,
          nextTryAtMs: sinceMs + 500,
          problem,
        },
      });
    }
    stage.wait(40_000).tell({
      type: 'hostStatusChanged',
      hostId,
      atMs: stage.nowMs,
      status: { state: 'connected', sinceMs: stage.nowMs },
    });
    expect(stage.feed).toEqual(['Docker Engine stopped answering (engine)', 'Docker Engine answers again after 40\u00a0s (engine)']);
  });

  it('names you for what your prune removes, and not for what happens elsewhere meanwhile', () => {
    const stopped = new Stage().operate('prune').signal('15').die(143).happen('containerStopped');
    expect(stopped.feed.at(-1)).toContain('(notKnown)');
    expect(new Stage(buildWeb({ state: 'exited' })).operate('prune').happen('containerRemoved').feed).toEqual(['Removed (you)']);
  });

  it('keeps who was behind a death when inspect comes after it', () => {
    const stage = new Stage().operate('stop').signal('15').die(143).happen('containerStopped');
    const end = {
      exitCode: 143,
      outOfMemory: false,
      atMs: stage.nowMs,
      requested: 'notKnown' as const,
      by: { kind: 'notKnown' as const, name: null },
    };
    stage.tell({
      type: 'containerInspected',
      hostId,
      containerId: web,
      atMs: stage.nowMs,
      container: buildWeb({ state: 'exited', end }),
    });
    expect(stage.container?.end).toMatchObject({
      requested: 'yes',
      by: { kind: 'you' },
    });
  });
});

describe('a deletion is one story', () => {
  const deletion = { hostId, containerId: web, name: 'web', undoUntilMs: 70_000 };
  const begun = () => {
    const stage = new Stage().operate('delete').tell({ type: 'deletionBegun', deletion });
    stage.wait(5).tell({ type: 'containerRenamed', ...stage.about(), name: 'web-deleted-aaaaaaaaaaaa', oldName: 'web' });
    return stage.signal('15').die(143).happen('containerStopped');
  };

  it('which the rename, the stop and the removal do not make longer', () => {
    const stage = begun();
    stage
      .tell({ type: 'operationEnded', operationId: 'op-1', outcome: { ok: true } })
      .wait(8_000)
      .happen('containerRemoved');
    expect(stage.feed).toEqual(['Deleted (you)']);
    expect(stage.activities[0]?.containerName).toBe('web');
  });

  it('also when it is undone', () => {
    const stage = begun().wait(2_000).operate('undoDelete');
    stage.tell({ type: 'containerRenamed', ...stage.about(), name: 'web', oldName: 'web-deleted-aaaaaaaaaaaa' });
    stage.tell({ type: 'deletionEnded', hostId, containerId: web, atMs: stage.nowMs }).happen('containerStarted');
    expect(stage.feed).toEqual(['Deleted, then brought back (you)']);
    expect(stage.container?.state).toBe('running');
  });

  it('and where it fails, that is said', () => {
    const stage = new Stage().operate('delete').tell({ type: 'deletionBegun', deletion });
    stage.tell({ type: 'deletionEnded', hostId, containerId: web, atMs: stage.nowMs });
    expect(stage.feed).toEqual(['Could not be deleted (notKnown)']);
  });

  it('a program’s deletion tells its stop, and then that it was one', () => {
    const stage = new Stage().operate('delete').signal('15').die(143).happen('containerStopped');
    expect(stage.feed).toEqual(['Stopped; ran 59\u00a0s (you)']);
    expect(stage.wait(100).happen('containerRemoved').feed).toEqual(['Deleted (you)']);
  });
});
