import { describe, expect, it } from 'vitest';
import { pullFailure } from '../../../src-main/docker/pull-failures.ts';
import { PullProgress, pullLineSchema } from '../../../src-main/docker/pull-progress.ts';

function progressAfter(...lines: unknown[]) {
  const pull = new PullProgress('nginx:alpine');
  for (const line of lines) pull.take(pullLineSchema.parse(line));
  return pull.progress;
}

describe('the progress of a pull', () => {
  it('is not known before the first layer is', () => {
    const progress = progressAfter({ status: 'Pulling from library/nginx', id: 'alpine' }, { status: 'Digest: sha256:1' });
    expect(progress).toEqual({ percent: null, message: 'Pulling nginx:alpine', layers: [] });
  });

  it('counts layers by their size, downloading more than unpacking, and never goes back', () => {
    const first = [
      { id: 'a', status: 'Pulling fs layer' },
      { id: 'b', status: 'Already exists' },
      { id: 'a', status: 'Downloading', progressDetail: { current: 50, total: 100 } },
    ];
    const half = progressAfter(...first);
    expect(half.layers).toEqual([
      { id: 'a', status: 'Downloading', currentBytes: 50, totalBytes: 100 },
      { id: 'b', status: 'Already exists', currentBytes: null, totalBytes: null },
    ]);
    expect(half.percent).toBe(67);
    expect(progressAfter(...first, { id: 'a', status: 'Extracting', progressDetail: { current: 50, total: 100 } }).percent).toBe(92);
    expect(progressAfter(...first, { id: 'a', status: 'Pull complete', progressDetail: {} }).percent).toBe(100);

    const pull = new PullProgress('x');
    const percents = [
      { id: 'a', status: 'Pull complete' },
      { id: 'c', status: 'Downloading', progressDetail: { current: 1, total: 1_000_000 } },
      { id: 'c', status: 'Retrying in 5 seconds' },
      { id: 'd', status: 'Waiting' },
    ].map((line) => {
      pull.take(pullLineSchema.parse(line));
      return pull.progress.percent;
    });
    expect(percents).toEqual([100, 100, 100, 100]);
  });

  it('survives whatever an engine writes, within bounds', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ id: `layer${index}`, status: 's'.repeat(10_000) }));
    const progress = progressAfter({ id: 5, status: {} }, { progressDetail: 'x', id: 'a', status: 'Downloading' }, ...many);
    expect(progress.layers).toHaveLength(256);
    expect(progress.layers[1]?.status).toHaveLength(100);
    expect(progress.percent).toBe(0);
  });
});

describe('a pull that fails', () => {
  it.each([
    [
      "pull access denied for nothing, repository does not exist or may require 'docker login': denied: requested access",
      /does not exist, or its registry asks for a login/,
    ],
    ['manifest for nginx:nope not found: manifest unknown: manifest unknown', /^There is no app:1 in its registry/],
    ['no matching manifest for linux/arm64/v8 in the manifest list entries', /not made for the processor/],
    ['toomanyrequests: You have reached your pull rate limit.', /gives no more of app:1 for now/],
    ['write /var/lib/docker/tmp/GetImageBlob1: no space left on device', /^The engine’s disk is full/],
    ['Get "https://r/v2/": http: server gave HTTP response to HTTPS client', /speaks plain HTTP/],
    ['Get "https://r/v2/": x509: certificate signed by unknown authority', /does not trust the certificate/],
    ['Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host', /its registry can’t be reached/],
    [
      'Get "https://r/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded)',
      /its registry can’t be reached/,
    ],
    ['filesystem layer verification failed for digest sha256:1', /arrived damaged/],
    ['something new', /^app:1 could not be pulled: the engine says “something new”/],
  ])('%s: says what to do', (words, sentence) => {
    expect(pullFailure('app:1', words, null).message).toMatch(sentence);
  });

  it('tells no credentials of a registry’s address', () => {
    const failure = pullFailure('app:1', 'Get "https://me:hunter2@r/v2/": oops', 500);
    expect(JSON.stringify(failure)).not.toContain('hunter2');
    expect(failure.details['statusCode']).toBe('500');
  });
});
