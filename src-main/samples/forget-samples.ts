import type { Change } from '../../src-shared/changes.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { SampleStore } from './sample-store.ts';

/** What is removed needs no memory any more. */
export function forgetSamples(samples: SampleStore, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.type === 'containerRemoved') samples.forget(containerKey(change.hostId, change.containerId));
    else if (change.type === 'containersListed') samples.retain(change.hostId, new Set(change.containers.map((it) => it.id)));
    else if (change.type === 'hostForgotten') samples.forgetHost(change.hostId);
  }
}
