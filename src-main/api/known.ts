import type { Change } from '../../src-shared/changes.ts';
import { containerKey } from '../../src-shared/ids.ts';
import { ContainerList, EnvironmentNames } from './container-info.ts';

const recentKept = 1_000;

/** What the API knows beside the Fleet: of containers that programs have made. */
export class Known {
  readonly environmentNames = new EnvironmentNames();
  readonly list = new ContainerList(this.environmentNames);
  /** By name, until the engine's event has come. */
  readonly recent = new Map<string, { readonly hostId: string; readonly containerId: string }>();

  /** A program has made it; the engine's event may still be under way. */
  made(name: string, hostId: string, containerId: string): void {
    this.recent.set(name, { hostId, containerId });
    const [oldest] = this.recent.keys();
    if (this.recent.size > recentKept && oldest !== undefined) this.recent.delete(oldest);
  }

  /** From here on the Fleet knows better. */
  take(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'containerCreated') this.recent.delete(change.container.name);
      if (change.type !== 'containerRemoved' && change.type !== 'containerRenamed') continue;
      if (change.type === 'containerRemoved') this.environmentNames.forget(containerKey(change.hostId, change.containerId));
      for (const [name, made] of this.recent) if (made.containerId === change.containerId) this.recent.delete(name);
    }
  }
}
