import { describe, expect, it } from 'vitest';
import { prunable, pruneQuestion } from '../../../src-renderer/store/prune.ts';
import { buildContainer, buildHost } from '../../support/build.ts';

const hosts = new Map([['h-1', buildHost()]]);
const stopped = Array.from({ length: 7 }, (_, index) =>
  buildContainer({ id: String(index).repeat(64), name: `job-${index}`, state: 'exited' }),
);

describe('removing all that do not run', () => {
  it('takes created, exited and dead ones, and nothing that runs, waits or is paused', () => {
    const all = (['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const).map((state) =>
      buildContainer({ state }),
    );
    expect(prunable(hosts, all).map((it) => it.state)).toEqual(['created', 'exited', 'dead']);
  });

  it('leaves out hosts that do not answer, as nobody sees what is on them now', () => {
    const problem = { kind: 'refused' as const, message: '' };
    const lost = buildHost({ status: { state: 'reconnecting', sinceMs: 0, nextTryAtMs: null, problem } });
    expect(prunable(new Map([['h-1', lost]]), stopped)).toEqual([]);
  });

  it('asks by name, where, and what stays', () => {
    const question = pruneQuestion(stopped, hosts);
    expect(question.title).toBe('Remove 7 stopped containers?');
    expect(question.body).toContain('job-0, job-1, job-2, job-3, job-4 and 2 more on This machine');
    expect(question.body).toContain('volumes stay');
  });

  it('says how many of them crashed, as they stand under another state', () => {
    const end = { exitCode: 1, outOfMemory: false, atMs: 0, requested: 'no' as const, by: { kind: 'itself' as const, name: null } };
    const crashed = buildContainer({ state: 'exited', end, startedAtMs: 0 });
    expect(pruneQuestion([...stopped, crashed], hosts).body).toContain('1 of them crashed');
  });
});
