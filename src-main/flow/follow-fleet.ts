import type { Change } from '../../src-shared/changes.ts';

/** What the folders do when the Fleet changes. */
export interface FleetFollower {
  /** The whole list of a host came: after connecting, and after every gap. */
  onListed(hostId: string): void;
  /** A container came or started, which may mount a folder that waits for one. */
  onCame(): void;
  onRemoved(hostId: string, containerId: string): void;
  onHostForgotten(hostId: string): void;
}

/** Hands on what concerns flow folders, after the batch was told to everybody: what it causes is told in a batch of its own. */
export function followFleet(
  onChanges: (listener: (changes: readonly Change[]) => void) => () => void,
  follower: FleetFollower,
): () => void {
  let ended = false;
  const end = onChanges((changes) =>
    queueMicrotask(() => {
      for (const change of changes) if (!ended) follow(change, follower);
    }),
  );
  return () => {
    ended = true;
    end();
  };
}

function follow(change: Change, follower: FleetFollower): void {
  switch (change.type) {
    case 'containersListed':
      follower.onListed(change.hostId);
      return;
    case 'containerCreated':
    case 'containerStarted':
      follower.onCame();
      return;
    case 'containerRemoved':
      follower.onRemoved(change.hostId, change.containerId);
      return;
    case 'hostForgotten':
      follower.onHostForgotten(change.hostId);
      return;
    default:
      return;
  }
}
