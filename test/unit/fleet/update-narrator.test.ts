import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src-shared/model.ts';
import { buildWeb, hostId, Stage, web } from './stage.ts';

const fresh = 'b'.repeat(64);
const short = web.slice(0, 12);

class UpdateStage extends Stage {
  private on(containerId: string) {
    return { hostId, containerId, atMs: this.nowMs, event: null };
  }

  /** All that the engine tells until the new container runs. */
  replace(): this {
    const newcomer = buildWeb({ id: fresh, name: `web-replacing-${short}`, state: 'created', startedAtMs: null });
    this.wait(5).tell({ type: 'containerCreated', ...this.on(fresh), container: newcomer });
    this.signal('SIGTERM').die(143).happen('containerStopped');
    this.tell({ type: 'containerRenamed', ...this.on(web), name: `web-replaced-${short}`, oldName: 'web' });
    this.tell({ type: 'containerRenamed', ...this.on(fresh), name: 'web', oldName: newcomer.name });
    return this.tell({ type: 'containerStarted', ...this.on(fresh) });
  }

  newDies(exitCode: number): this {
    return this.wait(5).tell({ type: 'containerDied', ...this.on(fresh), exitCode });
  }

  newRemoved(): this {
    return this.tell({ type: 'containerRemoved', ...this.on(fresh) });
  }

  end(outcome: Outcome): this {
    return this.wait(5).tell({ type: 'operationEnded', operationId: 'op-1', outcome });
  }
}

const failure = (details: Record<string, string>): Outcome => ({
  ok: false,
  failure: { kind: 'docker_api_error', message: 'It ended by itself, exit code 3.', details, atMs: 0 },
});

describe('the feed of an update', () => {
  it('is one line for all that the engine did to two containers', () => {
    const stage = new UpdateStage().operate('update').replace();
    expect(stage.feed).toEqual([]);
    stage.end({ ok: true }).happen('containerRemoved');
    expect(stage.feed).toEqual(['Updated (you)']);
    expect(stage.activities[0]).toMatchObject({ containerId: fresh, containerName: 'web' });
  });

  it('tells at once of a new container that crashes after the update', () => {
    const stage = new UpdateStage().operate('updateCode').replace().end({ ok: true }).happen('containerRemoved').newDies(1);
    expect(stage.feed).toEqual(['Updated with new code (you)', 'Exited 1 (itself)']);
  });

  it('that failed says that it was rolled back and why, and not that something crashed', () => {
    const stage = new UpdateStage().operate('updateCode').replace().newDies(3).newRemoved();
    stage.end(failure({ rolledBack: 'yes' })).happen('containerStarted');
    expect(stage.feed).toEqual(['Update failed, rolled back (you)']);
    expect(stage.activities[0]).toMatchObject({
      containerId: web,
      facts: [{ label: 'Why', value: 'It ended by itself, exit code 3.' }],
    });
    stage.wait(2_000).die(1);
    expect(stage.feed.at(-1)).toBe('Exited 1 (itself)');
  });

  it('says nothing of one that was refused before anything was done, and of a cancelled one that it was', () => {
    const refused = new UpdateStage().operate('update').end(failure({}));
    expect(refused.feed).toEqual([]);
    const cancelled = new UpdateStage()
      .operate('update')
      .replace()
      .end(failure({ cancelled: 'yes', rolledBack: 'yes' }));
    expect(cancelled.feed).toEqual(['Update cancelled, rolled back (you)']);
  });
});
