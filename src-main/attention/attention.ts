import type { Result } from '../../src-shared/failure.ts';
import type { IncidentEvidence, MuteScope, MuteUntil } from '../../src-shared/incidents.ts';
import type { Rule, RuleTrial } from '../../src-shared/rules.ts';

/** What a death means, and what is done about it: incidents, mutes, rules, recovery. Runs in the core nearest to the engine. */
export interface Attention {
  /** The evidence of at most 20 of the incident's containers. */
  evidenceOf(incidentId: string): Promise<Result<IncidentEvidence[]>>;
  forget(hostId: string, incidentId: string): Result<null>;
  mute(scope: MuteScope, until: MuteUntil): Result<null>;
  unmute(scope: MuteScope): Result<null>;
  tryRule(rule: Rule): Result<RuleTrial>;
  /** Stops every timer and recovery. */
  dispose(): Promise<void>;
}
