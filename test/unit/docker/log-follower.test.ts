import { describe, expect, it } from 'vitest';
import { LogFollower } from '../../../src-main/docker/log-follower.ts';
import type { LineSink } from '../../../src-main/docker/log-lines.ts';
import { type LogEnd, type LogPosition, type OpenLog, sinceParameter } from '../../../src-main/docker/logs.ts';
import { fail, type Result, succeed } from '../../../src-shared/failure.ts';
import type { LogChunk } from '../../../src-shared/logs.ts';

interface Opening {
  readonly after: LogPosition | null;
  say(stamp: string, text: string): void;
  end(end: LogEnd): void;
}

/** A follower over a log whose openings the test plays. */
function follow(refusals: (Result<never> | null)[] = []) {
  const controller = new AbortController();
  const sent: Omit<LogChunk, 'streamId'>[] = [];
  const openings: Opening[] = [];
  const waiting: (() => void)[] = [];
  const follower = new LogFollower({
    name: 'web',
    signal: controller.signal,
    gatherMs: 0,
    firstRetryMs: 1,
    longestRetryMs: 2,
    send: (chunk) => sent.push(chunk),
    open: async (after, sink: LineSink): Promise<Result<OpenLog>> => {
      const refusal = refusals.shift();
      if (refusal) return refusal;
      const ended = new Promise<LogEnd>((resolve) => {
        openings.push({
          after,
          say: (stamp, text) => sink({ atMs: 0, stream: 'stdout', text, cut: false }, stamp),
          end: resolve,
        });
      });
      waiting.shift()?.();
      return succeed({ ended });
    },
  });
  const nextOpening = () => new Promise<void>((resolve) => waiting.push(resolve));
  const lastWord = async () => {
    while (!sent.at(-1)?.ended) await new Promise((resolve) => setImmediate(resolve));
    return sent.at(-1)?.ended;
  };
  return { follower, controller, sent, openings, nextOpening, lastWord };
}

describe('a followed log', () => {
  it('goes on after the container’s restart, behind the last line', async () => {
    const { follower, openings, nextOpening } = follow();
    await follower.start();
    openings[0]?.say('t1', 'a');
    openings[0]?.say('t2', 'b');
    openings[0]?.say('t2', 'c');
    const reopened = nextOpening();
    openings[0]?.end({ state: 'stopped' });
    follower.wake();
    await reopened;
    expect(openings.map((it) => it.after)).toEqual([null, { stamp: 't2', lines: 2 }]);
  });

  it('is opened again at once where the start came before the end of the stream', async () => {
    const { follower, openings, nextOpening } = follow();
    await follower.start();
    const reopened = nextOpening();
    follower.wake();
    openings[0]?.end({ state: 'stopped' });
    await reopened;
    expect(openings).toHaveLength(2);
  });

  it('is tried again by itself when the connection broke, until the engine answers', async () => {
    const away = () => fail('socket_communication_error', 'Docker Engine does not answer. Try again when it does.');
    const refusals: (Result<never> | null)[] = [null, away(), away(), null];
    const { follower, openings, nextOpening } = follow(refusals);
    const first = nextOpening();
    await follower.start();
    await first;
    const reopened = nextOpening();
    openings[0]?.end({ state: 'lost' });
    await reopened;
    expect(refusals).toEqual([]);
  });

  it('ends once the container was removed', async () => {
    const { follower, openings, sent, lastWord } = follow();
    await follower.start();
    openings[0]?.say('t1', 'bye');
    follower.stop();
    openings[0]?.end({ state: 'stopped' });
    expect(await lastWord()).toEqual({ failed: false, message: 'web was removed. This is all that its log held.' });
    expect(sent.flatMap((it) => it.lines).map((it) => it.text)).toEqual(['bye']);
  });

  it('ends in the same way if the engine does not know the container any more', async () => {
    const { follower, openings, lastWord } = follow([null, fail('docker_api_error', 'gone', { statusCode: '404' })]);
    await follower.start();
    openings[0]?.end({ state: 'stopped' });
    follower.wake();
    expect(await lastWord()).toMatchObject({ failed: false });
  });

  it('ends as failed if the engine refuses to read it', async () => {
    const { follower, openings, lastWord } = follow([
      null,
      fail('docker_api_error', 'web keeps no log that can be read.', { statusCode: '501' }),
    ]);
    await follower.start();
    openings[0]?.end({ state: 'lost' });
    expect(await lastWord()).toEqual({ failed: true, message: 'web keeps no log that can be read.' });
  });

  it('says nothing more once it was closed', async () => {
    const { follower, controller, openings, sent } = follow();
    await follower.start();
    openings[0]?.say('t1', 'never read');
    controller.abort();
    openings[0]?.end({ state: 'lost' });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([]);
  });
});

describe('sinceParameter', () => {
  it('keeps the nanoseconds that a number would lose', () => {
    expect(sinceParameter('2026-11-21T04:01:23.123456789Z')).toBe('1795233683.123456789');
    expect(sinceParameter('2026-11-21T06:01:23.5+02:00')).toBe('1795233683.500000000');
    expect(sinceParameter('2026-11-21T04:01:23Z')).toBe('1795233683.000000000');
  });
});
