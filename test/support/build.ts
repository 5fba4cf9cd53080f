import type { Container, Host } from '../../src-shared/model.ts';

/** A connected engine on this machine, with whatever a test wants different. */
export function buildHost(facts: Partial<Host> = {}): Host {
  return {
    id: 'h-1',
    name: 'This machine',
    address: 'unix:///run/docker.sock',
    demo: false,
    engine: {
      name: 'Docker Engine',
      version: '20.10.24',
      apiVersion: '1.41',
      operatingSystem: 'Debian',
      cpuCount: 2,
      memoryBytes: 8e9,
      rootless: false,
    },
    capabilities: { actions: true, logs: true, exec: true, flow: true, samples: 'api' },
    status: { state: 'connected', sinceMs: 0 },
    circuit: { state: 'closed' },
    lastSeenAtMs: 0,
    ...facts,
  };
}

/** A container that runs for the first time, with whatever a test wants different. */
export function buildContainer(facts: Partial<Container> = {}): Container {
  return {
    hostId: 'h-1',
    id: 'a'.repeat(64),
    name: 'web',
    image: 'nginx:1.27',
    state: 'running',
    health: 'none',
    healthSinceMs: null,
    createdAtMs: 0,
    startedAtMs: 0,
    end: null,
    restartCount: 0,
    restartPolicy: 'no',
    autoRemove: false,
    interactive: false,
    project: null,
    service: null,
    ports: [],
    memoryLimitBytes: null,
    ...facts,
  };
}
