import type { attentionContract } from '../../src-shared/contract/attention.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';

/** Incidents, mutes and rules. */
export function attentionCommands({ attention }: Pick<CoreParts, 'attention'>): Pick<CoreHandlers, keyof typeof attentionContract> {
  return {
    getIncidentEvidence: ({ incidentId }) => attention.evidenceOf(incidentId),
    forgetIncident: async ({ hostId, incidentId }) => attention.forget(hostId, incidentId),
    mute: async ({ scope, until }) => attention.mute(scope, until),
    unmute: async ({ scope }) => attention.unmute(scope),
    tryRule: async ({ rule }) => attention.tryRule(rule),
  };
}
