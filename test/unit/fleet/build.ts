import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import type { Change } from '../../../src-shared/changes.ts';
import type { Activity, Container, Host, Operation } from '../../../src-shared/model.ts';

export const hostId = 'h-0123456789ab';
export const web = 'a'.repeat(64);

export function buildHost(patch: Partial<Host> = {}): Host {
  return {
    id: hostId,
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
    capabilities: {
      actions: true,
      logs: true,
      exec: true,
      flow: true,
      samples: 'api',
    },
    status: { state: 'connected', sinceMs: 0 },
    lastSeenAtMs: 0,
    ...patch,
  };
}

export function buildContainer(patch: Partial<Container> = {}): Container {
  return {
    hostId,
    id: web,
    name: 'web',
    image: 'nginx:1.27',
    state: 'running',
    health: 'none',
    healthSinceMs: null,
    createdAtMs: 0,
    startedAtMs: 1_000,
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

type EventName =
  | 'containerStarted'
  | 'containerRanOutOfMemory'
  | 'containerStopped'
  | 'containerRestarted'
  | 'containerPaused'
  | 'containerUnpaused'
  | 'containerUpdated'
  | 'containerRemoved';

/** Plays an engine's events to a keeper and gives what the feed then says. */
export class Stage {
  readonly keeper = new FleetKeeper({ now: () => this.nowMs });
  nowMs = 60_000;

  constructor(container: Container | null = buildContainer()) {
    this.tell({ type: 'hostFound', host: buildHost() });
    if (container)
      this.tell({
        type: 'containersListed',
        hostId,
        atMs: this.nowMs,
        containers: [container],
      });
  }

  tell(...changes: Change[]): this {
    this.keeper.tell(changes);
    return this;
  }

  wait(durationMs: number): this {
    this.nowMs += durationMs;
    return this;
  }

  happen(type: EventName): this {
    return this.wait(5).tell({ type, ...this.about() });
  }

  signal(signal: string): this {
    return this.wait(5).tell({
      type: 'containerSignalled',
      ...this.about(),
      signal,
    });
  }

  die(exitCode: number): this {
    return this.wait(5).tell({
      type: 'containerDied',
      ...this.about(),
      exitCode,
    });
  }

  operate(kind: Operation['kind']): this {
    const operation: Operation = {
      id: 'op-1',
      hostId,
      containerId: web,
      kind,
      by: { kind: 'you', name: null },
      state: 'running',
      sinceMs: this.nowMs,
    };
    return this.tell({ type: 'operationChanged', operation });
  }

  about() {
    return { hostId, containerId: web, atMs: this.nowMs, event: null };
  }

  get activities(): readonly Activity[] {
    return this.keeper.fleet.activities;
  }

  /** 'sentence (by whom)', oldest first. */
  get feed(): string[] {
    return this.activities.map((it) => `${it.text} (${it.by.kind})`);
  }

  get container(): Container | undefined {
    return [...this.keeper.fleet.containers.values()][0];
  }
}
