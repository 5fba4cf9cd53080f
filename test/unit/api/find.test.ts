import { describe, expect, it } from 'vitest';
import { findContainer, findHost } from '../../../src-main/api/find.ts';
import { applyChanges } from '../../../src-shared/apply-changes.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import type { Host } from '../../../src-shared/model.ts';
import { container, host } from '../../support/small-core.ts';

const id = 'a1'.repeat(32);
const twin = `${'a1'.repeat(8)}${'b2'.repeat(24)}`;
const away: Host['status'] = { state: 'connecting', sinceMs: 0 };

const fleet = applyChanges(emptyFleet, [
  { type: 'hostFound', host: host({ id: 'demo', demo: true }) },
  { type: 'hostFound', host: host({ id: 'lost', status: away }) },
  { type: 'hostFound', host: host() },
  { type: 'hostFound', host: host({ id: 'h-2' }) },
  { type: 'containersListed', hostId: 'h-1', atMs: 0, containers: [container(id, 'web'), container(twin, 'db')] },
  { type: 'containersListed', hostId: 'h-2', atMs: 0, containers: [container('c3'.repeat(32), 'web', { hostId: 'h-2' })] },
]);
const find = (named: string, hostId?: string, recent = new Map<string, { hostId: string; containerId: string }>()) => {
  const found = findContainer(fleet, named, hostId, recent);
  return found.ok ? `${found.value.hostId}/${found.value.containerId.slice(0, 4)}` : found.failure.kind;
};

describe('a container that a program names', () => {
  it('is found by its whole id, a beginning that is its own, or its name', () => {
    expect(find(id)).toBe('h-1/a1a1');
    expect(find(id.slice(0, 20))).toBe('h-1/a1a1');
    expect(find('db')).toBe('h-1/a1a1');
    expect(find('web', 'h-2')).toBe('h-2/c3c3');
  });

  it('is not guessed where two are meant, nor where there is none', () => {
    expect(find('web')).toBe('validation_error');
    expect(find(id.slice(0, 12))).toBe('validation_error');
    expect(find('nobody')).toBe('docker_api_error');
    // As long as an id, but a name.
    expect(find('z'.repeat(64))).toBe('docker_api_error');
    expect(find('web', 'h-9')).toBe('validation_error');
  });

  it('may be so new that only its maker and the engine know it', () => {
    const recent = new Map([['fresh', { hostId: 'h-2', containerId: 'd4'.repeat(32) }]]);
    expect(find('fresh', undefined, recent)).toBe('h-2/d4d4');
    expect(find('e5'.repeat(32))).toBe('h-1/e5e5');
    // By its id too it is where it was made, and on another host than the one that is named it is not.
    expect(find('d4'.repeat(32), undefined, recent)).toBe('h-2/d4d4');
    expect(find('fresh', 'h-1', recent)).toBe('docker_api_error');
    expect(find('fresh', 'h-2', recent)).toBe('h-2/d4d4');
  });
});

describe('the host of a new container', () => {
  it('is the first real one that is connected, unless it is named', () => {
    expect(findHost(fleet, undefined)).toMatchObject({ value: { id: 'h-1' } });
    expect(findHost(fleet, 'demo')).toMatchObject({ value: { id: 'demo' } });
    expect(findHost(emptyFleet, undefined)).toMatchObject({ ok: false, failure: { kind: 'docker_api_error' } });
  });
});
