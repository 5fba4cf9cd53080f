import { afterEach, describe, expect, it } from 'vitest';
import { closeToast, makeToast, showFailure, showToast, useToasts, withToast } from '../../../src-renderer/store/toasts.ts';
import { makeFailure } from '../../../src-shared/failure.ts';

const texts = () => useToasts.getState().toasts.map((it) => it.text);
afterEach(() => useToasts.setState({ toasts: [] }));

describe('toasts', () => {
  it('leave after six seconds, failures only when they are closed', () => {
    expect(makeToast(1, { text: 'Saved', tone: 'plain' }).stayMs).toBe(6_000);
    expect(makeToast(2, { text: 'Port 8080 is taken by web.', tone: 'bad' }).stayMs).toBeNull();
    expect(makeToast(3, { text: 'Removed', tone: 'plain', stayMs: 8_000 }).stayMs).toBe(8_000);
  });

  it('of the same story take each other’s place', () => {
    showToast({ text: 'Stopping web', tone: 'plain', storyId: 'stop' });
    showToast({ text: 'Other', tone: 'plain' });
    showToast({ text: 'Stopped web', tone: 'plain', storyId: 'stop' });
    expect(texts()).toEqual(['Stopped web', 'Other']);
  });

  it('are three at most, and a failure outlives plain ones', () => {
    showToast({ text: 'failure', tone: 'bad' });
    for (const text of ['one', 'two', 'three']) showToast({ text, tone: 'plain' });
    expect(texts()).toEqual(['failure', 'two', 'three']);
  });

  it('drop the oldest failure when all are failures', () => {
    const failures = [1, 2, 3].map((id) => makeToast(id, { text: String(id), tone: 'bad' }));
    expect(withToast(failures, makeToast(4, { text: '4', tone: 'plain' })).map((it) => it.text)).toEqual(['2', '3', '4']);
  });

  it('show a Failure’s sentence, with its facts behind', () => {
    const id = showFailure(makeFailure('docker_api_error', 'Stop web first.', { statusCode: '409' }));
    expect(useToasts.getState().toasts).toMatchObject([
      { text: 'Stop web first.', tone: 'bad', details: 'docker_api_error\nstatusCode: 409' },
    ]);
    closeToast(id);
    expect(texts()).toEqual([]);
  });
});
