import type { Change } from '../../src-shared/changes.ts';
import type { Container, ContainerState } from '../../src-shared/model.ts';

/** Which containers there are and which of them run: as much as sampling and inspecting must know. */
export class ContainerBook {
  private readonly states = new Map<string, ContainerState>();
  private runningIds: Set<string> | null = null;

  ids(): Iterable<string> {
    return this.states.keys();
  }

  has(containerId: string): boolean {
    return this.states.has(containerId);
  }

  /** Takes the whole list; gives the ids that are no longer there. */
  replace(containers: readonly Container[]): string[] {
    const ids = new Set(containers.map((it) => it.id));
    const gone = [...this.states.keys()].filter((id) => !ids.has(id));
    this.states.clear();
    for (const container of containers) this.states.set(container.id, container.state);
    this.runningIds = null;
    return gone;
  }

  apply(change: Change): void {
    switch (change.type) {
      case 'containerCreated':
      case 'containerInspected':
        this.set(change.containerId, change.container.state);
        return;
      case 'containerStarted':
      case 'containerUnpaused':
        this.move(change.containerId, 'running');
        return;
      case 'containerPaused':
        this.move(change.containerId, 'paused');
        return;
      case 'containerDied':
        this.move(change.containerId, 'exited');
        return;
      case 'containerRemoved':
        this.states.delete(change.containerId);
        this.runningIds = null;
        return;
      default:
        return;
    }
  }

  /** Containers with processes, paused ones too. The same set until something has changed. */
  running(): ReadonlySet<string> {
    this.runningIds ??= new Set([...this.states].filter(([, state]) => state === 'running' || state === 'paused').map(([id]) => id));
    return this.runningIds;
  }

  /** An event of a container that is not known (any more) leaves no trace: the inspect that follows tells what there is. */
  private move(containerId: string, state: ContainerState): void {
    if (this.states.has(containerId)) this.set(containerId, state);
  }

  private set(containerId: string, state: ContainerState): void {
    if (this.states.get(containerId) === state) return;
    this.states.set(containerId, state);
    this.runningIds = null;
  }
}
