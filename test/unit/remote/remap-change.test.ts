import { describe, expect, it } from 'vitest';
import { remapChange } from '../../../src-main/remote/remap-change.ts';
import { hostIdThere, localHostId } from '../../../src-main/remote/remote-ids.ts';
import { type Change, changeSchema } from '../../../src-shared/changes.ts';
import { isRemoteHostId, splitRemoteHostId } from '../../../src-shared/remote-wire.ts';
import { buildContainer, buildHost } from '../../support/build.ts';

const to = { remoteId: 'remote-0123abcd', server: 'build box', url: 'http://box:4773', aheadMs: 60_000 };
const ours = 'remote-0123abcd-h-1';
const container = buildContainer({
  startedAtMs: 1_000,
  end: { exitCode: 0, outOfMemory: false, atMs: 900, requested: 'yes', by: { kind: 'you', name: null } },
});
const on = { hostId: 'h-1', containerId: container.id, atMs: 5_000 };
const event = { ...on, event: null };
const activity = {
  id: 'h-1/x:1',
  atMs: 5_000,
  hostId: 'h-1',
  containerId: container.id,
  containerName: 'web',
  project: null,
  kind: 'lifecycle' as const,
  tone: 'stopped' as const,
  text: 'Stopped',
  by: { kind: 'you' as const, name: null },
  facts: [],
  events: [],
};
const operation = {
  id: 'op',
  hostId: 'h-1',
  containerId: container.id,
  kind: 'stop' as const,
  by: { kind: 'script' as const, name: 'ci' },
  state: 'running' as const,
  sinceMs: 1,
  subject: 'web',
  progress: null,
  cancellable: false,
};

const changes: readonly Change[] = [
  { type: 'hostFound', host: buildHost() },
  { type: 'hostStatusChanged', hostId: 'h-1', atMs: 1, status: { state: 'connected', sinceMs: 1 } },
  { type: 'hostCircuitChanged', hostId: 'h-1', atMs: 1, circuit: { state: 'open', untilMs: 7 } },
  { type: 'hostSeen', hostId: 'h-1', atMs: 1 },
  { type: 'hostForgotten', hostId: 'h-1', atMs: 1 },
  { type: 'containersListed', hostId: 'h-1', atMs: 1, containers: [container] },
  { type: 'containerCreated', ...event, container },
  { type: 'containerInspected', ...on, container },
  { type: 'containerStarted', ...event },
  { type: 'containerDied', ...event, exitCode: 1 },
  { type: 'containerRemoved', ...event },
  { type: 'endExplained', ...on, requested: 'yes', by: { kind: 'you', name: null } },
  { type: 'operationChanged', operation },
  {
    type: 'flowChanged',
    flow: {
      hostId: 'h-1',
      containerId: container.id,
      socketPath: '/x',
      state: { state: 'connected', sinceMs: 1 },
      saidName: null,
      lastCommunicationAtMs: 3,
    },
  },
  { type: 'flowForgotten', ...on },
  { type: 'deletionBegun', deletion: { hostId: 'h-1', containerId: container.id, name: 'web', undoUntilMs: 9 } },
  { type: 'deletionEnded', ...on },
  { type: 'activityTold', activity },
];

describe('A Change of a remote', () => {
  it.each(changes.map((change) => [change.type, change] as const))('%s names no host but ours', (_, change) => {
    const here = remapChange(change, to);
    expect(changeSchema.parse(here)).toEqual(here);
    const text = JSON.stringify(here);
    expect(text).toContain(ours);
    expect(text.replaceAll(ours, '').replaceAll('remote-0123abcd:h-1/x:1', '')).not.toContain('h-1');
  });

  it('is told by our clock', () => {
    expect(remapChange({ type: 'containerStarted', ...event }, to)).toMatchObject({ atMs: 65_000 });
    expect(remapChange({ type: 'containersListed', hostId: 'h-1', atMs: 1, containers: [container] }, to)).toMatchObject({
      containers: [{ startedAtMs: 61_000, end: { atMs: 60_900 } }],
    });
  });

  it('never says that we did what somebody did who sits there', () => {
    const person = { kind: 'person', name: 'build box' };
    expect(remapChange({ type: 'activityTold', activity }, to)).toMatchObject({ activity: { by: person } });
    expect(remapChange({ type: 'containerInspected', ...on, container }, to)).toMatchObject({ container: { end: { by: person } } });
    expect(remapChange({ type: 'operationChanged', operation }, to)).toMatchObject({ operation: { by: { kind: 'script', name: 'ci' } } });
  });

  it('about its own search for engines is its own affair', () => {
    const discovery = { source: 'usual' as const, sourceText: null, attempts: [], atMs: 1, complete: true };
    expect(remapChange({ type: 'discoveryReported', discovery }, to)).toBeNull();
  });
});

describe('The id of a remote’s host', () => {
  it('leads back to the id that it has there', () => {
    const id = localHostId('remote-0123abcd', 'h-0a1b2c3d4e5f');
    expect(splitRemoteHostId(id)).toEqual({ remoteId: 'remote-0123abcd', hostId: 'h-0a1b2c3d4e5f' });
    expect(hostIdThere(id)).toBe('h-0a1b2c3d4e5f');
    expect(isRemoteHostId('h-0a1b2c3d4e5f')).toBe(false);
    expect(splitRemoteHostId(localHostId('remote-0123abcd', null))).toEqual({ remoteId: 'remote-0123abcd', hostId: null });
  });
});
