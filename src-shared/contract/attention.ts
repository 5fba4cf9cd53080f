import { z } from 'zod';
import { incidentEvidenceSchema, muteScopeSchema, muteUntilSchema } from '../incidents.ts';
import { ruleSchema, ruleTrialSchema } from '../rules.ts';
import { done, host } from './parts.ts';

const incidentId = z.string().min(1).max(300);

/** What is kept of incidents beside the Fleet, mutes, and trying a rule. */
export const attentionContract = {
  /** The evidence of each of an incident's containers, of at most 20; empty where nothing is kept any more. */
  getIncidentEvidence: { argument: z.object({ ...host, incidentId }), result: z.array(incidentEvidenceSchema).max(20) },
  /** Takes it from the list for good. An open one comes back with its next death. */
  forgetIncident: { argument: z.object({ ...host, incidentId }), result: done },
  /** Replaces the scope's mute. Its incidents are listed, but not told. */
  mute: { argument: z.object({ ...host, scope: muteScopeSchema, until: muteUntilSchema }), result: done },
  unmute: { argument: z.object({ ...host, scope: muteScopeSchema }), result: done },
  /** What the rule would have done over what is kept here; changes nothing. */
  tryRule: { argument: z.object({ rule: ruleSchema }), result: ruleTrialSchema },
} as const;
