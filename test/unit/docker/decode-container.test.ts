import { describe, expect, it } from 'vitest';
import { decodeInspect } from '../../../src-main/docker/decode-inspect.ts';
import { decodeList } from '../../../src-main/docker/decode-list.ts';
import { containerSchema } from '../../../src-shared/model.ts';
import { inspect20, inspect29Created, inspectPodman, list20 } from './fixtures/containers.ts';

const at = (text: string) => Date.parse(text);
const nobody = { requested: 'notKnown', by: { kind: 'notKnown', name: null } } as const;

describe('inspect becomes the facts of the list', () => {
  it('a running container of Docker 20.10', () => {
    expect(decodeInspect('h-1', inspect20)).toEqual({
      hostId: 'h-1',
      id: 'a'.repeat(64),
      name: 'shop_web_1',
      image: 'shop/web:1.2',
      state: 'running',
      health: 'unhealthy',
      healthSinceMs: at('2026-11-21T03:11:30Z'),
      createdAtMs: at('2026-11-21T03:00:00.123Z'),
      startedAtMs: at('2026-11-21T03:10:00.5Z'),
      // The engine has forgotten the code of the run before this one.
      end: { exitCode: null, outOfMemory: false, atMs: at('2026-11-21T03:09:58.25Z'), ...nobody },
      restartCount: 3,
      restartPolicy: 'on-failure:5',
      autoRemove: false,
      interactive: false,
      project: 'shop',
      service: 'web',
      ports: [
        { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '0.0.0.0' },
        { containerPort: 9000, protocol: 'udp', hostPort: null, hostAddress: null },
      ],
      memoryLimitBytes: 536_870_912,
    });
  });

  it('a container of Docker 29 that has never run has no times of runs', () => {
    expect(decodeInspect('h-1', inspect29Created)).toMatchObject({
      state: 'created',
      startedAtMs: null,
      end: null,
      autoRemove: true,
      interactive: true,
      project: null,
      ports: [],
      memoryLimitBytes: null,
    });
  });

  it('a container of Podman that ran out of memory', () => {
    expect(decodeInspect('h-1', inspectPodman)).toMatchObject({
      name: 'loving_hopper',
      state: 'exited',
      health: 'none',
      createdAtMs: at('2026-11-21T03:00:00.5Z'),
      end: { exitCode: 137, outOfMemory: true, atMs: at('2026-11-21T03:02:00Z') },
      restartPolicy: 'no',
      project: 'cache',
      service: 'redis',
      ports: [{ containerPort: 6379, protocol: 'tcp', hostPort: 6379, hostAddress: null }],
    });
  });

  it.each(['configured', 'stopped', 'stopping', 'initialized', 'removing', 'dead', 'restarting', 'whatever'])(
    'the state %s has a word of ours',
    (Status) => {
      const container = decodeInspect('h-1', { ...inspectPodman, State: { ...inspectPodman.State, Status } });
      expect(containerSchema.safeParse(container).success).toBe(true);
    },
  );

  it('one that restarts has ended with its code', () => {
    const restarting = { ...inspect20, State: { ...inspect20.State, Status: 'restarting', ExitCode: 3 } };
    expect(decodeInspect('h-1', restarting)).toMatchObject({ state: 'restarting', health: 'none', end: { exitCode: 3 } });
  });

  it('missing and odd fields have defaults, so that one of them does not hide the container', () => {
    const container = decodeInspect('h-1', { Id: 'a'.repeat(64), State: 7, Config: null, RestartCount: 'x' });
    expect(containerSchema.parse(container)).toMatchObject({ state: 'exited', name: 'aaaaaaaaaaaa', restartCount: 0, startedAtMs: null });
  });

  it('names of 4,096 characters and labels of 8 MiB are cut', () => {
    const Labels = { 'com.docker.compose.project': 'x'.repeat(8_388_608), html: '<img onerror=alert(1)>' };
    const container = decodeInspect('h-1', {
      ...inspect20,
      Name: `/${'n'.repeat(9_000)}`,
      Config: { ...inspect20.Config, Image: 'i'.repeat(9_000), Labels },
    });
    expect(container?.name).toHaveLength(4_096);
    expect(container?.image).toHaveLength(1_024);
    expect(container?.project).toHaveLength(255);
    expect(JSON.stringify(container).length).toBeLessThan(8_000);
  });

  it.each([null, 'text', [], {}, { Id: '../../etc' }, { Id: `${'a'.repeat(64)}/kill?x=` }])('%j is no container', (answer) => {
    expect(decodeInspect('h-1', answer)).toBeNull();
  });
});

describe('the list alone', () => {
  it('gives what stands in for containers that can not be inspected', () => {
    expect(decodeList('h-1', list20)).toMatchObject([
      {
        name: 'shop_web_1',
        state: 'running',
        health: 'starting',
        project: 'shop',
        createdAtMs: 1_795_230_000_000,
        ports: [
          { containerPort: 80, hostPort: 8080, hostAddress: '0.0.0.0' },
          { containerPort: 9000, protocol: 'udp', hostPort: null },
        ],
        end: null,
      },
      { name: 'job', state: 'exited', end: { exitCode: 137, atMs: null } },
    ]);
  });

  it('that is no list holds nothing', () => {
    expect(decodeList('h-1', { message: 'no' })).toEqual([]);
  });
});
