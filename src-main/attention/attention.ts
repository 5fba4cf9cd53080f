import { fail, type Result } from '../../src-shared/failure.ts';
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

/** Placeholder until the parts are composed (open-attention.ts). */
export function noAttention(): Attention {
  const notYet = () => fail('system_error', 'Not built yet.');
  return { evidenceOf: async () => notYet(), forget: notYet, mute: notYet, unmute: notYet, tryRule: notYet, dispose: async () => {} };
}
