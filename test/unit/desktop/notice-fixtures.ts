import { applyChanges } from '../../../src-shared/apply-changes.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { emptyFleet, type Fleet } from '../../../src-shared/fleet.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import type { Container, Host } from '../../../src-shared/model.ts';

export const hostId = 'local';
export const startMs = Date.UTC(2026, 10, 21, 12, 0, 0);

/** A container id that ends in `number`. */
export function idOf(number: number): string {
  return number.toString(16).padStart(64, '0');
}

/** An open crash of one container, told aloud. */
export function incidentOf(number: number, patch: Partial<Incident> = {}): Incident {
  return {
    id: `incident-${number}`,
    hostId,
    kind: 'crashed',
    voice: 'told',
    containers: [{ containerId: idOf(number), name: `web-${number}`, image: 'web:1' }],
    containerCount: 1,
    project: null,
    ruleId: null,
    what: 'Exited 1: connect ECONNREFUSED db:5432',
    errorLine: null,
    openedAtMs: startMs,
    lastAtMs: startMs,
    resolution: { state: 'open' },
    deaths: 1,
    restarts: 0,
    timeline: [],
    ...patch,
  };
}

export function containerOf(number: number, patch: Partial<Container> = {}): Container {
  return {
    hostId,
    id: idOf(number),
    name: `web-${number}`,
    image: 'web:1',
    state: 'running',
    health: 'none',
    healthSinceMs: null,
    createdAtMs: startMs,
    startedAtMs: startMs + number,
    end: null,
    restartCount: 0,
    restartPolicy: 'no',
    autoRemove: false,
    interactive: false,
    project: null,
    service: null,
    ports: [],
    memoryLimitBytes: null,
    ...patch,
  };
}

export function hostOf(patch: Partial<Host> = {}): Host {
  return {
    id: hostId,
    name: 'This machine',
    address: 'unix:///run/docker.sock',
    demo: false,
    engine: null,
    capabilities: { actions: true, logs: true, exec: true, flow: true, samples: 'kernel' },
    status: { state: 'connected', sinceMs: startMs },
    circuit: { state: 'closed' },
    lastSeenAtMs: startMs,
    ...patch,
  };
}

/** A Fleet of a connected host and what the changes make of it. */
export function fleetOf(changes: readonly Change[], host: Host = hostOf()): Fleet {
  return applyChanges(emptyFleet, [{ type: 'hostFound', host }, ...changes]);
}

export function created(container: Container): Change {
  return { type: 'containerCreated', hostId: container.hostId, atMs: startMs, containerId: container.id, event: null, container };
}

export function toldOf(incident: Incident): Change {
  return { type: 'incidentTold', incident, news: null };
}
