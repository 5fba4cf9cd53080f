import type { Change } from '../../src-shared/changes.ts';
import type { FlowStatus } from '../../src-shared/flow.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { FlowMount } from '../docker/flow-mounts.ts';

/** Containers whose folders are another Quarterdeck’s, or can’t be used: their statuses say why. */
export class ForeignPlaces {
  private readonly statuses = new Map<string, FlowStatus>();
  private readonly tell: (changes: readonly Change[]) => void;

  constructor(tell: (changes: readonly Change[]) => void) {
    this.tell = tell;
  }

  get(hostId: string, containerId: string): FlowStatus | undefined {
    return this.statuses.get(containerKey(hostId, containerId));
  }

  add(hostId: string, mounts: readonly FlowMount[], message: string): void {
    const flows = mounts.map(({ containerId, source }): FlowStatus => {
      const nothing = { saidName: null, lastCommunicationAtMs: null };
      return { hostId, containerId, socketPath: source, state: { state: 'failed', message }, ...nothing };
    });
    for (const flow of flows) this.statuses.set(containerKey(hostId, flow.containerId), flow);
    this.tell(flows.map((flow) => ({ type: 'flowChanged', flow })));
  }

  remove(hostId: string, containerId: string): void {
    if (!this.statuses.delete(containerKey(hostId, containerId))) return;
    this.tell([{ type: 'flowForgotten', hostId, containerId, atMs: Date.now() }]);
  }

  clear(): void {
    for (const { hostId, containerId } of [...this.statuses.values()]) this.remove(hostId, containerId);
  }
}
