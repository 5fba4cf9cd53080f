import { realSurroundings, type Surroundings } from '../docker/surroundings.ts';
import { type BackoffOptions, remoteBackoff } from '../lib/backoff.ts';
import { type SamplingTimes, samplingTimes } from '../samples/api-sampler.ts';

/** Every duration of the watcher, in ms; tests shorten them. */
export interface WatcherOptions {
  readonly surroundings: Surroundings;
  /** A connected engine is asked this often whether it is still there, and given so long to say so. */
  readonly heartbeatMs: number;
  readonly heartbeatDeadlineMs: number;
  /** The age of what is shown is told at most this often. */
  readonly seenMs: number;
  /** A lost engine on this machine is looked for this often; one ping at a time, as a hung engine answers none. */
  readonly probeMs: number;
  readonly probeDeadlineMs: number;
  /** After a connection that broke at once, or an engine that is too old. */
  readonly patientProbeMs: number;
  /** A connection that lasted less is no recovery. */
  readonly stableMs: number;
  /** A lost engine that answers within this was not lost: only its event stream was. */
  readonly hiccupMs: number;
  readonly backoff: BackoffOptions;
  /** Between looks for engines while there is none, and while there is one. */
  readonly searchMs: number;
  readonly rescanMs: number;
  readonly connectDeadlineMs: number;
  readonly inspectDeadlineMs: number;
  /** Between the first list and its inspects: they would keep the processor from the window that draws it. */
  readonly firstShowMs: number;
  /** The first list waits this long for slow inspects; they follow later. */
  readonly inspectPatienceMs: number;
  /** Some more than there are connections: a connection that is free again finds its next request waiting. */
  readonly inspectsAtOnce: number;
  /** After an event the container is inspected when it has been quiet for so long; at most once in `inspectGapMs`. */
  readonly settleMs: number;
  readonly inspectGapMs: number;
  /** A list that is asked for because an event could not be read comes at most this often. */
  readonly relistGapMs: number;
  /** In a flood of events, Changes are sent this often; a single one at once. */
  readonly batchMs: number;
  readonly sampling: SamplingTimes;
}

export function defaultOptions(): WatcherOptions {
  return {
    surroundings: realSurroundings(),
    heartbeatMs: 2_000,
    heartbeatDeadlineMs: 2_000,
    seenMs: 1_000,
    probeMs: 500,
    probeDeadlineMs: 5_000,
    patientProbeMs: 5_000,
    stableMs: 1_500,
    hiccupMs: 250,
    backoff: remoteBackoff,
    searchMs: 750,
    rescanMs: 5_000,
    connectDeadlineMs: 5_000,
    inspectDeadlineMs: 10_000,
    firstShowMs: 120,
    inspectPatienceMs: 1_000,
    inspectsAtOnce: 12,
    settleMs: 15,
    inspectGapMs: 100,
    relistGapMs: 1_000,
    batchMs: 4,
    sampling: samplingTimes,
  };
}
