import type { Fleet } from '../../src-shared/fleet.ts';

/** The core's Fleet, and what views are shown of it. */
export interface ShownFleet {
  readonly truth: Fleet;
  readonly shown: Fleet;
}

/**
 * The Fleet for the views: without the containers that were deleted and may still be had back, so that no list, count
 * or sum knows them. The map of containers keeps its identity while neither containers nor deletions change.
 */
export function withoutDeleted(truth: Fleet, before: ShownFleet | null): Fleet {
  if (truth.deletions.size === 0) return truth;
  if (before && before.truth.containers === truth.containers && before.truth.deletions === truth.deletions) {
    return { ...truth, containers: before.shown.containers };
  }
  const containers = new Map(truth.containers);
  for (const key of truth.deletions.keys()) containers.delete(key);
  return { ...truth, containers };
}
