import { describe, expect, it } from 'vitest';
import { detailOf, environmentOf } from '../../../src-main/docker/detail-decode.ts';
import { containerDetailSchema, entryLimit, rawLimit, textLimit } from '../../../src-shared/container-detail.ts';
import { buildContainer } from '../../support/build.ts';

const container = buildContainer({ image: 'nginx' });

const smallest = { Config: {}, State: {} };

describe('the detail of a container', () => {
  it('hides a log driver’s token in what inspect answered', () => {
    const HostConfig = { LogConfig: { Type: 'splunk', Config: { 'splunk-token': 'B5A79AAD', 'splunk-url': 'https://logs.example' } } };
    const { rawJson } = detailOf(container, { ...smallest, HostConfig });
    expect(rawJson).not.toContain('B5A79AAD');
    expect(rawJson).toContain('https://logs.example');
  });

  it('is what inspect says', () => {
    const detail = detailOf(container, {
      Image: 'sha256:1',
      Config: {
        Cmd: ['nginx', '-g', 'daemon off;'],
        Entrypoint: ['/entry.sh'],
        Env: ['PATH=/bin', 'TOKEN=a=b', 'BARE'],
        Labels: { team: 'blue' },
        StopSignal: 'SIGQUIT',
        Healthcheck: { Test: ['CMD-SHELL', 'curl -f localhost'], Interval: 5_000_000_000 },
      },
      State: { Pid: 42, Health: { FailingStreak: 2, Log: [{ End: '2026-11-21T04:00:00Z', Output: 'refused' }] } },
      HostConfig: { NanoCpus: 1_500_000_000 },
      Mounts: [
        { Type: 'volume', Name: 'data', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data', RW: true },
        { Type: 'bind', Source: '/etc/web', Destination: '/etc/web', RW: false },
      ],
      NetworkSettings: { Networks: { shop: { IPAddress: '172.18.0.2', Aliases: ['web'] } } },
    });
    expect(containerDetailSchema.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      command: ['nginx', '-g', 'daemon off;'],
      entrypoint: ['/entry.sh'],
      pid: 42,
      stopSignal: 'SIGQUIT',
      cpuLimit: 1.5,
      mounts: [
        { type: 'volume', source: 'data', destination: '/data', readOnly: false },
        { type: 'bind', source: '/etc/web', destination: '/etc/web', readOnly: true },
      ],
      networks: [{ name: 'shop', address: '172.18.0.2', aliases: ['web'] }],
      labels: [{ key: 'team', value: 'blue' }],
      environmentNames: ['PATH', 'TOKEN', 'BARE'],
      healthCheck: { command: 'curl -f localhost', intervalMs: 5_000, lastOutput: 'refused', failingStreak: 2 },
    });
  });

  it('stands also where the engine leaves out what it can', () => {
    expect(detailOf(container, { ...smallest, NetworkSettings: { Networks: { gone: null } } }).networks).toEqual([
      { name: 'gone', address: '', aliases: [] },
    ]);
    expect(detailOf(container, smallest)).toMatchObject({
      command: [],
      pid: null,
      stopSignal: 'SIGTERM',
      healthCheck: null,
      cpuLimit: null,
    });
    expect(
      detailOf(container, { ...smallest, Config: { Entrypoint: 'one word', Cmd: null, Healthcheck: { Test: ['NONE'] } } }),
    ).toMatchObject({
      entrypoint: ['one word'],
      healthCheck: null,
    });
  });

  it('shows no environment value, not even as JSON', () => {
    const secret = 'hunter2-0123456789';
    const answer = {
      Config: {
        Env: [`PASSWORD=${secret}`, `URL=postgres://me:${secret}@db`],
        CreateCommand: ['podman', 'run', '-e', `A=${secret}`, `--env=B=${secret}`, `-eC=${secret}`],
      },
      State: {},
    };
    expect(JSON.stringify(detailOf(container, answer))).not.toContain(secret);
    expect(environmentOf(answer)).toEqual([
      { key: 'PASSWORD', value: secret },
      { key: 'URL', value: `postgres://me:${secret}@db` },
    ]);
  });

  it('is bounded where labels and lists are huge, and leaves HTML as the text that it is', () => {
    const detail = detailOf(container, {
      Config: {
        Labels: {
          huge: 'x'.repeat(8_388_608),
          html: '<img src=x onerror=alert(1)>',
          ...Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`l${index}`, ''])),
        },
        Cmd: Array.from({ length: 10_000 }, () => 'word'),
        Env: Array.from({ length: 10_000 }, (_, index) => `E${index}=1`),
      },
      State: {},
    });
    expect(detail.labels).toHaveLength(entryLimit);
    expect(detail.labels[0]?.value).toHaveLength(textLimit);
    expect(detail.labels[1]).toEqual({ key: 'html', value: '<img src=x onerror=alert(1)>' });
    expect(detail.command).toHaveLength(entryLimit);
    expect(detail.environmentNames).toHaveLength(entryLimit);
    expect(detail.rawJson.length).toBeLessThanOrEqual(rawLimit);
    expect(JSON.stringify(detail).length).toBeLessThan(262_144);
  });

  it('bounds what is nested without end', () => {
    let nested: unknown = 'core';
    for (let depth = 0; depth < 5_000; depth += 1) nested = { nested };
    expect(detailOf(container, { ...smallest, Extra: nested }).rawJson).toContain('…');
  });

  it('is refused where the answer has no known form', () => {
    expect(() => detailOf(container, { State: 'odd' })).toThrow();
    expect(() => environmentOf(null)).toThrow();
  });
});
