import type { Incident, IncidentEvidence } from '../../src-shared/incidents.ts';
import type { Activity } from '../../src-shared/model.ts';

/** What was kept by an earlier run. */
export interface Kept {
  /** Oldest first, at most `incidentsKept`. */
  readonly incidents: readonly Incident[];
  /** The feed's last lines, oldest first. */
  readonly activities: readonly Activity[];
  /** By key, as they were put; whoever reads one parses it. */
  readonly values: ReadonlyMap<string, unknown>;
}

export const nothingKept: Kept = { incidents: [], activities: [], values: new Map() };

/**
 * What survives the end of the core: incidents with their evidence, the feed, and small values (mutes, cooldowns, what ran
 * when we last looked). Puts return at once and are written in batches; reads wait for the puts before them.
 */
export interface Store {
  /** What an earlier run has kept, read once. Empty where nothing can be read: `problem` then says why. */
  load(): Promise<Kept>;
  putIncident(incident: Incident): void;
  /** Replaces what is kept of this container in the incident. */
  putEvidence(incidentId: string, evidence: IncidentEvidence): void;
  /** Its evidence goes too. */
  dropIncident(incidentId: string): void;
  evidenceOf(incidentId: string): Promise<readonly IncidentEvidence[]>;
  putActivity(activity: Activity): void;
  /** `value` must survive JSON; null removes it. */
  putValue(key: string, value: unknown): void;
  /** Resolves once all that was put is on disk, or could not be written now: `problem` then says why, and it is tried again. */
  flush(): Promise<void>;
  /** What keeps it from being read or written, as a sentence for the user; null while all is well. */
  problem(): string | null;
  /** Writes what waits, within a deadline, and ends the worker. What is put later goes nowhere. */
  close(): Promise<void>;
}
