import { describe, expect, it } from 'vitest';
import { followContainer, goTo, replacePlace, useNavigation } from '../../../src-renderer/store/navigation.ts';
import { withEnvironment } from '../../../src-renderer/views/create/environment-rows.ts';
import { operationFor } from '../../../src-renderer/views/create/find-operation.ts';
import { emptyForm } from '../../../src-renderer/views/create/from-config.ts';
import { conflictsAt, portQuestion } from '../../../src-renderer/views/create/port-conflicts.ts';
import { changeValues, isTouched, markFailed, openSession, sessionOf } from '../../../src-renderer/views/create/session-store.ts';
import { suggestionsFor } from '../../../src-renderer/views/create/suggestions.ts';
import { wantedName } from '../../../src-renderer/views/create/wanted-name.ts';
import { patchFrom } from '../../../src-renderer/views/update/config-patch.ts';
import { readySeconds } from '../../../src-renderer/views/update/ready-within.ts';
import { emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { makeFailure } from '../../../src-shared/failure.ts';
import { fieldDetails } from '../../../src-shared/field-problems.ts';
import type { Operation } from '../../../src-shared/model.ts';

describe('suggestions', () => {
  const all = ['nginx:alpine', 'postgres:16', 'my/nginx:1'].map((value) => ({ value }));

  it('hold what was typed, those that start with it first', () => {
    expect(suggestionsFor(all, 'NGINX').map((it) => it.value)).toEqual(['nginx:alpine', 'my/nginx:1']);
    expect(suggestionsFor(all, 'redis')).toEqual([]);
  });

  it('are all there before anything is typed, and after one was chosen', () => {
    expect(suggestionsFor(all, ' ')).toHaveLength(3);
    expect(suggestionsFor(all, 'postgres:16')).toHaveLength(3);
  });
});

describe('a .env file in the form', () => {
  it('changes the variables of its names and adds the others', () => {
    const rows = [
      { id: '1', name: 'A', value: 'old' },
      { id: '2', name: '', value: '' },
      { id: '3', name: 'B', value: 'kept' },
    ];
    expect(withEnvironment(rows, { A: 'new', C: '3' }).map((it) => [it.name, it.value])).toEqual([
      ['A', 'new'],
      ['B', 'kept'],
      ['C', '3'],
    ]);
  });
});

describe('ports that are typed', () => {
  const row = (id: string, host: string, container: string) => ({ id, host, container, protocol: 'tcp' as const });

  it('are asked about as soon as they are whole, but not those that are the container’s own', () => {
    const question = portQuestion(
      [row('a', '8080', ''), row('b', '', '80'), row('c', '99999', '80'), row('d', '90', '80')],
      [row('x', '90', '80')],
    );
    expect(question.rowIds).toEqual(['a']);
    expect(question.ports).toEqual([{ hostPort: 8080, hostAddress: null, containerPort: 1, protocol: 'tcp' }]);
    expect(conflictsAt(question, [{ index: 0, message: 'Taken' }])).toEqual(new Map([['ports.a.hostPort', 'Taken']]));
  });
});

describe('a form that is kept', () => {
  it('knows what was typed, and forgets what the core refused once that field changes', () => {
    openSession('one', 'local', emptyForm());
    const read = () => {
      const session = sessionOf('one');
      if (!session) throw new Error('no session');
      return session;
    };
    expect(isTouched(read())).toBe(false);
    changeValues('one', { name: 'web', image: 'nginx' });
    expect(isTouched(read())).toBe(true);
    markFailed('one', makeFailure('docker_api_error', 'web is taken', fieldDetails([['config.name', 'Taken']])));
    expect(read()).toMatchObject({ tries: 1, phase: { kind: 'failed' }, values: { name: 'web' } });
    changeValues('one', { image: 'httpd' });
    expect(read().refused.get('name')).toBe('Taken');
    changeValues('one', { name: 'web2' });
    expect(read().refused.size).toBe(0);
  });
});

describe('an order’s operation', () => {
  const operation = (id: string, facts: Partial<Operation>): readonly [string, Operation] => [
    id,
    {
      id,
      hostId: 'local',
      containerId: null,
      kind: 'create',
      by: { kind: 'you', name: null },
      state: 'running',
      sinceMs: 0,
      subject: '',
      progress: null,
      cancellable: true,
      ...facts,
    },
  ];
  it('is the new one of its kind that this user has begun', () => {
    const operations = new Map([
      operation('old', {}),
      operation('script', { by: { kind: 'script', name: 'x' } }),
      operation('elsewhere', { hostId: 'other' }),
      operation('start', { kind: 'start' }),
      operation('mine', {}),
    ]);
    const order = { hostId: 'local', kinds: ['create', 'pull'] as const, containerId: null, before: new Set(['old']) };
    expect(operationFor(operations, order)?.id).toBe('mine');
    expect(operationFor(new Map([operation('old', {})]), order)).toBeNull();
  });
});

describe('an update', () => {
  it('sends only what was changed, and never name, flow or --rm', () => {
    const before = { ...emptyContainerConfig, image: 'nginx:1', environment: { A: '1', B: '2' } };
    expect(patchFrom(before, { ...before, name: 'x', flow: true, environment: { B: '2', A: '1' } })).toEqual({});
    expect(patchFrom(before, { ...before, image: 'nginx:2', command: ['x'], environment: { A: '1' } })).toEqual({
      image: 'nginx:2',
      command: ['x'],
      environment: { A: '1' },
    });
  });

  it('takes whole seconds up to an hour', () => {
    expect(['30', ' 1 ', '3600', '0', '3601', '1.5', '', 'x'].map(readySeconds)).toEqual([30, 1, 3600, null, null, null, null, null]);
  });

  it('leads from the old container to the new one, and back to where one was', () => {
    replacePlace({ view: 'containers' });
    goTo({ view: 'container', hostId: 'local', containerId: 'old', tab: 'logs' });
    goTo({ view: 'update', hostId: 'local', containerId: 'old', part: 'code' });
    followContainer('local', 'old', 'new');
    const { place, behind } = useNavigation.getState();
    expect(place).toEqual({ view: 'container', hostId: 'local', containerId: 'new', tab: 'overview' });
    expect(behind).toEqual([{ view: 'containers' }]);
  });
});

describe('the name that is suggested', () => {
  it('is the image’s, without registry, tag and digest', () => {
    expect(['nginx:alpine', 'registry.local:5000/team/web:1.2', 'redis@sha256:abc', ''].map(wantedName)).toEqual([
      'nginx',
      'web',
      'redis',
      '',
    ]);
  });
});
