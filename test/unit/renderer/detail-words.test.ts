import { expect, test } from 'vitest';
import {
  commandWords,
  firstPort,
  healthWords,
  policyWords,
  shownPorts,
  whenWords,
} from '../../../src-renderer/views/detail/facts/facts-words.ts';
import type { ContainerDetail } from '../../../src-shared/container-detail.ts';
import type { Container, Port } from '../../../src-shared/model.ts';

const nowMs = new Date(2026, 10, 21, 14, 32, 7).getTime();
const container: Container = {
  hostId: 'local',
  id: 'a'.repeat(64),
  name: 'api',
  image: 'api:1',
  state: 'running',
  health: 'healthy',
  healthSinceMs: null,
  createdAtMs: nowMs,
  startedAtMs: nowMs,
  end: null,
  restartCount: 0,
  restartPolicy: 'no',
  autoRemove: false,
  interactive: false,
  project: null,
  service: null,
  ports: [],
  memoryLimitBytes: null,
};
const detail: ContainerDetail = {
  container,
  imageId: 'sha256:1',
  command: [],
  entrypoint: [],
  workingDirectory: '/',
  user: '',
  hostname: 'api',
  pid: 1,
  stopSignal: 'SIGTERM',
  mounts: [],
  networks: [],
  labels: [],
  environmentNames: [],
  healthCheck: null,
  cpuLimit: null,
  rawJson: '{}',
};
const port = (containerPort: number, hostPort: number | null, patch: Partial<Port> = {}): Port => ({
  containerPort,
  protocol: 'tcp',
  hostPort,
  hostAddress: hostPort === null ? null : '0.0.0.0',
  ...patch,
});

test('times are told by day', () => {
  expect(whenWords(nowMs, nowMs)).toBe('today 14:32:07');
  expect(whenWords(nowMs - 86_400_000, nowMs)).toBe('yesterday 14:32:07');
  expect(whenWords(new Date(2026, 0, 2, 3, 4, 5).getTime(), nowMs)).toBe('2026-01-02 03:04:05');
  expect(whenWords(null, nowMs)).toBe('–');
});

test('a restart policy is named as Docker names it', () => {
  expect(policyWords(container)).toBe('no policy');
  expect(policyWords({ ...container, restartPolicy: 'unless-stopped' })).toBe('policy unless-stopped');
});

test('a command can be pasted into a shell', () => {
  expect(commandWords({ ...detail, entrypoint: ['/entry.sh'], command: ['node', 'a b', "it's", ''] })).toBe(
    "/entry.sh node 'a b' 'it'\\''s' ''",
  );
  expect(commandWords(detail)).toBe('–');
});

test('health says what the last check found', () => {
  const check = { command: 'true', intervalMs: 10_000, lastOutput: null, lastAtMs: nowMs - 4000, failingStreak: 0 };
  expect(healthWords({ ...container, health: 'none' }, detail, nowMs).text).toBe('No health check');
  expect(healthWords(container, { ...detail, healthCheck: check }, nowMs)).toEqual({
    text: 'Passed 4\u00a0s ago',
    note: 'every 10\u00a0s',
    isBad: false,
  });
  expect(
    healthWords({ ...container, health: 'unhealthy' }, { ...detail, healthCheck: { ...check, failingStreak: 3 } }, nowMs),
  ).toMatchObject({ text: 'Failed 3 times, 4\u00a0s ago', isBad: true });
  expect(healthWords(container, { ...detail, healthCheck: { ...check, lastAtMs: null } }, nowMs).text).toBe('Not checked yet');
});

test('a port published on IPv4 and IPv6 is told once, and ports that are not published come last', () => {
  const ports = shownPorts([port(9000, null), port(80, 8080), port(80, 8080, { hostAddress: '::' }), port(53, 5353, { protocol: 'udp' })]);
  expect(ports.map((it) => [it.address, it.target, it.canOpen])).toEqual([
    ['localhost:5353', '53/udp', false],
    ['localhost:8080', '80/tcp', true],
    [null, '9000/tcp', false],
  ]);
});

test('addresses of the machine are told as they are', () => {
  expect(shownPorts([port(80, 80, { hostAddress: '192.168.1.5' })])[0]?.address).toBe('192.168.1.5:80');
  expect(shownPorts([port(80, 80, { hostAddress: 'fe80::1' })])[0]?.address).toBe('[fe80::1]:80');
});

test('the bar opens the lowest port that a browser can open', () => {
  expect(firstPort({ ...container, ports: [port(53, 53, { protocol: 'udp' }), port(9229, 9229), port(3000, 3000)] })).toBe(3000);
  expect(firstPort(container)).toBeNull();
});
