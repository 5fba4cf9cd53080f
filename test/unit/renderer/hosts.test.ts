import { describe, expect, it } from 'vitest';
import { capabilityWords, engineFacts, problemOf, sourceWords, statusSince } from '../../../src-renderer/views/hosts/host-words.ts';
import { remedyFor } from '../../../src-renderer/views/hosts/remedy.ts';
import type { Host } from '../../../src-shared/model.ts';

const nowMs = 1_000_000;
const host: Host = {
  id: 'h-1',
  name: 'This machine',
  address: 'unix:///run/docker.sock',
  demo: false,
  engine: {
    name: 'Docker Engine',
    version: '29.1',
    apiVersion: '1.52',
    operatingSystem: 'Debian 13',
    cpuCount: 8,
    memoryBytes: 16 * 1024 ** 3,
    rootless: true,
  },
  capabilities: { actions: true, logs: true, exec: false, flow: false, samples: 'api' },
  status: { state: 'connected', sinceMs: nowMs - 26 * 60_000 },
  circuit: { state: 'closed' },
  lastSeenAtMs: nowMs,
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a host', () => {
  it('tells its engine, and nothing before it has answered', () => {
    expect(engineFacts(host).map((it) => plain(it.value))).toEqual(['Docker Engine 29.1, rootless', '1.52', 'Debian 13', '8', '16 GiB']);
    expect(engineFacts({ ...host, engine: null })).toEqual([]);
  });

  it('tells since when, and when the next try comes', () => {
    const problem = { kind: 'connectionLost', message: 'gone' } as const;
    const lost = { state: 'reconnecting', sinceMs: nowMs - 12_000, nextTryAtMs: nowMs + 3_000, problem } as const;
    expect(plain(statusSince(host.status, nowMs))).toBe('for 26 min');
    expect(plain(statusSince(lost, nowMs))).toBe('for 12 s, next try in 3 s');
    expect(plain(statusSince({ ...lost, nextTryAtMs: nowMs }, nowMs))).toBe('for 12 s, trying now');
    expect(problemOf(lost)).toBe(problem);
    expect(problemOf(host.status)).toBeNull();
  });

  it('tells what it can do in words', () => {
    expect(
      capabilityWords({ ...host, capabilities: { ...host.capabilities, actions: false, samples: 'none' } }).map((it) => it.words),
    ).toEqual(['Can only be looked at', 'Followed live', 'Not available', 'Not measured']);
  });

  it('promises and denies nothing before it has answered once', () => {
    expect(capabilityWords({ ...host, engine: null })).toEqual([]);
  });

  it('tells where its address came from', () => {
    const discovery = { source: 'dockerHost', sourceText: 'tcp://box:2375', attempts: [], atMs: 0, complete: true } as const;
    expect(sourceWords({ ...discovery, attempts: [] })).toBe('DOCKER_HOST is tcp://box:2375, so no other place is looked at.');
  });
});

describe('the remedy for an engine', () => {
  const refused = { kind: 'refused', message: '' } as const;
  it.each([
    ['unix:///var/run/docker.sock', 'linux', 'sudo systemctl start docker'],
    ['unix:///run/user/1000/docker.sock', 'linux', 'systemctl --user start docker'],
    ['unix:///run/user/1000/podman/podman.sock', 'linux', 'systemctl --user start podman.socket'],
    ['unix:///home/ada/.docker/desktop/docker.sock', 'linux', 'systemctl --user start docker-desktop'],
    ['unix:///Users/ada/.colima/default/docker.sock', 'mac', 'colima start'],
    ['unix:///var/run/docker.sock', 'mac', 'open -a Docker'],
    ['npipe:////./pipe/docker_engine', 'windows', null],
    ['tcp://box:2375', 'linux', null],
  ] as const)('at %s on %s is %s', (address, platform, command) => {
    expect(remedyFor(refused, address, platform).command).toBe(command);
  });

  it('restarts one that hangs and says what membership of its group means', () => {
    expect(remedyFor({ kind: 'notAnswering', message: '' }, 'unix:///run/docker.sock', 'linux').command).toBe(
      'sudo systemctl restart docker',
    );
    expect(remedyFor({ kind: 'permissionDenied', message: '' }, 'unix:///run/docker.sock', 'linux').text).toMatch(/can become root/);
  });

  it('never offers a command of this machine for another Quarterdeck', () => {
    for (const kind of ['refused', 'permissionDenied', 'notAnswering', 'connectionLost', 'tooOld', 'other'] as const) {
      expect(remedyFor({ kind, message: '' }, 'http://box:4773', 'linux').command).toBeNull();
    }
  });
});
