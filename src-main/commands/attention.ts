import type { attentionContract } from '../../src-shared/contract/attention.ts';
import { fail, type Result } from '../../src-shared/failure.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';

/** Incidents, mutes and rules. */
export function attentionCommands({ attention }: Pick<CoreParts, 'attention'>): Pick<CoreHandlers, keyof typeof attentionContract> {
  return {
    getIncidentEvidence: ({ incidentId }) => attention.evidenceOf(incidentId),
    forgetIncident: async ({ hostId, incidentId }) => attention.forget(hostId, incidentId),
    mute: async ({ hostId, scope, until }) => (scope.hostId === hostId ? attention.mute(scope, until) : otherHost()),
    unmute: async ({ hostId, scope }) => (scope.hostId === hostId ? attention.unmute(scope) : otherHost()),
    tryRule: async ({ rule }) => attention.tryRule(rule),
  };
}

/** A command goes to the core nearest to its host, which knows no mutes of others. */
function otherHost(): Result<null> {
  return fail('validation_error', 'The mute is about another engine than the command. Name the same one in both.');
}
