import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { Sample } from '../../../src-shared/samples.ts';
import { useFleet } from '../../store/fleet-store.ts';
import type { SampleRing } from '../../store/sample-ring.ts';
import { recent } from '../../store/sample-store.ts';
import { isCurrent, isStale } from './freshness.ts';
import type { LiveValues } from './sorting.ts';

export interface Reading {
  readonly sample: Sample;
  readonly ring: SampleRing;
}

/** The reading that may be shown as a container's present one, with the minute before it; null where there is none. */
export function currentReading(key: ContainerKey, container: Container, nowMs: number): Reading | null {
  const ring = recent(key);
  if (!ring?.latest) return null;
  const stale = isStale(useFleet.getState().fleet.hosts.get(container.hostId));
  return isCurrent(ring.latest, container, stale, nowMs) ? { sample: ring.latest, ring } : null;
}

/** In and out together, in bytes a second; null before the second reading. */
export function networkSum({ rates }: SampleRing): number | null {
  return rates.networkRx === null || rates.networkTx === null ? null : rates.networkRx + rates.networkTx;
}

const none: LiveValues = { cpuPercent: null, memoryBytes: null, networkBytesPerSecond: null };

export function liveValues(key: ContainerKey, container: Container, nowMs: number): LiveValues {
  const reading = currentReading(key, container, nowMs);
  if (!reading) return none;
  const { sample, ring } = reading;
  return { cpuPercent: sample.cpuPercent, memoryBytes: sample.memoryBytes, networkBytesPerSecond: networkSum(ring) };
}

/** What a group uses together, over those of its members that have a present reading; null where none has. */
export function sumOf(members: readonly ContainerKey[], nowMs: number): LiveValues {
  const { containers } = useFleet.getState().fleet;
  let [cpuPercent, memoryBytes, network, known, networkKnown] = [0, 0, 0, false, false];
  for (const key of members) {
    const container = containers.get(key);
    const reading = container ? currentReading(key, container, nowMs) : null;
    if (!reading) continue;
    known = true;
    cpuPercent += reading.sample.cpuPercent;
    memoryBytes += reading.sample.memoryBytes;
    const inAndOut = networkSum(reading.ring);
    if (inAndOut === null) continue;
    networkKnown = true;
    network += inAndOut;
  }
  return known ? { cpuPercent, memoryBytes, networkBytesPerSecond: networkKnown ? network : null } : none;
}
