import { describe, expect, it } from 'vitest';
import { freeName } from '../../../src-main/docker/create/free-name.ts';
import { portHolder } from '../../../src-main/docker/create/port-conflicts.ts';
import { isImageId, pullReferenceOf } from '../../../src-main/docker/image-reference.ts';
import type { Container, Port } from '../../../src-shared/model.ts';
import { container, hostId } from '../../support/small-core.ts';

describe('a free name', () => {
  it.each([
    ['web', [], 'web'],
    ['web', ['web'], 'web-2'],
    ['web', ['web', 'web-2', 'web-3'], 'web-4'],
    ['web-2', ['web-2'], 'web-3'],
    ['shop-web-1', ['shop-web-1', 'shop-web-2'], 'shop-web-3'],
    ['x'.repeat(255), ['x'.repeat(255)], `${'x'.repeat(253)}-2`],
  ])('like %s', (wanted, taken, name) => {
    expect(freeName(wanted, new Set(taken))).toBe(name);
  });
});

describe('a port that is asked for', () => {
  const has = (port: Partial<Port>, patch: Partial<Container> = {}) =>
    container('a'.repeat(64), 'web', {
      state: 'running',
      ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: null, ...port }],
      ...patch,
    });
  const wanted = { hostPort: 8080, hostAddress: null, protocol: 'tcp' as const };

  it.each([
    ['all addresses', {}, wanted, true],
    ['one of all', { hostAddress: '0.0.0.0' }, { ...wanted, hostAddress: '127.0.0.1' }, true],
    ['all of one', { hostAddress: '127.0.0.1' }, wanted, true],
    ['another address', { hostAddress: '127.0.0.1' }, { ...wanted, hostAddress: '127.0.0.2' }, false],
    ['another version of IP', { hostAddress: '::' }, { ...wanted, hostAddress: '0.0.0.0' }, false],
    ['another protocol', { protocol: 'udp' as const }, wanted, false],
    ['another port', { hostPort: 8081 }, wanted, false],
    ['none in particular', { hostPort: null }, { ...wanted, hostPort: null }, false],
  ])('%s: is held or not', (_, port, asked, held) => {
    expect(portHolder(asked, hostId, [has(port)])?.name).toBe(held ? 'web' : undefined);
  });

  it('is not held by a container that does not run, or of another host', () => {
    expect(portHolder(wanted, hostId, [has({}, { state: 'exited' })])).toBeNull();
    expect(portHolder(wanted, 'h-2', [has({})])).toBeNull();
    expect(portHolder(wanted, hostId, [has({}, { state: 'paused' })])?.name).toBe('web');
  });
});

describe('an image’s name', () => {
  it.each([
    ['nginx', 'nginx', 'latest'],
    ['nginx:alpine', 'nginx', 'alpine'],
    ['localhost:5000/team/app', 'localhost:5000/team/app', 'latest'],
    ['localhost:5000/team/app:1.2', 'localhost:5000/team/app', '1.2'],
    [`team/app:1@sha256:${'a'.repeat(64)}`, 'team/app', `sha256:${'a'.repeat(64)}`],
  ])('%s is pulled as one tag', (reference, name, tag) => {
    expect(pullReferenceOf(reference)).toEqual({ name, tag });
  });

  it('may be an id, which no registry knows', () => {
    expect(['0123456789ab', `sha256:${'0'.repeat(64)}`, 'nginx', 'abc:0123456789ab', 'team/0123456789ab'].map(isImageId)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
