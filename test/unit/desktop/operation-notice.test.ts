import { describe, expect, it } from 'vitest';
import { LongOperations, longMs, noticeOf } from '../../../src-main/desktop/notices/operation-notice.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { makeFailure } from '../../../src-shared/failure.ts';
import type { Actor, Operation, Outcome } from '../../../src-shared/model.ts';

const you: Actor = { kind: 'you', name: null };
const operation = (facts: Partial<Operation> = {}): Operation => ({
  id: 'one',
  hostId: 'local',
  containerId: null,
  kind: 'pull',
  by: you,
  state: 'running',
  sinceMs: 0,
  subject: 'nginx:alpine',
  progress: null,
  cancellable: true,
  ...facts,
});
const told = (it: Operation): Change => ({ type: 'operationChanged', operation: it });
const ended = (operationId: string, outcome: Outcome = { ok: true }): Change => ({ type: 'operationEnded', operationId, outcome });
const batch = (...changes: Change[]) => ({ sequence: 1, changes });
const failed = (message: string): Outcome => ({ ok: false, failure: makeFailure('system_error', message) });

describe('The end of an operation', () => {
  it('is told where it took long, from when it was asked for', () => {
    const long = new LongOperations();
    long.take(batch(told(operation({ state: 'queued' })), told(operation({ state: 'running', sinceMs: 9_000 }))), 9_000);
    expect(long.take(batch(ended('one')), longMs)).toHaveLength(1);
    expect(long.take(batch(ended('one')), longMs)).toHaveLength(0);
  });

  it('is not told of what was quick, nor of what somebody else wanted', () => {
    const long = new LongOperations();
    long.take(batch(told(operation()), told(operation({ id: 'two', by: { kind: 'script', name: 'nightly' } }))), 0);
    expect(long.take(batch(ended('one')), longMs - 1)).toHaveLength(0);
    expect(long.take(batch(ended('two')), longMs * 2)).toHaveLength(0);
  });

  it('is told from another time on where that is wanted', () => {
    const long = new LongOperations(200);
    long.take(batch(told(operation()), told(operation({ id: 'two' }))), 0);
    expect(long.take(batch(ended('one')), 199)).toHaveLength(0);
    expect(long.take(batch(ended('two')), 200)).toHaveLength(1);
  });

  it('reads as a sentence, and says why it failed', () => {
    expect(noticeOf([{ operation: operation(), outcome: { ok: true } }])).toEqual({ title: 'Pulled nginx:alpine', body: '' });
    const notice = noticeOf([{ operation: operation({ kind: 'update', subject: 'web' }), outcome: failed('It did not come back well.') }]);
    expect(notice).toEqual({ title: 'Could not update web', body: 'It did not come back well.' });
  });

  it('holds no markup, no secret and nothing that reorders text', () => {
    const notice = noticeOf([
      { operation: operation({ subject: '<b>web</b>\u202e' }), outcome: failed('password=hunter2 at https://me:pw@host/') },
    ]);
    expect(notice?.title).toBe('Could not pull b web /b');
    expect(notice?.body).not.toMatch(/hunter2|me:pw/);
  });

  it('is told once for several that end together, those that failed by name', () => {
    const web = { operation: operation({ subject: 'web' }), outcome: { ok: true } as const };
    const db = { operation: operation({ subject: 'db' }), outcome: failed('No') };
    expect(noticeOf([web, db])).toEqual({ title: '1 of 2 operations ended well', body: 'Failed: db' });
    expect(noticeOf([web, web])?.title).toBe('2 operations ended');
  });
});
