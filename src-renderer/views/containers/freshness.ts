import type { Container, Host } from '../../../src-shared/model.ts';
import type { Sample } from '../../../src-shared/samples.ts';

/** Rows out of view are read every 10 s; two rounds missed, and a reading is no longer what is. */
const sampleHoldsMs = 25_000;
/** Clocks of engine and machine agree to this. */
const clockSlackMs = 2_000;

/**
 * Whether a reading may stand as the present one of a container: it runs, the reading is of this run, and it is young.
 * Of a host that does not answer the last ones stay, as 'as of' says what they are.
 */
export function isCurrent(sample: Sample, container: Container, hostIsStale: boolean, nowMs: number): boolean {
  if (container.state !== 'running' && container.state !== 'paused') return false;
  if (container.startedAtMs !== null && sample.atMs < container.startedAtMs - clockSlackMs) return false;
  return hostIsStale || nowMs - sample.atMs <= sampleHoldsMs;
}

/** A host whose word is no longer the present: it does not answer, or has told nothing for longer than a heartbeat should take. */
export function isStale(host: Host | undefined): boolean {
  return host?.status.state !== 'connected';
}
