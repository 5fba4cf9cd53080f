import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import type { Change } from '../../../src-shared/changes.ts';
import type { Activity, Container, Operation } from '../../../src-shared/model.ts';
import { buildContainer, buildHost } from '../../support/build.ts';

export const hostId = 'h-0123456789ab';
export const web = 'a'.repeat(64);

/** The one container of these tests, which has run since a second after the epoch. */
export function buildWeb(patch: Partial<Container> = {}): Container {
  return buildContainer({ hostId, id: web, startedAtMs: 1_000, ...patch });
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

  constructor(container: Container | null = buildWeb()) {
    this.tell({ type: 'hostFound', host: buildHost({ id: hostId }) });
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
      containerId: kind === 'prune' ? null : web,
      kind,
      by: { kind: 'you', name: null },
      state: 'running',
      sinceMs: this.nowMs,
      subject: 'web',
      progress: null,
      cancellable: false,
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
